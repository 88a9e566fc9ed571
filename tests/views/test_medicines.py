"""Prescribing and the drug round as a person does them, over a real store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.doses.queries import DOSES_TODAY
from app.doses.rows import DoseState
from app.orders.queries import PATIENT_ORDERS
from app.orders.standing import OrderState
from models.medication import MedicationAdministration
from models.vocabulary import PatientId, Profile
from sync_client.status import LineState
from tests.app.fixed_line import FixedLine, FixedLock
from tests.app.formulary import DOCTOR, NURSE, draft, later, record, stock_the_ward
from tests.app.test_doses import EXPIRED, GOOD, GTIN, OTHER_GTIN, WRONG, band, order_for
from tests.builders import Workbench, a_workbench, row_id
from tests.models.formulary import AMOXICILLIN, DOXYCYCLINE
from tests.views.hands import keys, press, shown
from tests.views.samples import DESK
from views.main_window import MainWindow
from views.orders.prescribe_dialog import PrescribeDialog
from views.orders.sign_dialog import SignDialog
from views.runner import Runner
from views.theme import Theme
from views.widgets.notice import Notice
from views.workplace import Workplace


class WardLine(FixedLine):
    """A line that has no news of its own."""

    def subscribe(self, listener: Any) -> Any:  # noqa: ARG002 - nothing to tell
        return lambda: None


@pytest.fixture
def ward(tmp_path: Path, theme: Theme) -> Iterator[Workbench]:
    made = a_workbench(tmp_path / "ward", Profile.WARD)
    made.office.line = WardLine()
    yield made
    made.close()


@pytest.fixture
def patient(ward: Workbench) -> PatientId:
    """Somebody allergic to flucloxacillin, with doxycycline due at 14:00; it is half past one."""
    patient_id = stock_the_ward(ward)
    ward.arrive(replace(DOXYCYCLINE, gtin=GTIN), replace(AMOXICILLIN, gtin=OTHER_GTIN))
    record(ward, patient_id, "flucloxacillin")
    order_for(ward, patient_id)
    later(ward, hours=3)
    return patient_id


@pytest.fixture
def place(ward: Workbench) -> Iterator[Workplace]:
    runner = Runner(inline=True)
    runner.follow(ward.office.subscribe)
    yield Workplace(ward.office, ward.desk, runner)
    runner.close()


@pytest.fixture
def main(ward: Workbench, place: Workplace, patient: PatientId, qtbot: QtBot) -> MainWindow:
    made: MainWindow = shown(qtbot, MainWindow(place, DESK))
    made.resize(1366, 768)
    made.seat()
    made.open_patient(patient)
    return made


def medicines(main: MainWindow) -> Any:
    main.patient.turn_to("medicines")
    return main.patient.tab("medicines")


def nurse(main: MainWindow, ward: Workbench, patient: PatientId) -> None:
    """The nurse takes the desk over and opens the patient again."""
    ward.desk.sign_in(NURSE)
    main.seat()
    main.open_patient(patient)


def doses(main: MainWindow, ward: Workbench, patient: PatientId) -> Any:
    nurse(main, ward, patient)
    main.patient.turn_to("doses")
    return main.patient.tab("doses")


def in_front(main: MainWindow, kind: type[Any]) -> Any:
    QCoreApplication.processEvents()
    return next(each for each in main.findChildren(kind) if each.isVisible())


def prescribe(main: MainWindow, **typed: str) -> Any:
    medicines(main).prescribe()
    dialog = in_front(main, PrescribeDialog)
    for name, text in typed.items():
        control = dialog.form.boxes[name].control
        if name in ("frequency", "route"):
            control.put(text)
        else:
            control.setFocus()
            keys(control, text)
    return dialog


def orders(ward: Workbench, patient: PatientId) -> Any:
    return ward.office.ask(PATIENT_ORDERS, patient)


def words_of(widget: Any) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel))


def given(ward: Workbench) -> list[MedicationAdministration]:
    with ward.store.read() as read:
        return read.all(MedicationAdministration)


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


def test_a_dose_takes_two_scans_and_enter(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab = doses(main, ward, patient)
    main.scan(band(patient))
    main.scan(GOOD)
    assert tab.give.give.hasFocus()
    press(tab.give.give, Qt.Key.Key_Return)
    (row,) = given(ward)
    assert (row.was_scanned, row.batch) == (True, "ABC123")
    states = [each.state for each in ward.office.ask(DOSES_TODAY, patient)]
    assert DoseState.GIVEN in states
    assert not tab.give.pack, "the next dose wants its own pack"


def test_another_patients_band_warns_and_switches_nothing(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab = doses(main, ward, patient)
    main.scan(band(PatientId(row_id(77))))
    assert "STOP" in tab.give.warning.text
    assert ward.desk.patient == patient
    press(tab.table.grid, Qt.Key.Key_Return)
    assert given(ward) == []


@pytest.mark.parametrize("scan", [EXPIRED, WRONG])
def test_an_expired_or_wrong_pack_stops_the_hand(
    main: MainWindow, ward: Workbench, patient: PatientId, scan: str
) -> None:
    tab = doses(main, ward, patient)
    main.scan(band(patient))
    main.scan(scan)
    assert tab.give.warning.text
    assert tab.give.pack == ""


def test_without_the_band_nothing_is_given_in_passing(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab = doses(main, ward, patient)
    tab.give.give.click()
    assert "Scan the wristband" in tab.give.warning.text
    assert given(ward) == []


def test_a_scan_for_one_patient_does_not_count_for_the_next(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab = doses(main, ward, patient)
    main.scan(band(patient))
    assert tab.give.is_scanned
    ward.desk.sign_in(DOCTOR)
    main.seat()
    main.open_patient(patient)
    assert not tab.give.is_scanned


def test_in_other_tabs_a_band_still_opens_its_patient(
    main: MainWindow, ward: Workbench, patient: PatientId
) -> None:
    tab = medicines(main)
    assert not tab.takes_scan(band(patient))


def test_a_line_suggests_medicines_by_any_part_of_their_name(main: MainWindow) -> None:
    medicines(main).prescribe()
    dialog = in_front(main, PrescribeDialog)
    completer = dialog.form.boxes["medicine"].control.completer()
    completer.setCompletionPrefix("cycl")
    assert completer.currentCompletion() == "doxycycline 500 mg capsule"
    completer.activated.emit(completer.currentCompletion())
    assert dialog.form.boxes["medicine"].value == "doxycycline 500 mg capsule"
