"""The window of the work: rail, search, pill, pages and keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.desk import Person, Workspace
from app.registration.rows import SearchResult
from models.vocabulary import Role
from tests.views.canned import ADEYEMI, NOW, CannedOffice
from tests.views.hands import CTRL, click, keys, named, press, shown, type_into
from tests.views.samples import CARD, DESK, PATIENTS, patient_id
from views.gate.sign_in_window import SignInWindow
from views.main_window import MainWindow
from views.shell.pages import Page
from views.shell.pill import LineNow, pill_tone, pill_words
from views.workplace import Workplace


@pytest.fixture
def main(busy: CannedOffice, canned: Workplace, qtbot: QtBot) -> MainWindow:
    made = MainWindow(canned, DESK)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.seat()
    return made


def test_the_rail_shows_only_what_the_roles_open(main: MainWindow, canned: Workplace) -> None:
    nurse = Person(ADEYEMI.id, "a.mensah", "Ama Mensah", (Role.NURSE,))
    canned.desk.sign_in(nurse)
    main.seat()
    assert list(main.rail._buttons) == [Workspace.WARD]
    assert main.top.role.text() == "Nurse"


def test_the_workspaces_open_by_their_keys(main: MainWindow) -> None:
    press(main, Qt.Key.Key_2, CTRL)
    assert main.pages.key is Workspace.WARD
    press(main, Qt.Key.Key_1, CTRL)
    assert main.pages.workspace is Workspace.RECEPTION


def test_search_finds_opens_and_goes_away(main: MainWindow, busy: CannedOffice) -> None:
    asked: list[str] = []

    def search(text: str) -> SearchResult:
        asked.append(text)
        return SearchResult(PATIENTS, None, "")

    busy.answers["patients.search"] = search
    press(main, Qt.Key.Key_K, CTRL)
    assert main.top.search.hasFocus()
    keys(main.top.search, "oka")
    results = main.top.search.results
    assert asked == ["o", "ok", "oka"]
    assert results.isVisible()
    press(main.top.search, Qt.Key.Key_Down)
    press(main.top.search, Qt.Key.Key_Return)
    assert not results.isVisible()
    assert main.pages.key is Page.PATIENT
    assert main._place.desk.patient == patient_id(1)


def test_search_says_when_nobody_is_found(main: MainWindow, busy: CannedOffice) -> None:
    busy.answers["patients.search"] = SearchResult((), None, "The check digit does not fit.")
    type_into(main.top.search, "20411")
    assert "check digit" in main.top.search.results.table._empty.accessibleName()
    press(main.top.search, Qt.Key.Key_Escape)
    assert not main.top.search.results.isVisible()
    assert main.top.search.text() == "20411"
    press(main.top.search, Qt.Key.Key_Escape)
    assert main.top.search.text() == ""


def test_a_scanned_wristband_opens_its_patient(main: MainWindow, busy: CannedOffice) -> None:
    busy.answers["patients.search"] = SearchResult(PATIENTS[:1], patient_id(0), "")
    main.scan("AW1…")
    assert main.pages.key is Page.PATIENT
    assert main.patient.banner.name.text() == CARD.name


def test_a_scan_that_means_nobody_is_shown_in_the_search(
    main: MainWindow, busy: CannedOffice
) -> None:
    busy.answers["patients.search"] = SearchResult((), None, "Not held at this desk.")
    main.scan("AW1X")
    assert main.top.search.text() == "AW1X"
    assert main.top.search.results.isVisible()


def test_esc_goes_back_the_way_one_came(main: MainWindow) -> None:
    main.open_patient(patient_id(0))
    main.go(Page.SYNC)
    press(main, Qt.Key.Key_Escape)
    assert main.pages.key is Page.PATIENT
    press(main, Qt.Key.Key_Escape)
    assert main.pages.workspace is Workspace.RECEPTION
    assert main._place.desk.patient is None


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (Qt.Key.Key_J, Page.SYNC),
        (Qt.Key.Key_D, Page.CONFLICTS),
    ],
)
def test_the_frame_opens_its_pages_by_key(main: MainWindow, key: Qt.Key, page: Page) -> None:
    press(main, key, CTRL)
    assert main.pages.key is page


def test_every_declared_key_is_bound(main: MainWindow) -> None:
    from app.action import SHELL_KEYS
    from app.catalogue import ACTIONS
    from app.desk import WORKSPACES

    declared = {key.shortcut for key in SHELL_KEYS} | {entry.shortcut for entry in WORKSPACES}
    declared |= {action.shortcut for action in ACTIONS if action.shortcut}
    assert set(main.keyboard.bound) == declared


@pytest.mark.parametrize("open_sheet", ["keys", "help"])
def test_the_sheets_open_and_close(main: MainWindow, open_sheet: str) -> None:
    main._shell_deeds()[open_sheet]()
    (dialog,) = main.findChildren(QDialog)
    assert dialog.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_menu_offers_what_makes_sense_now(main: MainWindow) -> None:
    menu = main.top.menu.menu()
    menu.aboutToShow.emit()
    assert "Print wristband" not in [entry.text() for entry in menu.actions()]
    main.open_patient(patient_id(0))
    menu.aboutToShow.emit()
    assert "Print wristband" in [entry.text() for entry in menu.actions()]


def test_the_pill_tells_the_truth_and_opens_the_panel(main: MainWindow, busy: CannedOffice) -> None:
    words = "Online · 14 changes waiting · 7 need attention"
    assert main.top.pill.accessibleName() == words
    busy.line.become("offline")
    assert main.top.pill.text().startswith("Offline since 10:42")
    click(main.top.pill)
    assert main.pages.key is Page.SYNC


@pytest.mark.parametrize(
    ("now", "words", "tone"),
    [
        (LineNow("online", NOW), "Online", "success"),
        (LineNow("online", NOW, waiting=1), "Online · 1 change waiting", "success"),
        (
            LineNow("offline", NOW, waiting=14),
            "Offline since 10:47 · 14 changes waiting",
            "attention",
        ),
        (LineNow("catching_up", NOW, behind=1230), "Catching up · 1,230 left", "info"),
        (LineNow("online", NOW, attention=3), "Online · 3 need attention", "attention"),
        (LineNow("trouble", NOW), "Line trouble since 10:47", "attention"),
    ],
)
def test_the_pill_in_words(theme: object, now: LineNow, words: str, tone: str) -> None:
    assert pill_words(now, NOW.tzinfo) == words
    assert pill_tone(now) == tone


def test_the_print_queue_is_counted_in_the_rail(main: MainWindow) -> None:
    assert "1 failed" in main.rail.print_queue.accessibleName()
    click(main.rail.print_queue)
    assert main.pages.key is Page.PRINT_QUEUE


def test_a_warning_stands_above_the_page_until_it_is_dismissed(main: MainWindow) -> None:
    main.warn("The disk is full. Nothing was saved.")
    assert main.warning.isVisible()
    named(main.warning, QPushButton, "Dismiss").click()
    assert not main.warning.isVisible()


def test_putting_dialogs_away_keeps_their_drafts(main: MainWindow, busy: CannedOffice) -> None:
    from app.registration.change_name import CHANGE_NAME

    main.open_patient(patient_id(0))
    main.patient.edit(CHANGE_NAME, {})
    (dialog,) = main.findChildren(QDialog)
    field = named(dialog, QLineEdit, "Family name")
    type_into(field, "Okafor-Eze")
    main.put_dialogs_away()
    assert not dialog.isVisible()
    assert any("Okafor-Eze" in str(body) for body in busy.drafts.kept.values())


def test_the_lock_key_asks_for_the_lock(main: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(main.lock_wanted):
        press(main, Qt.Key.Key_L, CTRL)


def test_f5_asks_the_line_now(main: MainWindow, busy: CannedOffice) -> None:
    press(main, Qt.Key.Key_F5)
    assert busy.line.nudged == 1


def test_the_hospital_is_named_at_the_gate_and_in_the_rail(main: MainWindow, qtbot: QtBot) -> None:
    gate = shown(qtbot, SignInWindow(replace(DESK, hospital="")))
    assert not gate.hospital.isVisible(), "before the first copy its name is not known"
    gate.show_desk(DESK)
    assert gate.hospital.text() == main.rail.hospital.text() == "St. Brigid General Hospital"
    assert gate.words.text() == "Front desk · R-01"
    assert main.rail.where.text() == "Front desk\nR-01"


def test_a_pack_that_nothing_in_front_asks_for_is_named_and_never_searched(
    main: MainWindow, busy: CannedOffice
) -> None:
    def search(text: str) -> SearchResult:
        raise AssertionError(text)

    busy.answers["patients.search"] = search
    main.scan("010950600013435210ABC\x1d17270630")
    assert "medicine pack" in main.warning.text


def test_the_page_in_front_has_a_scan_before_anybody_else(main: MainWindow) -> None:
    main.open_patient(patient_id(0))
    taken: list[str] = []

    def takes(text: str) -> bool:
        taken.append(text)
        return True

    main.patient.takes_scan = takes  # type: ignore[method-assign]  # a tab with use for it
    main.scan("010950600013435210ABC\x1d17270630")
    assert len(taken) == 1
    assert main.warning.text == ""
