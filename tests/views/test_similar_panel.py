"""The form warns while somebody types; the warning never stops them and is never a late one."""

from collections.abc import Callable, Iterator
from functools import partial
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.registration.register_patient import REGISTER_PATIENT
from app.registration.rows import SearchResult
from app.registration.similar import SimilarRow
from tests.builders import Workbench
from tests.views.canned import CannedOffice, a_workplace
from tests.views.hands import named, press, shown, type_into
from tests.views.samples import PATIENTS, SIMILAR, patient_id
from views.registration.reception_view import ReceptionView
from views.runner import Runner
from views.shell.search_box import SearchBox
from views.workplace import Workplace

WEAK = SIMILAR[1:]


def field(view: QWidget, name: str) -> Any:
    return named(view, QLineEdit, name)


def reception(qtbot: QtBot, place: Workplace) -> ReceptionView:
    view: ReceptionView = shown(qtbot, ReceptionView(place))
    return view


def typed(view: ReceptionView, **texts: str) -> None:
    """Type into the form and let the pause after the last key pass."""
    for name, text in texts.items():
        type_into(view.register.form.boxes[name].control, text)
    view.similar.ask_now()


@pytest.mark.parametrize(
    ("name", "text"), [("family", "Okafor"), ("given", "Chidi"), ("mobile", "0803")]
)
def test_similar_patients_appear_beside_the_form_while_typing(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, name: str, text: str
) -> None:
    busy.answers["patients.similar"] = lambda raw: WEAK if raw[name] == text else ()
    view = reception(qtbot, canned)
    assert view.similar.isHidden()
    type_into(view.register.form.boxes[name].control, text)
    qtbot.waitUntil(view.similar.isVisible)
    assert view.recent.isHidden()
    assert view.visits.isVisible()
    assert view.register.form.boxes["apart"].isHidden(), "nobody has to decide anything"
    view.register.form.boxes[name].control.clear()
    view.similar.compare(view.register.form.raw())
    qtbot.waitUntil(view.similar.isHidden)
    assert view.recent.isVisible()


def test_enter_on_one_opens_that_patient_and_keeps_what_was_typed(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    busy.answers["patients.similar"] = SIMILAR
    view = reception(qtbot, canned)
    opened: list[object] = []
    view.patient_chosen.connect(opened.append)
    typed(view, family="Okafor")
    view.similar.begin()
    grid = named(view, QTableView, "Similar patients")
    assert grid.hasFocus()
    press(grid, Qt.Key.Key_Return)
    assert opened == [patient_id(0)]
    view.hide()
    kept = [body["texts"]["family"] for body in busy.drafts.kept.values()]
    assert kept == ["Okafor"]


def test_a_strong_likeness_asks_for_a_reason_and_enter_there_registers(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    busy.answers["patients.similar"] = SIMILAR
    view = reception(qtbot, canned)
    typed(view, family="Okafor")
    view.register.form.boxes["gender"].put("male")
    assert view.visits.isHidden()
    assert "Probably registered already" in view.similar.notice.text
    reason = field(view, "It is another person, because")
    assert reason.isVisible()
    type_into(reason, "Twin")
    press(reason, Qt.Key.Key_Return)
    (saved,) = busy.saves
    assert (saved[0], saved[1]["apart"]) == (REGISTER_PATIENT.key, "Twin")
    assert view.similar.isHidden(), "the next form begins without it"


def test_a_second_registration_through_the_real_desk_is_stopped_and_then_told_apart(
    qtbot: QtBot, place: Workplace, bench: Workbench
) -> None:
    bench.register(born="3/4/1984")
    view = reception(qtbot, place)
    view.register.form.boxes["gender"].put("male")
    typed(view, given="Chidi", family="Okafor", born="4/3/1984")
    assert (
        "day and month swapped"
        in named(view, QTableView, "Similar patients").model().index(0, 2).data()
    )
    view.register.form.commit()
    assert QApplication.focusWidget() is field(view, "It is another person, because")
    assert "registered already" in view.register.form.notice.text
    type_into(field(view, "It is another person, because"), "Cousin")
    view.register.form.commit()
    assert view.register.form.notice.text == ""
    assert any(op.e == "patient_distinction" for op in bench.waiting()[-1].ops)


def test_a_question_that_cannot_be_answered_stops_nobody(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    bugs: list[BaseException] = []
    canned.runner.bug.connect(bugs.append)
    busy.answers["patients.similar"] = RuntimeError("boom")
    view = reception(qtbot, canned)
    typed(view, family="Okafor")
    view.register.form.boxes["gender"].put("male")
    view.register.form.commit()
    assert [save[1]["family"] for save in busy.saves] == ["Okafor"]
    assert len(bugs) >= 1


class Slow:
    """Answers only when the test lets it, each question by its text."""

    def __init__(self) -> None:
        self.gates = {text: Event() for text in ("first", "second")}
        self.asked = {text: Event() for text in ("first", "second")}

    def answer(self, text: str, value: Any) -> Any:
        self.asked[text].set()
        assert self.gates[text].wait(10)
        return value


@pytest.fixture
def threaded(office: CannedOffice) -> Iterator[tuple[Workplace, Slow]]:
    """A place whose questions really run beside the window, and come back in any order."""
    inline = a_workplace(office)
    inline.runner.close()
    runner, slow = Runner(), Slow()
    stand_in: Any = office
    yield Workplace(stand_in, inline.desk, runner), slow
    for gate in slow.gates.values():
        gate.set()
    runner.close()


def in_wrong_order(qtbot: QtBot, slow: Slow, ask: Callable[[str], None]) -> None:
    """Ask twice; the second answer comes home first, the first one late."""
    for text in slow.asked:
        ask(text)
        qtbot.waitUntil(slow.asked[text].is_set)
    slow.gates["second"].set()


def settled(qtbot: QtBot, place: Workplace, slow: Slow) -> None:
    """Let the late answer out and everything it causes happen."""
    slow.gates["first"].set()
    done: list[int] = []
    for number in range(3):  # one more than there are readers: the late one is home by then
        place.runner.ask(partial(int, number), done.append, owner=place.runner, slot=str(number))
    qtbot.waitUntil(lambda: len(done) == 3)
    QCoreApplication.processEvents()


def test_a_late_answer_to_an_older_text_never_replaces_a_newer_warning(
    qtbot: QtBot, office: CannedOffice, threaded: tuple[Workplace, Slow]
) -> None:
    place, slow = threaded
    found: dict[str, tuple[SimilarRow, ...]] = {"first": SIMILAR[:1], "second": SIMILAR[1:]}
    office.answers["patients.similar"] = lambda raw: slow.answer(
        raw["family"], found[raw["family"]]
    )
    view = reception(qtbot, place)

    def ask(text: str) -> None:
        view.similar.compare({"family": text})
        view.similar.ask_now()

    in_wrong_order(qtbot, slow, ask)
    qtbot.waitUntil(lambda: list(view.similar.table.rows) == list(found["second"]))
    settled(qtbot, place, slow)
    assert list(view.similar.table.rows) == list(found["second"])


def test_a_late_answer_to_an_older_text_never_replaces_what_a_newer_search_found(
    qtbot: QtBot, office: CannedOffice, threaded: tuple[Workplace, Slow]
) -> None:
    place, slow = threaded
    found = {"first": PATIENTS[:1], "second": PATIENTS[1:3]}
    office.answers["patients.search"] = lambda text: slow.answer(
        text, SearchResult(found[text], None, "")
    )
    holder = shown(qtbot, QWidget())
    box = SearchBox(place)
    box.setParent(holder)
    box.show()
    in_wrong_order(qtbot, slow, box.look_for)
    qtbot.waitUntil(lambda: list(box.results.table.rows) == list(found["second"]))
    settled(qtbot, place, slow)
    assert list(box.results.table.rows) == list(found["second"])
