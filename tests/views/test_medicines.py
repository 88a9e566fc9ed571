"""Prescribing and signing as a person does it, over a real store."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPushButton

from app.orders.standing import OrderState
from models.vocabulary import PatientId
from sync_client.status import LineState
from tests.app.fixed_line import FixedLock
from tests.app.formulary import draft
from tests.builders import Workbench
from tests.views.hands import press
from tests.views.ward_desk import (
    WardLine,
    in_front,
    main,
    medicines,
    nurse,
    orders,
    patient,
    place,
    prescribe,
    ward,
    words_of,
)
from views.main_window import MainWindow
from views.orders.prescribe_dialog import PrescribeDialog
from views.orders.sign_dialog import SignDialog
from views.widgets.notice import Notice

__all__ = ["main", "patient", "place", "ward"]


def test_the_check_stands_beside_the_form_before_anything_is_saved(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    dialog = prescribe(main, medicine="amoxi", dose="500", frequency="twice-daily", days="5")
    tones = [each.property("tone") for each in dialog.checks.findChildren(Notice)]
    assert tones == ["danger"]
    assert "penicillins" in words_of(dialog.checks)
    assert dialog.directions.text() == "Take ONE capsule (500 mg) TWICE a day for FIVE days"
    assert dialog.quantity.text() == "10 capsules"
    dialog.form.commit()
    assert dialog.isVisible()
    assert "reason" in dialog.form.boxes["override_reason"].problem
    assert len(orders(ward, patient)) == 1


def test_prescribing_and_signing_by_keyboard_alone(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    dialog = prescribe(main, medicine="ceftr", dose="1 g", frequency="daily", days="3")
    press(dialog.form.boxes["days"].control, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    tab = medicines(main)
    assert [each.state for each in orders(ward, patient)] == [OrderState.DRAFT, OrderState.ACTIVE]
    tab.orders.table.choose(tab.orders.table.rows[0])
    press(tab.orders.table.grid, Qt.Key.Key_Return)
    sign = in_front(main, SignDialog)
    assert "ONCE a day for THREE days" in words_of(sign)
    press(sign.sign, Qt.Key.Key_Return)
    assert {each.state for each in orders(ward, patient)} == {OrderState.ACTIVE}


def test_offline_the_screen_says_what_a_signature_means(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    draft(ward, patient)
    tab = medicines(main)
    ward.office.line = WardLine(LineState.OFFLINE)
    tab.sign()
    sign = in_front(main, SignDialog)
    assert "SIGNED OFFLINE" in sign.meaning.text
    sign.sign.click()
    assert "SIGNED OFFLINE" in orders(ward, patient)[0].state_words
    assert "SIGNED OFFLINE" in main.patient.notice.text


def test_the_lock_of_another_desk_leaves_the_dialog_open_and_names_them(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    draft(ward, patient)
    ward.accept()
    ward.office.line = WardLine(lock_answer=FixedLock(None, "Dr Obi is signing it."))
    medicines(main).sign()
    sign = in_front(main, SignDialog)
    sign.sign.click()
    assert sign.isVisible()
    assert "Dr Obi" in sign.answer.text
    assert sign.sign.isEnabled()


def test_a_nurse_sees_the_orders_and_has_no_button_to_write_them(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    nurse(main, ward, patient)
    tab = medicines(main)
    visible = {each.accessibleName() for each in tab.findChildren(QPushButton) if each.isVisible()}
    assert "Prescribe" not in visible
    assert "Print the prescription" in visible
    assert tab.orders.table.rows


def test_a_line_suggests_medicines_by_any_part_of_their_name(main: MainWindow) -> None:
    medicines(main).prescribe()
    dialog = in_front(main, PrescribeDialog)
    completer = dialog.form.boxes["medicine"].control.completer()
    completer.setCompletionPrefix("cycl")
    assert completer.currentCompletion() == "doxycycline 500 mg capsule"
    completer.activated.emit(completer.currentCompletion())
    assert dialog.form.boxes["medicine"].value == "doxycycline 500 mg capsule"
