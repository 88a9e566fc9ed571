"""Scanners type like people, only faster: what is a scan and what is not."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.wristband_code import WristbandCode, encode
from tests.journeys.fingers import SCANNED_MS, TYPED_MS, Fingers
from tests.views.hands import CTRL, keys, press
from views.shell.scanner import GAP_S, SHORTEST, Burst, Scanner

BAND = encode(WristbandCode(UUID(int=12345), "2041173385"))


class Pace:
    """A clock that goes on by `step_s` with every look."""

    def __init__(self) -> None:
        self.now_s, self.step_s = 0.0, 0.2

    def __call__(self) -> float:
        self.now_s += self.step_s
        return self.now_s


@pytest.fixture
def pace() -> Pace:
    return Pace()


@pytest.fixture
def scanner(qapp: QApplication, pace: Pace) -> Iterator[Scanner]:
    made = Scanner(qapp, pace)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    for each in (QLineEdit(), QPlainTextEdit(), QPushButton("A button")):
        layout.addWidget(each)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_a_burst_is_a_scan_and_a_typist_is_not() -> None:
    fast, slow = Burst(), Burst()
    for number, character in enumerate("AW1204117338"):
        fast.key(character, number * GAP_S / 2)
        slow.key(character, number * GAP_S * 3)
    assert fast.end(12 * GAP_S / 2) == "AW1204117338"
    assert slow.end(12 * GAP_S * 3) is None


def test_a_short_burst_is_a_person_rolling_over_the_keys() -> None:
    burst = Burst()
    for number in range(SHORTEST - 1):
        burst.key("x", number * GAP_S / 2)
    assert burst.end(SHORTEST * GAP_S / 2) is None


def test_a_taught_prefix_makes_any_speed_a_scan() -> None:
    burst = Burst()
    for number, character in enumerate("~12"):
        burst.key(character, number * 1.0)
    assert burst.end(3.0) == "12"


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QPushButton])
def test_a_scan_is_recognised_wherever_the_keyboard_is(
    scanner: Scanner, pace: Pace, window: QWidget, kind: type[QWidget]
) -> None:
    seen: list[str] = []
    scanner.scanned.connect(seen.append)
    target = window.findChild(kind)
    assert target is not None
    target.setFocus()
    pace.step_s = 0.005
    keys(target, BAND)
    press(target, Qt.Key.Key_Return)
    assert [text.upper() for text in seen] == [BAND]


def test_a_scan_is_taken_out_of_the_field_it_fell_into(
    scanner: Scanner, pace: Pace, window: QWidget
) -> None:
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    keys(field, "Okafor")
    entered: list[int] = []
    field.returnPressed.connect(lambda: entered.append(1))
    pace.now_s += 1
    pace.step_s = 0.005
    keys(field, BAND)
    press(field, Qt.Key.Key_Return)
    assert field.text() == "Okafor"
    assert entered == [], "the Enter of a scan must not commit the form"


def test_normal_typing_and_its_enter_pass_untouched(
    scanner: Scanner, pace: Pace, window: QWidget
) -> None:
    seen: list[str] = []
    scanner.scanned.connect(seen.append)
    field = window.findChild(QLineEdit)
    assert field is not None
    entered: list[int] = []
    field.returnPressed.connect(lambda: entered.append(1))
    field.setFocus()
    keys(field, "Okafor Chidi Emeka")
    press(field, Qt.Key.Key_Return)
    assert field.text() == "Okafor Chidi Emeka"
    assert entered == [1]
    assert seen == []


def struck(widget: QWidget, text: str, first_ms: int, apart_ms: int, *, enter: bool) -> None:
    """Keys as a window system queues them for a window that is held up."""
    typed = [(0, each) for each in text] + ([(Qt.Key.Key_Return, "\r")] if enter else [])
    for number, (key, character) in enumerate(typed):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(first_ms + number * apart_ms)
            QCoreApplication.postEvent(widget, event)


@pytest.fixture
def entry(window: QWidget) -> QLineEdit:
    made = window.findChild(QLineEdit)
    assert made is not None
    made.setFocus()
    return made


def test_keys_typed_while_the_window_was_held_up_are_no_scan(
    scanner: Scanner, pace: Pace, entry: QLineEdit
) -> None:
    seen: list[str] = []
    entered: list[int] = []
    scanner.scanned.connect(seen.append)
    entry.returnPressed.connect(lambda: entered.append(1))
    pace.step_s = 0.0001
    struck(entry, "Okafor Chidi", 70_000, 120, enter=True)
    QCoreApplication.processEvents()
    assert (seen, entered, entry.text()) == ([], [1], "Okafor Chidi")


def test_a_scan_while_the_window_was_held_up_is_a_scan(
    scanner: Scanner, pace: Pace, entry: QLineEdit
) -> None:
    seen: list[str] = []
    entered: list[int] = []
    scanner.scanned.connect(seen.append)
    entry.returnPressed.connect(lambda: entered.append(1))
    pace.step_s = 0.5
    struck(entry, BAND[:9], 70_000, 5, enter=False)
    QCoreApplication.processEvents()
    pace.now_s += 3
    struck(entry, BAND[9:], 70_000 + 9 * 5, 5, enter=True)
    QCoreApplication.processEvents()
    assert (seen, entered, entry.text()) == ([BAND], [], "")


def test_a_count_of_milliseconds_that_begins_anew_is_a_pause() -> None:
    burst = Burst()
    for number, character in enumerate("AW1204117338"):
        burst.key(character, (4_294_967 if number < 6 else 0) + number * GAP_S / 2)
    assert burst.end(12 * GAP_S / 2) is None


def test_what_the_hand_of_the_tests_types_and_scans_are_told_apart(
    scanner: Scanner, pace: Pace, entry: QLineEdit
) -> None:
    seen: list[str] = []
    scanner.scanned.connect(seen.append)
    pace.step_s = 0.0001
    fingers = Fingers()
    for apart_ms in (TYPED_MS, SCANNED_MS):
        for character in BAND:
            with fingers.strike(apart_ms):
                keys(entry, character)
        with fingers.strike(apart_ms):
            press(entry, Qt.Key.Key_Return)
    assert (seen, entry.text()) == ([BAND], BAND)


def test_the_separator_of_a_medicine_pack_survives_the_keyboard(
    scanner: Scanner, pace: Pace, window: QWidget
) -> None:
    seen: list[str] = []
    scanner.scanned.connect(seen.append)
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    pace.step_s = 0.005
    keys(field, "010950600013435210ABC")
    press(field, Qt.Key.Key_BracketRight, CTRL)
    keys(field, "17270630")
    press(field, Qt.Key.Key_Return)
    assert seen == ["010950600013435210ABC\x1d17270630"]
    assert field.text() == ""
