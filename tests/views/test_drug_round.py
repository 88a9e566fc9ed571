"""The drug round as a nurse does it, over a real store."""

import pytest
from PySide6.QtCore import Qt

from app.doses.queries import DOSES_TODAY
from app.doses.rows import DoseState
from models.vocabulary import PatientId
from tests.app.bedside import EXPIRED, GOOD, WRONG, band
from tests.app.formulary import DOCTOR
from tests.builders import Workbench, row_id
from tests.views.hands import press
from tests.views.ward_desk import (
    doses,
    given,
    main,
    medicines,
    patient,
    place,
    ward,
)
from views.main_window import MainWindow

__all__ = ["main", "patient", "place", "ward"]


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
