"""A cashier at the window: found, paid and receipted in four actions; what needs attention."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Workspace
from app.desk_card import DeskCard
from models.billing import Payment
from models.print_job import JobState
from tests.app.till_desk import PATIENT, Till, a_till
from tests.builders import row_id
from tests.views.canned import CannedOffice
from views.main_window import MainWindow
from views.runner import Runner
from views.shell.pages import Page
from views.theme import Theme
from views.workplace import Workplace

Shown = Callable[[str], QWidget]


@pytest.fixture
def till(tmp_path: Path, theme: Theme) -> Any:
    made = a_till(tmp_path / "store")
    yield made
    made.bench.close()


@pytest.fixture
def window(till: Till, qtbot: QtBot) -> Any:
    runner = Runner(inline=True)
    runner.follow(till.bench.office.subscribe)
    place = Workplace(till.bench.office, till.bench.desk, runner)
    made = MainWindow(place, DeskCard("Cashier 1", "Main hall", 0))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.seat()
    QCoreApplication.processEvents()
    yield made
    runner.close()


def press(key: Qt.Key, *, ctrl: bool = False) -> None:
    """A key where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focus, key, modifier)
    QCoreApplication.processEvents()


def payments(till: Till) -> list[Payment]:
    with till.bench.store.read() as read:
        return read.all(Payment)


def test_a_bill_is_paid_with_a_receipt_in_four_actions(till: Till, window: Any) -> None:
    till.charge()
    assert window.pages.key is Workspace.BILLING
    QTest.keyClicks(window.pages.currentWidget().search, "oka")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Y, ctrl=True)
    (dialog,) = window.findChildren(QDialog)
    assert dialog.form.boxes["amount"].value == "180.00"
    press(Qt.Key.Key_Return)
    (paid,) = payments(till)
    assert paid.amount_minor == 18000
    (job,) = till.bench.store.print_jobs.in_state(JobState.QUEUED)
    assert job.title == "Receipt A1-R000001"
    panel = window.pages.currentWidget().panel
    assert "The payment is recorded." in panel.face.notice.text
    assert "A1-R000001 is in the print queue" in panel.face.notice.text
    assert panel.bill.balance_minor == 0


def test_a_scanned_wristband_then_ctrl_y_and_enter_pays_too(till: Till, window: Any) -> None:
    till.charge()
    window.open_patient(PATIENT)
    press(Qt.Key.Key_Y, ctrl=True)
    press(Qt.Key.Key_Return)
    assert [each.amount_minor for each in payments(till)] == [18000]


def test_the_change_is_worked_out_while_it_is_typed(till: Till, window: Any) -> None:
    till.charge()
    window.open_patient(PATIENT)
    press(Qt.Key.Key_Y, ctrl=True)
    (dialog,) = window.findChildren(QDialog)
    tendered = dialog.form.boxes["tendered"].control
    tendered.setFocus()
    QTest.keyClicks(tendered, "200")
    assert dialog.change.text() == "Change EUR\u00a020.00"
    tendered.clear()
    QTest.keyClicks(tendered, "100")
    assert dialog.change.text() == "EUR\u00a080.00 too little"


def test_an_invoice_is_issued_credited_and_printed_by_the_buttons(till: Till, window: Any) -> None:
    till.charge()
    view = window.pages.currentWidget()
    view.table.grid.selectRow(0)
    panel = view.panel
    QTest.mouseClick(panel.face.issue, Qt.MouseButton.LeftButton)
    assert [each.number for each in panel.bill.documents] == ["A1-I000001"]
    assert not panel.face.issue.isEnabled()
    panel.face.documents.grid.selectRow(0)
    QTest.mouseClick(panel.face.print, Qt.MouseButton.LeftButton)
    assert till.bench.store.print_jobs.in_state(JobState.QUEUED)[0].title == "Invoice A1-I000001"
    QTest.mouseClick(panel.face.credit, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(QDialog)
    QTest.keyClicks(dialog.form.boxes["reason"].control, "Not given")
    dialog.form.commit()
    assert {each.number for each in panel.bill.documents} == {"A1-I000001", "A1-C000001"}


def test_a_refused_invoice_says_why_and_nothing_is_lost(till: Till, window: Any) -> None:
    view = window.pages.currentWidget()
    view.table.grid.selectRow(0)
    view.panel.issue()
    assert "Nothing is left to bill" in view.panel.face.notice.text
    view.panel.credit()
    assert "Choose an invoice" in view.panel.face.notice.text
    view.panel.print_document()
    assert "no document to print" in view.panel.face.notice.text


def test_offline_the_bill_says_up_to_when_it_knows(
    shown: Shown, office: CannedOffice, qtbot: QtBot
) -> None:
    window: Any = shown("billing")
    view = window.pages.currentWidget()
    view.table.grid.selectRow(0)
    assert "Online" in view.panel.face.known.text()
    office.line.become("offline")
    QCoreApplication.processEvents()
    assert "charges are known as at 09:12" in view.panel.face.known.text()
    assert "Credit that line" in view.panel.face.trouble.text


def test_a_bill_that_is_not_held_or_cannot_be_read_says_so(
    shown: Shown, office: CannedOffice
) -> None:
    window: Any = shown("billing")
    view = window.pages.currentWidget()
    view.table.grid.selectRow(0)
    office.answers["billing.bill"] = None
    view.panel.reload()
    assert "does not hold that patient" in view.panel.nothing.accessibleName()
    office.answers["billing.accounts"] = ()
    view.reload()
    assert view.panel.bill is None
    assert view.panel.nothing.isVisible()


def test_the_pill_counts_what_needs_attention_and_the_page_lists_it(
    shown: Shown, office: CannedOffice
) -> None:
    window: Any = shown("attention")
    assert "7 need attention" in window.top.pill.text()
    view = window.pages.currentWidget()
    assert view.card.what.text() == "An order does not go with an allergy"
    window.go(Page.SYNC)
    assert "5 pairs of facts" in window.pages.currentWidget().matters.text
    office.answers["attention.count"] = 0
    office.tell("attention_item")
    assert "2 need attention" in window.top.pill.text()
    assert not window.pages.currentWidget().matters.isVisible()


def test_what_needs_attention_is_closed_with_a_word(shown: Shown, office: CannedOffice) -> None:
    window: Any = shown("attention")
    view = window.pages.currentWidget()
    view.table.setFocus()
    press(Qt.Key.Key_Return)
    (dialog,) = window.findChildren(QDialog)
    QTest.keyClicks(dialog.form.boxes["note"].control, "Order stopped")
    office.outcome = None
    dialog.form.commit()
    key, raw, context, _ = office.saves[-1]
    assert (key, raw["note"]) == ("attention.close", "Order stopped")
    assert context["attention"] == view.table.rows[0].item_id
    assert "It is closed" in view.card.notice.text


def test_a_thing_about_nobody_opens_no_patient(shown: Shown) -> None:
    window: Any = shown("attention")
    view = window.pages.currentWidget()
    chosen: list[object] = []
    view.patient_chosen.connect(chosen.append)
    view.table.grid.selectRow(4)
    assert not view.card.open_patient.isEnabled()
    view.table.grid.selectRow(0)
    QTest.mouseClick(view.card.open_patient, Qt.MouseButton.LeftButton)
    assert len(chosen) == 1
    assert row_id(1) not in chosen
