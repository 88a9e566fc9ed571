"""Vital signs, recorded by keyboard at a real desk of the ward."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.vitals.queries import VITALS_CHART
from app.vitals.rows import Sign
from models.vocabulary import PatientId
from tests.app.test_vitals import SICK, WELL, take
from tests.builders import Workbench
from tests.views.nurse import (
    A_SET,
    ENTER,
    TAB,
    choose,
    dialog_of,
    main,
    newcomer,
    patient,
    press,
    settle,
    tab_of,
    ward,
)
from views.main_window import MainWindow
from views.vitals.vitals_tab import VitalsTab

__all__ = ["main", "patient", "ward"]


def test_a_set_is_recorded_by_keyboard_alone_in_the_order_of_the_chart(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab_of(main, "vitals")
    press(*A_SET)
    (only,) = ward.office.ask(VITALS_CHART, patient).sets
    assert only.score == 10
    assert only.texts[Sign.OXYGEN] == "Air"
    assert only.texts[Sign.CONSCIOUSNESS] == "Alert"


def test_after_a_set_the_form_is_empty_and_the_keyboard_in_its_first_field(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab = tab_of(main, "vitals")
    press(*A_SET)
    assert tab.form.form.raw()["respiration"] == ""
    assert tab.form.form.boxes["respiration"].control.hasFocus()
    assert tab.form.news.figure.text() == "–"
    press(*A_SET)
    assert len(ward.office.ask(VITALS_CHART, patient).sets) == 2


def test_on_a_round_the_next_patient_opens_with_the_keyboard_in_the_first_field(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    following = newcomer(ward)
    tab = tab_of(main, "vitals")
    main.open_patient(following)
    settle()
    press(*A_SET)
    assert tab.patient == following
    assert len(ward.office.ask(VITALS_CHART, following).sets) == 1
    assert not ward.office.ask(VITALS_CHART, patient).sets


def test_the_score_is_there_while_it_is_typed_and_says_what_is_missing(main: MainWindow) -> None:
    news = tab_of(main, "vitals").form.news
    press("25", TAB, "93", TAB, "a", TAB, "98", TAB, "61", TAB, "118")
    assert news.figure.text() == "≥ 9"
    assert "emergency" in news.title.text()
    assert "Temperature" in news.words.text()
    assert news.accessibleName() == f"{news.title.text()}. {news.words.text()}"
    press(TAB, "a", TAB, "38.2")
    assert news.figure.text() == "10"
    assert "missing" not in news.words.text()


def test_a_late_time_is_shown_back_before_it_is_saved(main: MainWindow) -> None:
    tab = tab_of(main, "vitals")
    taken = tab.form.form.boxes["taken"].control
    taken.setFocus()
    press("2350")
    assert "Taken yesterday 23:50" in tab.form.news.words.text()


def test_nothing_measured_is_refused_where_the_keyboard_is(main: MainWindow) -> None:
    tab = tab_of(main, "vitals")
    press(ENTER)
    assert "Nothing is measured" in tab.form.form.notice.text


def test_the_chart_and_the_list_show_the_same_sets(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    for raw in (WELL, SICK):
        take(ward, patient, **raw)
        ward.clock.go_on(3600)
    trend = tab_of(main, "vitals").trend
    assert not trend.as_list
    assert "Pulse 118" in trend.chart.accessibleDescription()
    trend.swap.click()
    settle()
    assert trend.as_list
    assert [row.score for row in trend.table.rows] == [9, 0]
    trend.table.grid.selectAll()
    QTest.keyClick(trend.table.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "118" in copied
    assert copied.count("\n") == 2


def test_a_set_is_struck_out_from_the_list_with_a_reason(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    take(ward, patient, **SICK)
    tab = tab_of(main, "vitals")
    tab.trend.swap.click()
    choose(tab.trend.table, 0)
    settle()
    tab.trend.void.click()
    settle()
    assert dialog_of(main).isModal()
    press("wrong patient", ENTER)
    assert not [each for each in main.findChildren(QDialog) if each.isVisible()]
    (only,) = ward.office.ask(VITALS_CHART, patient).sets
    assert only.is_void
    assert tab.trend.table.rows[0].is_void
    grid = tab.trend.table.grid
    font = grid.model().index(0, 0).data(Qt.ItemDataRole.FontRole)
    assert font.strikeOut()


def test_what_was_typed_is_back_after_the_program_was_killed(
    main: MainWindow, ward: Workbench, patient: PatientId, qtbot: QtBot
) -> None:
    tab = tab_of(main, "vitals")
    press("25", TAB, "93")
    tab.form.form.hide()
    settle()
    again = VitalsTab(tab.place)
    qtbot.addWidget(again)
    again.show_patient(patient)
    form = again.form.form
    assert form is not None
    assert (form.raw()["respiration"], form.raw()["spo2"]) == ("25", "93")
    assert again.form.news.figure.text() == "≥ 5"
