"""Timeline, notes and discharge, worked by keyboard at a real desk of the ward."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.chart.timeline import TIMELINE
from app.desk_card import DESK_CARD
from app.discharge.queries import DISCHARGE_CARD
from models.vocabulary import PatientId
from tests.app.stay import VISIT
from tests.app.test_vitals import SICK, take
from tests.builders import Workbench
from tests.views.canned import CannedOffice
from tests.views.nurse import (
    ENTER,
    TAB,
    choose,
    main,
    newcomer,
    of,
    patient,
    press,
    settle,
    tab_of,
    ward,
)
from views.main_window import MainWindow
from views.workplace import Workplace

__all__ = ["main", "patient", "ward"]


def test_nothing_of_a_patient_stays_when_they_are_put_away(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    take(ward, patient, **SICK)
    for key in ("vitals", "timeline", "notes", "discharge"):
        tab_of(main, key)
    other = newcomer(ward)
    main.open_patient(other)
    settle()
    assert of(main, "vitals").trend.table.rows == ()
    assert all(row.kind != "vitals" for row in of(main, "timeline").table.rows)
    main.back()
    assert of(main, "vitals").form.form is None
    assert of(main, "discharge").form is None


def test_the_timeline_filters_by_kind_at_once_and_changes_the_visit(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    take(ward, patient, **SICK)
    tab = tab_of(main, "timeline")
    every = len(tab.table.rows)
    assert every == len(ward.office.ask(TIMELINE, patient, VISIT).rows)
    assert "Inpatient, since" in tab.visits.currentText()
    tab.kinds.setCurrentIndex(tab.kinds.findText("Vital signs"))
    assert [row.what for row in tab.table.rows] == ["Vital signs, NEWS2 9"]
    tab.kinds.setCurrentIndex(0)
    tab.visits.setCurrentIndex(tab.visits.count() - 1)
    tab.visits.activated.emit(tab.visits.count() - 1)
    assert len(tab.table.rows) > every


def test_a_record_is_struck_out_from_the_timeline_and_an_order_is_not(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab = tab_of(main, "timeline")
    number = next(n for n, row in enumerate(tab.table.rows) if row.what.startswith("Visit opened"))
    choose(tab.table, number)
    assert not tab.void.isEnabled()
    number = next(n for n, row in enumerate(tab.table.rows) if row.what.startswith("Allergy"))
    choose(tab.table, number)
    assert tab.void.isEnabled()
    tab.strike_out()
    settle()
    press("entered twice", ENTER)
    row = next(row for row in tab.table.rows if row.what.startswith("Allergy"))
    assert row.is_void
    assert "entered twice" in row.how


def test_a_note_is_written_and_read_whole(main: MainWindow) -> None:
    tab = tab_of(main, "notes")
    tab.write_note()
    settle()
    press("n", TAB, "Slept well.", ENTER, "Walked to the door.")
    here = QGuiApplication.focusObject()
    assert isinstance(here, QWidget)
    QTest.keyClick(here, ENTER, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "Slept well.\nWalked to the door." in tab.text.toPlainText()
    assert len(tab.notes.rows) == 1


def test_a_problem_is_added_and_then_resolved(main: MainWindow) -> None:
    tab = tab_of(main, "notes")
    tab.add_problem()
    settle()
    press("Pneumonia", ENTER)
    assert [row.status for row in tab.problems.rows] == ["Active"]
    choose(tab.problems, 0)
    tab.change_problem()
    settle()
    press(TAB, "r", ENTER)
    assert [row.status for row in tab.problems.rows] == ["Resolved"]


def test_a_patient_is_discharged_by_keyboard_and_the_bed_is_said_to_be_cleaned(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab = tab_of(main, "discharge")
    assert "Bed 1" in tab.bed.text
    press("h", ENTER)
    assert not ward.office.ask(DISCHARGE_CARD, patient).is_open
    assert "becomes “to clean”" in main.patient.notice.text
    assert tab.summary.isVisible()
    assert tab.summary.print_summary.hasFocus()
    press(Qt.Key.Key_Space)
    assert "print queue" in main.patient.notice.text


def test_before_there_is_a_visit_the_tab_says_how_to_open_one(
    main: MainWindow, ward: Workbench
) -> None:
    other = newcomer(ward)
    main.open_patient(other)
    tab = tab_of(main, "discharge")
    assert "No visit" in tab.empty.accessibleName()
    assert "Ctrl+O" in tab.empty.accessibleName()


@pytest.mark.parametrize("key", ["vitals.chart", "chart.newest_visit", "chart.notes"])
def test_what_cannot_be_read_says_so_and_what_to_do(
    busy: CannedOffice, canned: Workplace, qtbot: QtBot, key: str
) -> None:
    bugs: list[object] = []
    canned.runner.bug.connect(bugs.append)
    busy.answers[key] = RuntimeError("broken")
    main = MainWindow(canned, busy.ask(DESK_CARD))
    qtbot.addWidget(main)
    main.seat()
    main.open_patient(PatientId(busy.ask(DESK_CARD) and VISIT))
    tabs = {"vitals.chart": "vitals", "chart.newest_visit": "timeline", "chart.notes": "notes"}
    tab = main.patient.tab(tabs[key])
    words = " ".join(each.accessibleName() for each in tab.findChildren(QWidget))
    assert "cannot be shown" in words
    assert bugs
