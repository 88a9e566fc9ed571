"""The drug round: what is due, the right patient and pack, and facts that are never refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.allergies.none_known import NONE_KNOWN
from app.command import Done, Refused
from app.desk import Person
from app.doses.queries import DOSE_SCAN
from app.doses.rows import DoseState
from app.orders.queries import PATIENT_ORDERS
from app.orders.stop_order import STOP_ORDER
from app.site import Site
from models.vocabulary import PatientId
from tests.app.bedside import (
    EXPIRED,
    GOOD,
    GTIN,
    OTHER_GTIN,
    WRONG,
    band,
    doses,
    give,
    given,
    order_for,
)
from tests.app.formulary import ADMINISTRATOR, DOCTOR, NURSE, draft, later, stock_the_ward
from tests.builders import Workbench, row_id
from tests.models.formulary import AMOXICILLIN, DOXYCYCLINE


@pytest.fixture
def patient(ward: Workbench) -> PatientId:
    """At 10:31 doxycycline 500 mg is signed, three times a day for five days."""
    patient_id = stock_the_ward(ward)
    ward.arrive(replace(DOXYCYCLINE, gtin=GTIN), replace(AMOXICILLIN, gtin=OTHER_GTIN))
    ward.save(NONE_KNOWN, {"patient": patient_id})
    order_for(ward, patient_id)
    ward.desk.sign_in(NURSE)
    return patient_id


def test_doses_become_due_late_and_given(ward: Workbench, patient: PatientId) -> None:
    states = [(dose.due, dose.state) for dose in doses(ward, patient)]
    assert states == [("14:00", DoseState.LATER), ("22:00", DoseState.LATER)]
    later(ward, hours=3)
    assert doses(ward, patient)[0].state is DoseState.DUE
    later(ward, hours=2)
    assert doses(ward, patient)[0].state is DoseState.LATE
    assert isinstance(give(ward, patient), Done)
    last = doses(ward, patient)[-1]
    assert last.state is DoseState.GIVEN
    assert "Ada Obi" in last.what


def test_a_dose_nobody_recorded_does_not_vanish_at_midnight(
    ward: Workbench, patient: PatientId
) -> None:
    later(ward, hours=14)
    found = [(dose.due, dose.state) for dose in doses(ward, patient)]
    assert ("yesterday 22:00", DoseState.LATE) in found
    assert ("08:00", DoseState.LATER) in found


def test_a_scanned_band_and_pack_are_kept_with_the_dose(
    ward: Workbench, patient: PatientId
) -> None:
    assert isinstance(give(ward, patient, pack=GOOD), Done)
    (row,) = given(ward)
    assert (row.was_scanned, row.batch, row.expires_on) == (True, "ABC123", date(2027, 6, 30))
    assert row.dose_value == 500


@pytest.mark.parametrize("person", [NURSE, DOCTOR, ADMINISTRATOR])
@pytest.mark.parametrize(
    ("scan", "code"),
    [
        ({"pack": EXPIRED}, "expired"),
        ({"pack": WRONG}, "wrong_pack"),
        ({"pack": "0109506000001012"}, "unknown_pack"),
        ({"pack": "nonsense"}, "no_pack"),
        ({"band": band(PatientId(row_id(77)))}, "other_patient"),
        ({"band": "AW1nonsense"}, "bad_band"),
    ],
)
def test_the_wrong_patient_and_the_wrong_pack_stop_everybody(
    ward: Workbench, patient: PatientId, person: Person, scan: dict[str, Any], code: str
) -> None:
    ward.desk.sign_in(person)
    outcome = give(ward, patient, **scan)
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    late = give(ward, patient, **scan, given_at="1000", note="it has been given")
    assert isinstance(late, Refused), "no note passes a hard stop"
    assert given(ward) == []


def test_a_pack_may_be_given_on_the_day_it_expires(ward: Workbench, patient: PatientId) -> None:
    assert isinstance(give(ward, patient, pack=f"01{GTIN}1726112110X"), Done)


def test_without_the_band_a_reason_is_needed(ward: Workbench, patient: PatientId) -> None:
    outcome = give(ward, patient, band=None)
    assert isinstance(outcome, Refused)
    assert outcome.field == "unscanned_reason"
    assert isinstance(give(ward, patient, band=None, unscanned_reason="band is off"), Done)
    assert given(ward)[0].was_scanned is False


def test_a_dose_not_given_needs_a_coded_reason(ward: Workbench, patient: PatientId) -> None:
    outcome = give(ward, patient, outcome="not-done")
    assert isinstance(outcome, Refused)
    assert outcome.field == "not_given_reason"
    assert isinstance(
        give(ward, patient, outcome="not-done", not_given_reason="nil-by-mouth"), Done
    )
    last = doses(ward, patient)[-1]
    assert last.state is DoseState.NOT_GIVEN
    assert "Nil by mouth" in last.what
    assert given(ward)[0].dose_value is None


def test_a_dose_is_not_given_twice_unless_it_has_happened(
    ward: Workbench, patient: PatientId
) -> None:
    first = doses(ward, patient)[0]
    give(ward, patient, first)
    outcome = give(ward, patient, first)
    assert isinstance(outcome, Refused)
    assert "Ada Obi" in outcome.words
    assert isinstance(
        give(ward, patient, first, given_at="1000", note="given twice by mistake"), Done
    )
    assert len(given(ward)) == 2


def test_an_order_nobody_signed_is_not_given(ward: Workbench, patient: PatientId) -> None:
    ward.desk.sign_in(DOCTOR)
    draft(ward, patient, "ceftriaxone")
    ward.desk.sign_in(NURSE)
    unsigned = next(r for r in ward.office.ask(PATIENT_ORDERS, patient) if r.state == "draft")
    dose = replace(doses(ward, patient)[0], order_id=unsigned.order_id)
    outcome = give(ward, patient, dose)
    assert isinstance(outcome, Refused)
    assert outcome.code == "not_signed"


@pytest.mark.parametrize("kind", ["stop", "hold"])
def test_after_a_stop_a_plan_is_refused_and_a_fact_is_recorded(
    ward: Workbench, patient: PatientId, kind: str
) -> None:
    dose = doses(ward, patient)[0]
    ward.desk.sign_in(DOCTOR)
    ward.save(
        STOP_ORDER, {"patient": patient, "order": dose.order_id}, kind=kind, reason="vomiting"
    )
    ward.desk.sign_in(NURSE)
    assert [each for each in doses(ward, patient) if each.is_open] == []
    outcome = give(ward, patient, dose)
    assert isinstance(outcome, Refused)
    assert "vomiting" in outcome.words
    later(ward, minutes=30)
    assert isinstance(give(ward, patient, dose, given_at="1035", note="was at the bed"), Done)
    assert given(ward)[0].note == "was at the bed"


def test_what_is_given_when_needed_has_no_due_time(ward: Workbench, patient: PatientId) -> None:
    ward.desk.sign_in(DOCTOR)
    order_for(ward, patient, medicine="ceftriaxone", frequency="as-needed")
    ward.desk.sign_in(NURSE)
    dose = next(d for d in doses(ward, patient) if d.state is DoseState.WHEN_NEEDED)
    assert isinstance(give(ward, patient, dose), Done)
    later(ward, hours=1)
    assert isinstance(give(ward, patient, dose), Done), "it may be needed again"
    states = [each.state for each in doses(ward, patient) if each.order_id == dose.order_id]
    assert states == [DoseState.WHEN_NEEDED, DoseState.GIVEN, DoseState.GIVEN]


def test_doses_are_due_on_the_clock_of_the_site(ward: Workbench, patient: PatientId) -> None:
    site = ward.office.site
    ward.office.site = Site(site.clock, site.entropy, ZoneInfo("Africa/Lagos"))
    assert [dose.due for dose in doses(ward, patient)] == ["14:00", "22:00"]
    due_at = doses(ward, patient)[0].due_at
    assert due_at is not None
    assert due_at.utcoffset() == timedelta(hours=1)


def test_in_the_hour_that_comes_twice_one_dose_is_one_dose(
    ward: Workbench, patient: PatientId
) -> None:
    site = ward.office.site
    london = ZoneInfo("Europe/London")
    ward.office.site = Site(site.clock, site.entropy, london)
    autumn = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    later(ward, seconds=(autumn - ward.clock.now()).total_seconds())
    ward.desk.sign_in(DOCTOR)
    order_for(ward, patient, medicine="ceftriaxone", frequency="every-6-hours")
    ward.desk.sign_in(NURSE)
    dose = next(d for d in doses(ward, patient) if d.due == "01:31")
    give(ward, patient, dose)
    found = [d.state for d in doses(ward, patient) if d.due == "01:31"]
    assert found == [DoseState.GIVEN]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (GOOD, "pack"),
        (EXPIRED, "bad-pack"),
        ("0109506000001012", "bad-pack"),
        ("OKAFOR", "none"),
        (band(PatientId(row_id(77))), "other-band"),
    ],
)
def test_a_scan_beside_the_bed_is_named_for_what_it_is(
    ward: Workbench, patient: PatientId, text: str, kind: str
) -> None:
    found = ward.office.ask(DOSE_SCAN, patient, text)
    assert found.kind == kind
    assert bool(found.words) is (kind != "none")


def test_the_band_of_another_patient_is_named_loudly(ward: Workbench, patient: PatientId) -> None:
    ward.desk.sign_in(ADMINISTRATOR)
    other = ward.register(family="Mensah", given="Ama")
    found = ward.office.ask(DOSE_SCAN, patient, band(other))
    assert found.kind == "other-band"
    assert "STOP" in found.words
    assert "MENSAH, Ama" in found.words
    assert ward.office.ask(DOSE_SCAN, patient, band(patient)).kind == "band"
