"""A pharmacist at a real window: what they see, and what their hands do."""

from collections.abc import Generator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desk_card import DESK_CARD
from models.medication import MedicationDispense
from tests.app.pharmacy.counter import PRESCRIPTION, Counter
from tests.views.hands import press, shown
from views.main_window import MainWindow
from views.pharmacy.pharmacy_view import PharmacyView
from views.runner import Runner
from views.workplace import Workplace


def a_window(counter: Counter, qtbot: QtBot) -> Generator[MainWindow, None, None]:
    runner = Runner(inline=True)
    runner.follow(counter.bench.office.subscribe)
    place = Workplace(counter.bench.office, counter.bench.desk, runner)
    card = counter.bench.office.ask(DESK_CARD)
    window: MainWindow = shown(qtbot, MainWindow(place, card))
    window.seat()
    yield window
    runner.close()


def pharmacy(main: MainWindow) -> PharmacyView:
    page = main.pages.currentWidget()
    assert isinstance(page, PharmacyView)
    return page


def focused(main: MainWindow) -> QWidget:
    found = main.focusWidget()
    assert found is not None
    return found


def enter(main: MainWindow) -> None:
    press(focused(main), Qt.Key.Key_Return)


def dispensed(counter: Counter) -> list[MedicationDispense]:
    with counter.bench.store.read() as read:
        return read.all(MedicationDispense)


def open_the_first(main: MainWindow) -> PharmacyView:
    view = pharmacy(main)
    view.list.table.grid.selectRow(0)
    view.list.table.setFocus()
    enter(main)
    assert view.panel.prescription_id == PRESCRIPTION
    return view
