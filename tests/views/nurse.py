"""A nurse at a real desk of the ward, with a patient open: fixtures and hands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desk_card import DESK_CARD
from models.vocabulary import PatientId, Profile
from tests.app.stay import admitted
from tests.builders import BEN, Workbench, a_workbench, person
from views.forms.form_dialog import FormDialog
from views.main_window import MainWindow
from views.runner import Runner
from views.theme import Theme
from views.workplace import Workplace


@pytest.fixture
def ward(tmp_path: Path, theme: Theme) -> Iterator[Workbench]:
    made = a_workbench(tmp_path / "ward", Profile.WARD)
    yield made
    made.close()


@pytest.fixture
def patient(ward: Workbench) -> PatientId:
    return admitted(ward)


@pytest.fixture
def main(ward: Workbench, patient: PatientId, qtbot: QtBot) -> Iterator[MainWindow]:
    runner = Runner(inline=True)
    runner.follow(ward.office.subscribe)
    made = MainWindow(Workplace(ward.office, ward.desk, runner), ward.office.ask(DESK_CARD))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.seat()
    made.open_patient(patient)
    settle()
    yield made
    runner.close()


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def press(*keys: Any) -> None:
    """Keys as they come: text is typed, a key is pressed, wherever the keyboard is."""
    for key in keys:
        here = QGuiApplication.focusObject()
        assert isinstance(here, QWidget)
        if isinstance(key, str):
            QTest.keyClicks(here, key)
        else:
            QTest.keyClick(here, key)
        settle()


def newcomer(ward: Workbench) -> PatientId:
    """Somebody who has just been registered; the nurse sits down again."""
    ward.desk.sign_in(person())
    registered = ward.register(family="Musa", given="Amina", born="1/1/1990")
    ward.desk.sign_in(person(BEN))
    return registered


def tab_of(main: MainWindow, key: str) -> Any:
    main.patient.turn_to(key)
    settle()
    return main.patient.tab(key)


def of(main: MainWindow, key: str) -> Any:
    """A tab that is not brought to the front for it."""
    return main.patient.tab(key)


def choose(table: Any, number: int) -> None:
    """Make one row the chosen one, whatever keys are held down."""
    flags = QItemSelectionModel.SelectionFlag
    index = table.grid.model().index(number, 0)
    table.grid.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
    settle()


def dialog_of(main: MainWindow) -> FormDialog:
    (found,) = (each for each in main.findChildren(QDialog) if each.isVisible())
    assert isinstance(found, FormDialog)
    return found


TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return
A_SET = (
    *("25", TAB, "93", TAB, "a", TAB, "98", TAB),
    *("61", TAB, "118", TAB, "a", TAB, "38.2", ENTER),
)
