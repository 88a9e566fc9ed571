"""Vital signs, timeline, notes and discharge, worked by keyboard at a real desk of the ward."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.chart.timeline import TIMELINE
from app.desk_card import DESK_CARD
from app.discharge.queries import DISCHARGE_CARD
from app.vitals.queries import VITALS_CHART
from app.vitals.rows import Sign
from app.vitals.trend import trend_of, zones_of
from models.vocabulary import PatientId, Profile
from tests.app.test_chart import VISIT, admitted
from tests.app.test_vitals import SICK, WELL, take
from tests.builders import BEN, Workbench, a_workbench, person
from tests.views.canned import CannedOffice
from tests.views.chart_samples import SETS
from views.forms.form_dialog import FormDialog
from views.main_window import MainWindow
from views.runner import Runner
from views.theme import Theme
from views.vitals.marks import draw_mark
from views.vitals.trend_chart import TrendChart
from views.vitals.vitals_tab import VitalsTab
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


def test_every_reading_is_drawn_in_both_themes(qtbot: QtBot, theme: Theme) -> None:
    chart = TrendChart()
    qtbot.addWidget(chart)
    chart.resize(620, 440)
    chart.show_trend(trend_of(SETS))
    pictures = []
    for name in ("light", "dark"):
        theme.choose(name)
        pictures.append(chart.grab().toImage())
        for tone in ("danger", "attention", "success"):
            assert has_colour(pictures[-1], theme.colour(f"{tone}_surface").name())
        assert has_colour(pictures[-1], theme.colour("danger").name())
    theme.choose("light")
    assert pictures[0] != pictures[1]


def has_colour(picture: QImage, name: str) -> bool:
    step = 2
    return any(
        picture.pixelColor(x, y).name() == name
        for x in range(0, picture.width(), step)
        for y in range(0, picture.height(), step)
    )


def test_the_marks_differ_in_shape_and_not_only_in_colour(theme: Theme) -> None:
    shapes = set()
    for points in (0, 1, 3):
        picture = QImage(20, 20, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        draw_mark(painter, QPointF(10, 10), 6, points)
        painter.end()
        white = picture.pixelColor(0, 0)
        inked = QRect(0, 0, 20, 20)
        shapes.add(
            frozenset(
                (x, y)
                for x in range(inked.width())
                for y in range(inked.height())
                if picture.pixelColor(x, y) != white
            )
        )
    assert len(shapes) == 3


def test_a_set_that_was_struck_out_is_not_drawn() -> None:
    struck = {each.taken_at for each in SETS if each.is_void}
    assert struck
    standing = [each for each in SETS if not each.is_void]
    assert trend_of(SETS) == trend_of(standing)
    assert len(trend_of(SETS).lanes[0].points) == len(standing)


def test_the_zones_of_a_lane_meet_and_fill_it() -> None:
    for sign in (Sign.RESPIRATION, Sign.SPO2, Sign.SYSTOLIC, Sign.PULSE, Sign.TEMPERATURE):
        zones = zones_of(sign)
        assert zones[0].bottom == 0
        assert zones[-1].top == 1
        assert all(low.top == high.bottom for low, high in pairwise(zones))
        assert 0 in {zone.points for zone in zones}
