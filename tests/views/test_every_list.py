"""What holds for every list on every screen: it filters, it copies, it says why it is empty."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.views.canned import CannedOffice, a_workplace
from tests.views.hands import CTRL, keys, press
from tests.views.hands import shown as shown_now
from tests.views.samples import CARD
from tests.views.windows import WINDOWS
from views.layouts import column
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.empty_state import EmptyState

PAGES = [
    *("sync", "conflicts", "print_queue", "attention", "reception", "ward", "pharmacy", "billing"),
    *("patient", "timeline", "medicines", "doses", "notes", "bill"),
]
"""Every window that has a list in front; the test below finds one that is not named here."""


def lists(window: QWidget) -> list[RowsTable[Any]]:
    """The lists on the page in front."""
    return [each for each in window.findChildren(RowsTable) if each.isVisible()]


def filled(window: QWidget) -> list[RowsTable[Any]]:
    found = [each for each in lists(window) if each.grid.isVisible()]
    assert found, "there is no list in this window"
    return found


def told(table: RowsTable[Any]) -> str:
    """What stands there instead of rows."""
    (words,) = (each for each in table.findChildren(EmptyState))
    return words.accessibleName() if words.isVisible() else ""


@pytest.mark.parametrize("name", WINDOWS)
def test_no_window_with_a_list_is_forgotten_here(
    name: str, shown: Callable[[str], QWidget]
) -> None:
    assert bool(lists(shown(name))) is (name in PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_ctrl_f_in_any_list_filters_it_and_esc_shows_everything_again(
    name: str, shown: Callable[[str], QWidget]
) -> None:
    window = shown(name)
    window.activateWindow()
    for table in filled(window):
        table.grid.setFocus()
        press(table.grid, Qt.Key.Key_F, CTRL)
        search = window.focusWidget()
        assert isinstance(search, QLineEdit), table.grid.accessibleName()
        assert search.accessibleName()
        keys(search, "no such words")
        assert told(table).startswith("Nothing matches")
        search.clear()
        assert told(table) == ""
        assert table.grid.model().rowCount() == len(table.rows)


@pytest.mark.parametrize("name", PAGES)
def test_ctrl_c_copies_the_chosen_row_of_any_list_below_its_headings(
    name: str, shown: Callable[[str], QWidget]
) -> None:
    for table in filled(shown(name)):
        table.choose(table.rows[0])
        press(table.grid, Qt.Key.Key_C, CTRL)
        head, row = QGuiApplication.clipboard().text().split("\n")
        assert head.count("\t") == row.count("\t") == table.grid.model().columnCount() - 1
        assert head.strip()
        assert row.strip()


@pytest.mark.parametrize("name", PAGES)
def test_any_list_sorts_by_any_of_its_columns(name: str, shown: Callable[[str], QWidget]) -> None:
    for table in filled(shown(name)):
        before = {table.grid.model().index(n, 0).data() for n in range(len(table.rows))}
        for number in range(table.grid.model().columnCount()):
            table.sort(number)
            table.sort(number, Qt.SortOrder.DescendingOrder)
        after = {table.grid.model().index(n, 0).data() for n in range(len(table.rows))}
        assert after == before


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("state", ["empty", "unreadable"])
def test_a_screen_without_rows_says_why_and_what_to_do(
    name: str, state: str, qtbot: Any, theme: object
) -> None:
    office = CannedOffice()
    office.answers["patient.card"] = CARD
    if state == "unreadable":
        kept = {"patient.card", "desk.card", "sync.overview", "attention.count"}
        for key in office.answers:
            if key not in kept:
                office.answers[key] = OSError("disk")
    place = a_workplace(office)
    window = WINDOWS[name](place)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    QCoreApplication.processEvents()
    silent = [each.grid.accessibleName() for each in lists(window) if not told(each)]
    states = [each for each in window.findChildren(EmptyState) if each.isVisible()]
    assert silent == []
    assert states
    assert all(each.accessibleName().strip(". ") for each in states)
    place.runner.close()


def test_a_row_that_is_filtered_out_is_let_go_of(qtbot: Any, theme: object) -> None:
    table: RowsTable[str] = RowsTable((Column("Name", str),), str, name="Names")
    qtbot.addWidget(table)
    table.show()
    table.show_rows(("Ada", "Ben", "Bea"))
    table.choose("Ada")
    table.filter("Be")
    let_go = table.current
    table.to_the_rows()
    assert (let_go, table.current) == (None, "Ben"), "Enter would act on a neighbour"
    table.choose("Bea")
    table.filter("Bea")
    assert table.current == "Bea"


def test_tab_into_a_list_leads_to_its_first_row(qtbot: Any, theme: object) -> None:
    window, before = QWidget(), QLineEdit()
    table: RowsTable[str] = RowsTable((Column("Name", str),), str, name="Names")
    layout = column(window)
    layout.addWidget(before)
    layout.addWidget(table)
    shown_now(qtbot, window)
    table.show_rows(("Ada", "Ben"))
    table.filter("Be")
    before.setFocus()
    not_yet = table.current
    press(before, Qt.Key.Key_Tab)
    assert (not_yet, table.current) == (None, "Ben"), "Enter acts on what looks chosen"
