"""The keyboard is never lost: after each deed it is where the person was, or right beside it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.command import Refused, Unavailable
from app.marks import SyncMark
from app.registration.change_contact import CHANGE_CONTACT
from app.registration.rows import ContactRow
from models.vocabulary import ConflictId
from tests.views.canned import CannedOffice, an_id
from tests.views.hands import named, press, shown, type_into, within
from tests.views.samples import CARD, CONFLICTS, JOBS, patient_id
from views.forms.form_panel import FormPanel
from views.gate.enrolment_window import EnrolmentWindow
from views.main_window import MainWindow
from views.paper.print_queue_view import PrintQueueView
from views.sync.conflict_view import ConflictView
from views.workplace import Workplace


@pytest.fixture
def main(busy: CannedOffice, canned: Workplace, qtbot: QtBot) -> MainWindow:
    made: MainWindow = shown(qtbot, MainWindow(canned, busy.answers["desk.card"]))
    made.seat()
    made.open_patient(patient_id(0))
    return made


def focused() -> str:
    """The name of what has the keyboard, as a screen reader would say it."""
    found = QApplication.focusWidget()
    return found.accessibleName() if found is not None else ""


def line_button(main: MainWindow, name: str) -> QPushButton:
    """The one that can be seen: those of the lines before are on their way out."""
    found = [each for each in within(main, QPushButton) if each.accessibleName() == name]
    return next(each for each in found if each.isVisible())


def save_with_enter(qtbot: QtBot, main: MainWindow, value: str) -> None:
    (dialog,) = main.findChildren(QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_into(named(dialog, QLineEdit, "Number or address"), value)
    press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not main.findChildren(QDialog))
    qtbot.waitUntil(main.isActiveWindow)


def test_after_a_form_the_keyboard_is_on_the_button_that_opened_it(
    main: MainWindow, busy: CannedOffice, qtbot: QtBot
) -> None:
    busy.opening = {"kind": "mobile", "value": "0803 555 0142"}
    before = line_button(main, "Change Mobile")
    before.setFocus()
    press(before, Qt.Key.Key_Space)
    save_with_enter(qtbot, main, "7")
    qtbot.waitUntil(lambda: focused() == "Change Mobile")
    assert QApplication.focusWidget() is not before, "the card was written anew"


def test_esc_gives_the_keyboard_back_as_well(
    main: MainWindow, busy: CannedOffice, qtbot: QtBot
) -> None:
    before = line_button(main, "Change Mobile")
    before.setFocus()
    press(before, Qt.Key.Key_Space)
    (dialog,) = main.findChildren(QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    press(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: focused() == "Change Mobile")


def test_news_from_elsewhere_do_not_take_the_keyboard_away(
    main: MainWindow, busy: CannedOffice
) -> None:
    line_button(main, "Change E-mail").setFocus()
    work = ContactRow(an_id("work"), patient_id(0), "Work phone", "01 555", SyncMark.SENT)
    busy.answers["patient.card"] = replace(CARD, contacts=(work, *CARD.contacts))
    busy.tell("patient_contact")
    assert focused() == "Change E-mail"


def test_where_the_line_is_gone_the_one_in_its_place_has_the_keyboard(
    main: MainWindow, busy: CannedOffice
) -> None:
    line_button(main, "Change E-mail").setFocus()
    busy.answers["patient.card"] = replace(CARD, contacts=CARD.contacts[:1])
    busy.tell("patient_contact")
    assert focused() == "Change Mobile"
    busy.answers["patient.card"] = replace(CARD, contacts=())
    busy.tell("patient_contact")
    assert focused() == "Add a phone number or e-mail address"


def test_after_a_decision_the_list_has_the_keyboard_even_when_it_is_empty(
    busy: CannedOffice, canned: Workplace, qtbot: QtBot
) -> None:
    other = replace(CONFLICTS[0], conflict_id=ConflictId(an_id("other conflict")))
    busy.answers["sync.conflicts"] = (*CONFLICTS, other)
    page: ConflictView = shown(qtbot, ConflictView(canned))
    for left in ((other,), ()):
        page.decision._choices["proposed"].click()
        page.decision.commit.setFocus()
        busy.answers["sync.conflicts"] = left
        press(page.decision.commit, Qt.Key.Key_Return)
        where = QApplication.focusWidget()
        assert where is not None
        assert where.isVisible()
        assert page.table.isAncestorOf(where)
        page.decision._detail = None
        page._open()
    assert "Nothing to decide" in focused()


def test_a_refused_decision_leaves_the_keyboard_on_the_choice(
    busy: CannedOffice, canned: Workplace, qtbot: QtBot
) -> None:
    page: ConflictView = shown(qtbot, ConflictView(canned))
    page.decision._choices["base"].click()
    page.decision.commit.setFocus()
    busy.outcome = Refused("Somebody has decided it already.")
    press(page.decision.commit, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.decision._choices["base"]


def test_after_a_paper_is_tried_again_the_queue_has_the_keyboard(
    busy: CannedOffice, canned: Workplace, qtbot: QtBot
) -> None:
    page: PrintQueueView = shown(qtbot, PrintQueueView(canned))
    page.table.grid.selectRow(0)
    page.retry.setFocus()
    press(page.retry, Qt.Key.Key_Space)
    assert busy.room.asked == [("retry", JOBS[0].job_id)]
    assert focused() == "Print queue"
    busy.answers["print.queue"] = ()
    busy.tell("print_jobs")
    assert "Nothing to print" in focused()
    busy.answers["print.queue"] = JOBS
    busy.tell("print_jobs")
    assert focused() == "Print queue"


def test_what_cannot_be_saved_now_leaves_the_keyboard_on_its_button(
    busy: CannedOffice, canned: Workplace, qtbot: QtBot
) -> None:
    form = FormPanel(canned, CHANGE_CONTACT, {"patient": patient_id(0)})
    save = form.offer("Save")
    shown(qtbot, form)
    save.setFocus()
    busy.outcome = Unavailable("The disk is full. Nothing was saved.")
    press(save, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is save


def test_the_wristband_button_keeps_the_keyboard(main: MainWindow) -> None:
    button = main.patient.identity.print_band
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is button


def test_a_refused_code_is_typed_again(theme: object, qtbot: QtBot) -> None:
    gate: EnrolmentWindow = shown(qtbot, EnrolmentWindow("https://server:8443"))
    assert gate.address.text() == "https://server:8443"
    assert gate.code.hasFocus(), "the address is known already"
    type_into(gate.code, "ABCD")
    gate.connect_button.setFocus()
    press(gate.connect_button, Qt.Key.Key_Space)
    gate.refuse("The code has been used already.")
    assert gate.code.hasFocus()
