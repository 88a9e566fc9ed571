"""Forms: checked while typing, kept as drafts, committed once, and never losing a word."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.catalogue import USE_CASES
from app.command import Done, Refused, Unavailable
from app.fields import untouched
from app.registration.queries import RECENT_PATIENTS
from app.registration.register_patient import REGISTER_PATIENT
from tests.builders import Workbench, person
from tests.views.canned import CannedOffice, an_id
from tests.views.hands import press, type_into
from views.forms.form_panel import FormPanel
from views.workplace import Workplace

CONTEXT = {"patient": an_id("patient"), "conflict": an_id("conflict")}


def a_form(
    qtbot: QtBot,
    place: Workplace,
    use_case: Any = REGISTER_PATIENT,
    context: Mapping[str, object] = MappingProxyType({}),
) -> FormPanel:
    form = FormPanel(place, use_case, context)
    form.offer("Save", "save")
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def test_the_date_is_shown_back_while_it_is_typed(qtbot: QtBot, canned: Workplace) -> None:
    form = a_form(qtbot, canned)
    type_into(form.boxes["born"].control, "3/4/84")
    assert form.boxes["born"]._under.text() == "03-Apr-1984 (42 y)"
    assert form.boxes["born"].problem == ""


def test_a_wrong_value_is_pointed_out_when_the_field_is_left(
    qtbot: QtBot, canned: Workplace
) -> None:
    form = a_form(qtbot, canned)
    type_into(form.boxes["mobile"].control, "08x")
    assert form.boxes["mobile"].problem == "", "nobody is interrupted in mid-word"
    form.boxes["email"].control.setFocus()
    assert "digits" in form.boxes["mobile"].problem
    type_into(form.boxes["mobile"].control, "\b")
    type_into(form.boxes["mobile"].control, "03 555 0142")
    assert form.boxes["mobile"].problem == ""


def test_enter_commits_once_however_often_it_is_pressed(
    qtbot: QtBot, canned: Workplace, office: CannedOffice
) -> None:
    form = a_form(qtbot, canned)
    done: list[Any] = []
    form.done.connect(lambda outcome, key: done.append((outcome, key)))
    type_into(form.boxes["family"].control, "Okafor")
    form.boxes["gender"].put("male")
    press(form.boxes["family"].control, Qt.Key.Key_Return)
    assert [key for _, key in done] == ["save"]
    assert office.saves[0][1]["family"] == "Okafor"


def test_the_button_waits_for_the_answer(
    qtbot: QtBot, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from views.runner import Runner

    runner = Runner()
    place = Workplace(bench.office, bench.desk, runner)
    form = a_form(qtbot, place)
    qtbot.waitUntil(lambda: form._form is not None)
    done: list[Any] = []
    form.done.connect(lambda outcome, _key: done.append(outcome))
    type_into(form.boxes["family"].control, "Okafor")
    form.boxes["gender"].put("male")
    for _ in range(5):
        form.commit("save")
    assert not form._commits["save"].isEnabled()
    qtbot.waitUntil(lambda: bool(done))
    assert form._commits["save"].isEnabled()
    runner.close()
    assert len(bench.waiting()) == 1


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(
    qtbot: QtBot, canned: Workplace, office: CannedOffice
) -> None:
    form = a_form(qtbot, canned)
    type_into(form.boxes["family"].control, "Okafor")
    office.outcome = Refused("A name is missing. Type one.", "given")
    form.commit("save")
    assert form.boxes["given"].problem == "A name is missing. Type one."
    assert form.boxes["family"].value == "Okafor"
    assert form.boxes["given"].control.hasFocus()
    assert form.notice.text == "A name is missing. Type one."


def test_what_cannot_be_saved_now_keeps_the_text_and_says_why(
    qtbot: QtBot, canned: Workplace, office: CannedOffice
) -> None:
    form = a_form(qtbot, canned)
    type_into(form.boxes["family"].control, "Okafor")
    office.outcome = Unavailable("The disk is full. Nothing was saved.")
    form.commit("save")
    assert "disk is full" in form.notice.text
    assert form.boxes["family"].value == "Okafor"
    assert form._commits["save"].isEnabled()


def test_a_draft_comes_back_after_a_kill_with_the_same_action(
    qtbot: QtBot, place: Workplace, bench: Workbench
) -> None:
    form = a_form(qtbot, place)
    type_into(form.boxes["family"].control, "Okafor")
    form.boxes["given"].control.setFocus()
    assert form._form is not None
    action = form._form.action
    again = a_form(qtbot, place)
    assert again.boxes["family"].value == "Okafor"
    assert "not recorded yet" in again.notice.text
    assert again._form is not None
    assert again._form.action == action


def test_a_draft_is_saved_soon_after_the_last_key(qtbot: QtBot, place: Workplace) -> None:
    form = a_form(qtbot, place)
    type_into(form.boxes["family"].control, "Oka")
    assert form._keeper.find() is None
    qtbot.waitUntil(lambda: form._keeper.find() is not None, timeout=2000)
    kept = form._keeper.find()
    assert kept is not None
    assert kept.raw["family"] == "Oka"


def test_a_draft_belongs_to_the_person_who_typed_it(
    qtbot: QtBot, place: Workplace, bench: Workbench
) -> None:
    from tests.builders import CLEO

    form = a_form(qtbot, place)
    type_into(form.boxes["family"].control, "Okafor")
    form.back_out()
    bench.desk.sign_in(person(CLEO))
    assert a_form(qtbot, place).boxes["family"].value == ""


def test_a_recorded_form_leaves_no_draft(qtbot: QtBot, place: Workplace) -> None:
    form = a_form(qtbot, place)
    type_into(form.boxes["family"].control, "Okafor")
    form.boxes["gender"].put("male")
    form.back_out()
    assert form._keeper.find() is not None
    outcome: list[Any] = []
    form.done.connect(lambda done, _key: outcome.append(done))
    form.commit("save")
    assert isinstance(outcome[0], Done)
    assert form._keeper.find() is None


def test_the_next_person_typed_into_the_same_form_is_another_patient(
    qtbot: QtBot, place: Workplace, bench: Workbench
) -> None:
    form = a_form(qtbot, place)
    recorded: list[Any] = []
    form.done.connect(lambda done, _key: recorded.append(done.result))
    form.done.connect(lambda _done, _key: form.open())
    for family in ("Okafor", "Mensah"):
        type_into(form.boxes["family"].control, family)
        form.boxes["gender"].put("female")
        form.back_out()
        form.commit("save")
    assert len(set(recorded)) == 2
    assert {row.name for row in bench.office.ask(RECENT_PATIENTS)} == {"OKAFOR", "MENSAH"}


def test_starting_afresh_throws_the_draft_away(qtbot: QtBot, place: Workplace) -> None:
    form = a_form(qtbot, place)
    type_into(form.boxes["family"].control, "Okafor")
    form.back_out()
    again = a_form(qtbot, place)
    again.afresh.click()
    assert again.boxes["family"].value == ""
    assert again._keeper.find() is None
    assert again.notice.text == ""


def test_esc_backs_out_and_keeps_the_words(qtbot: QtBot, place: Workplace) -> None:
    form = a_form(qtbot, place)
    left: list[int] = []
    form.backed_out.connect(lambda: left.append(1))
    type_into(form.boxes["family"].control, "Okafor")
    press(form.boxes["family"].control, Qt.Key.Key_Escape)
    assert left == [1]
    kept = form._keeper.find()
    assert kept is not None
    assert kept.raw["family"] == "Okafor"


def test_a_wheel_over_a_choice_changes_nothing(qtbot: QtBot, canned: Workplace) -> None:
    form = a_form(qtbot, canned)
    control: Any = form.boxes["gender"].control
    control.put("male")
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    nothing = Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        nothing,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's order
    )
    QApplication.sendEvent(control, turn)
    assert form.boxes["gender"].value == "male"


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda each: each.key)
def test_every_form_opens_with_nothing_filled_in_that_nobody_typed(
    qtbot: QtBot, canned: Workplace, use_case: Any
) -> None:
    form = a_form(qtbot, canned, use_case, CONTEXT)
    assert form.raw() == untouched(use_case.input)
    assert all(not box.problem for box in form.boxes.values())


def test_an_untouched_registration_is_refused_at_its_required_field(
    qtbot: QtBot, place: Workplace, bench: Workbench
) -> None:
    form = a_form(qtbot, place)
    form.commit("save")
    assert "missing" in form.boxes["gender"].problem
    assert bench.waiting() == []
