"""From the start to the work and back, in the real window on a real store, with real threads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.command import Done, Outcome, Refused
from app.desk import Workspace
from app.sign_in import SignIn
from app.start import Opened, Start, Trouble
from models.wristband_code import WristbandCode, encode
from tests.builders import PASSWORD, Workbench
from tests.views.canned import CannedLine
from tests.views.hands import CTRL, keys, press, type_into
from views.conductor import Conductor
from views.gate.enrolment_window import EnrolmentWindow
from views.gate.sign_in_window import SignInWindow
from views.gate.trouble_window import TroubleWindow
from views.shell.pages import Page
from views.shell.scanner import TAUGHT_PREFIX
from views.window import Window


@dataclass
class Stage:
    """The conductor, and what it was started with."""

    window: Window
    conductor: Conductor
    bench: Workbench
    crashes: list[BaseException] = field(default_factory=list)

    def shown(self, kind: type[Any]) -> Any:
        widget = self.window.stage.currentWidget()
        return widget if isinstance(widget, kind) else None


class Hospital:
    """What `app.main` hands over, with the line and the enrolment in the test's hand."""

    def __init__(self, bench: Workbench) -> None:
        self.bench, self.enrolled, self.closed = bench, True, 0
        self.answer: Outcome = Done()
        self.typed: list[tuple[str, str]] = []
        self.trouble: Trouble | None = None

    def open(self) -> Opened | Trouble:
        if self.trouble is not None:
            return self.trouble
        line: Any = CannedLine()
        self.bench.office.line = line
        sign_in = SignIn(self.bench.store)
        return Opened(
            self.bench.office,
            self.bench.desk,
            sign_in,
            lambda: self.enrolled,
            self.enrol,
            self.close,
        )

    def enrol(self, server: str, code: str) -> Outcome:
        self.typed.append((server, code))
        return self.answer

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def hospital(bench: Workbench) -> Hospital:
    bench.desk.sign_out()
    return Hospital(bench)


@pytest.fixture
def stage(hospital: Hospital, qtbot: QtBot) -> Iterator[Stage]:
    window = Window("Almoner")
    qtbot.addWidget(window)
    crashes: list[BaseException] = []
    seconds = iter(range(10**9))
    start = Start(None, "test", hospital.open, lambda error: type(error).__name__)
    conductor = Conductor(window, start, crashes.append, lambda: float(next(seconds)))
    made = Stage(window, conductor, hospital.bench, crashes)
    window.show()
    yield made
    conductor.finish()
    assert crashes == []


def sign_in(qtbot: QtBot, stage: Stage, username: str, password: str = PASSWORD) -> None:
    qtbot.waitUntil(lambda: stage.shown(SignInWindow) is not None)
    gate = stage.shown(SignInWindow)
    if not gate.username.isReadOnly():
        gate.username.clear()
        type_into(gate.username, username)
    type_into(gate.password, password)
    press(gate.password, Qt.Key.Key_Return)


def working(qtbot: QtBot, stage: Stage) -> Any:
    qtbot.waitUntil(lambda: stage.shown(QWidget) is stage.conductor.main)
    return stage.conductor.main


def test_a_receptionist_signs_in_registers_finds_and_locks(qtbot: QtBot, stage: Stage) -> None:
    stage.conductor.begin()
    sign_in(qtbot, stage, "ada")
    main = working(qtbot, stage)
    form = main.pages.currentWidget().register.form
    qtbot.waitUntil(lambda: form.boxes["gender"].control.count() > 1)
    for name, text in (("family", "Okafor"), ("given", "Chidi"), ("born", "3/4/84")):
        type_into(form.boxes[name].control, text)
    keys(form.boxes["gender"].control, "Ma")
    qtbot.waitUntil(lambda: form._form is not None)
    press(form.boxes["gender"].control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main.pages.key is Page.PATIENT and main.patient.card is not None)
    assert main.patient.banner.name.text() == "OKAFOR, Chidi"
    assert "03-Apr-1984 (42y)" in main.patient.banner.accessibleName()

    press(main, Qt.Key.Key_Escape)
    assert main.pages.workspace is Workspace.RECEPTION
    press(main, Qt.Key.Key_K, CTRL)
    type_into(main.top.search, "chidi oka")
    qtbot.waitUntil(lambda: len(main.top.search.results.table.rows) == 1)
    press(main.top.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main.pages.key is Page.PATIENT)

    press(main, Qt.Key.Key_L, CTRL)
    gate = stage.shown(SignInWindow)
    assert gate is not None
    assert gate.username.text() == "ada"
    sign_in(qtbot, stage, "ada")
    working(qtbot, stage)
    assert main.pages.key is Page.PATIENT


def test_a_wrong_password_is_answered_in_words_and_can_be_tried_again(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.conductor.begin()
    sign_in(qtbot, stage, "ada", "wrong")
    gate = stage.shown(SignInWindow)
    qtbot.waitUntil(lambda: "not right" in gate.notice.text)
    assert gate.password.text() == ""
    assert gate.enter.isEnabled()
    sign_in(qtbot, stage, "ada")
    working(qtbot, stage)


def test_somebody_else_at_a_locked_desk_sees_nothing_of_the_patient(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.conductor.begin()
    sign_in(qtbot, stage, "cleo")
    main = working(qtbot, stage)
    patient_id = stage.bench.register(family="Eze")
    main.open_patient(patient_id)
    qtbot.waitUntil(lambda: main.patient.card is not None)
    press(main, Qt.Key.Key_L, CTRL)
    gate = stage.shown(SignInWindow)
    gate.another.click()
    sign_in(qtbot, stage, "ben")
    working(qtbot, stage)
    assert main.pages.key is Workspace.WARD
    assert main.patient.card is None
    assert stage.bench.desk.patient is None


def test_the_enrolment_says_what_was_wrong_and_keeps_what_was_typed(
    qtbot: QtBot, stage: Stage, hospital: Hospital
) -> None:
    hospital.enrolled = False
    hospital.answer = Refused("The code has been used already. Ask for a new one.", "code")
    stage.conductor.begin()
    qtbot.waitUntil(lambda: stage.shown(EnrolmentWindow) is not None)
    gate = stage.shown(EnrolmentWindow)
    type_into(gate.address, "server:8443")
    type_into(gate.code, "ABCD1234-XYZ")
    press(gate.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "used already" in gate.notice.text)
    assert gate.code.text() == "ABCD1234-XYZ"
    hospital.answer = Done()
    gate.connect_button.click()
    qtbot.waitUntil(lambda: stage.shown(SignInWindow) is not None)
    assert hospital.typed[-1] == ("https://server:8443", "ABCD1234-XYZ")


def test_a_store_that_cannot_be_opened_is_explained(
    qtbot: QtBot, stage: Stage, hospital: Hospital
) -> None:
    hospital.trouble = Trouble("Almoner is already open.", "Look for its window.")
    stage.conductor.begin()
    qtbot.waitUntil(lambda: stage.shown(TroubleWindow) is not None)
    trouble = stage.shown(TroubleWindow)
    assert "already open" in trouble.notice.text
    trouble.copy_button.click()
    assert "Look for its window." in QApplication.clipboard().text()
    trouble.close_button.click()
    assert not stage.window.isVisible()


def test_finishing_twice_closes_the_store_once(
    qtbot: QtBot, stage: Stage, hospital: Hospital
) -> None:
    stage.conductor.begin()
    qtbot.waitUntil(lambda: stage.shown(SignInWindow) is not None)
    stage.conductor.finish()
    stage.conductor.finish()
    assert hospital.closed == 1


def test_a_wristband_scanned_into_any_field_opens_its_patient(qtbot: QtBot, stage: Stage) -> None:
    stage.conductor.begin()
    sign_in(qtbot, stage, "ada")
    main = working(qtbot, stage)
    patient_id = stage.bench.register(family="Eze", given="Ngozi")
    code = encode(WristbandCode(patient_id, ""))
    form = main.pages.currentWidget().register.form
    qtbot.waitUntil(lambda: form._form is not None)
    control = form.boxes["given"].control
    type_into(control, "Chi")
    type_into(control, TAUGHT_PREFIX + code.lower())
    press(control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main.patient.card is not None)
    assert main.patient.banner.name.text() == "EZE, Ngozi"
    assert form.boxes["given"].value == "Chi", "the scan is taken out of the field again"
