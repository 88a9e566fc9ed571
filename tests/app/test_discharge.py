"""Discharge: the visit ends, one summary is written, the bed becomes to clean, paper is printed."""

from datetime import timedelta
from typing import Any

import pytest

from app.chart.timeline import TIMELINE
from app.command import Done, Refused
from app.discharge.queries import DISCHARGE_CARD
from app.discharge.record_discharge import RECORD_DISCHARGE
from models.clinical import DischargeSummary, discharge_summary_id
from models.encounter import Encounter, EncounterLocation
from models.medication import MedicationStop
from models.vocabulary import (
    Disposition,
    EncounterStatus,
    PatientId,
    RequestId,
    RequestStatus,
    StayStatus,
    StopKind,
)
from tests.app.stay import VISIT, admitted, order, stamp
from tests.app.test_vitals import nurse_with
from tests.builders import BEDS, NOW, Workbench, row_id

TOLD = {
    "disposition": "home",
    "reason": "Fever and cough for three days.",
    "course": "Pneumonia, treated with antibiotics.",
    "advice": "Drink enough. Come back with any breathlessness.",
    "follow_up": "Chest clinic in two weeks.",
}
SUMMARY = discharge_summary_id(VISIT)


def discharge(ward: Workbench, patient_id: PatientId, **raw: str) -> Any:
    return ward.save(RECORD_DISCHARGE, {"patient": patient_id}, **TOLD | raw)


def stop_of(patient_id: PatientId, number: int = 601, reason: str = "rash") -> MedicationStop:
    return MedicationStop(
        id=row_id(number),
        **stamp(patient_id, 8),
        request_id=RequestId(row_id(600)),
        kind=StopKind.STOP,
        reason=reason,
        occurred_at=NOW + timedelta(minutes=8),
        offline=False,
    )


def test_the_visit_ends_the_summary_is_written_and_the_bed_is_left(ward: Workbench) -> None:
    patient_id = admitted(ward)
    done = discharge(ward, patient_id)
    assert isinstance(done, Done), done
    with ward.store.read() as read:
        visit = read.get(Encounter, VISIT)
        summary = read.get(DischargeSummary, SUMMARY)
        stays = read.all(EncounterLocation, encounter_id=VISIT)
    assert visit is not None
    assert summary is not None
    assert (visit.status, visit.ended_at) == (EncounterStatus.FINISHED, summary.discharged_at)
    assert summary.disposition is Disposition.HOME
    (left,) = (stay for stay in stays if stay.status is StayStatus.COMPLETED)
    assert left.location_id == BEDS[0]


def test_it_is_one_action_that_waits_offline_and_then_goes(ward: Workbench) -> None:
    patient_id = admitted(ward)
    discharge(ward, patient_id)
    (content,) = ward.waiting()
    assert content.use_case == "discharge.record"
    assert [op.e for op in content.ops] == ["discharge_summary", "encounter", "encounter_location"]


def test_without_a_bed_there_is_no_bed_to_leave(ward: Workbench) -> None:
    patient_id = admitted(ward)
    discharge(ward, patient_id)
    with ward.store.read() as read:
        before = len(read.all(EncounterLocation, encounter_id=VISIT))
    assert before == 2
    assert isinstance(discharge(ward, patient_id), Refused)


def test_without_a_visit_it_is_refused_in_words(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    refused = discharge(ward, patient_id)
    assert isinstance(refused, Refused)
    assert "timeline" in refused.words


def test_the_same_form_saved_after_a_crash_is_one_discharge(ward: Workbench) -> None:
    patient_id = admitted(ward)
    form = ward.office.open_form(RECORD_DISCHARGE, {"patient": patient_id})
    first = ward.office.save(form, {**form.raw, **TOLD})
    ward.restart()
    again = ward.office.save(form, {**form.raw, **TOLD})
    assert isinstance(first, Done)
    assert isinstance(again, Done)
    assert len(ward.waiting()) == 1


def test_a_form_left_open_while_another_desk_discharged_makes_no_second_summary(
    ward: Workbench,
) -> None:
    patient_id = admitted(ward)
    form = ward.office.open_form(RECORD_DISCHARGE, {"patient": patient_id})
    ward.arrive(
        DischargeSummary(
            id=SUMMARY,
            **stamp(patient_id, 20),
            disposition=Disposition.OTHER_HOSPITAL,
            discharged_at=NOW + timedelta(minutes=20),
        )
    )
    refused = ward.office.save(form, {**form.raw, **TOLD})
    assert isinstance(refused, Refused)
    assert refused.code == "discharged"
    with ward.store.read() as read:
        assert len(read.all(DischargeSummary, encounter_id=VISIT)) == 1


def test_two_desks_that_cannot_see_each_other_write_the_one_summary(
    ward: Workbench,
) -> None:
    """The id comes from the visit alone, so what two desks write is one record."""
    patient_id = admitted(ward)
    discharge(ward, patient_id)
    (content,) = ward.waiting()
    (written,) = (op for op in content.ops if op.e == "discharge_summary")
    assert written.id == discharge_summary_id(VISIT) == SUMMARY


@pytest.mark.parametrize("left", ["0700", "1/1/2020 0900"])
def test_nobody_leaves_before_they_came(ward: Workbench, left: str) -> None:
    patient_id = admitted(ward)
    refused = discharge(ward, patient_id, left=left)
    assert isinstance(refused, Refused)
    assert refused.field == "left"


def test_the_time_somebody_left_can_be_said_afterwards(ward: Workbench) -> None:
    patient_id = admitted(ward)
    discharge(ward, patient_id, left="1035")
    with ward.store.read() as read:
        summary = read.get(DischargeSummary, SUMMARY)
    assert summary is not None
    assert summary.discharged_at == NOW + timedelta(minutes=5)
    assert summary.recorded_at > summary.discharged_at


@pytest.mark.parametrize(
    ("status", "stopped"),
    [
        (RequestStatus.CANCELLED, False),
        (RequestStatus.DRAFT, False),
        (RequestStatus.ACTIVE, True),
        (RequestStatus.ACTIVE, False),
    ],
)
def test_an_order_in_any_state_never_stands_in_the_way(
    ward: Workbench, status: RequestStatus, *, stopped: bool
) -> None:
    patient_id = admitted(ward)
    ward.arrive(order(patient_id, status=status), *([stop_of(patient_id)] if stopped else []))
    assert isinstance(discharge(ward, patient_id), Done)


def test_the_card_says_where_the_end_of_the_visit_stands(ward: Workbench) -> None:
    patient_id = admitted(ward)
    before = ward.office.ask(DISCHARGE_CARD, patient_id)
    assert (before.is_open, before.bed) == (True, "Ward 3 · Room A · Bed 1")
    assert before.visit == "Inpatient, since 10:30"
    discharge(ward, patient_id)
    after = ward.office.ask(DISCHARGE_CARD, patient_id)
    assert (after.is_open, after.bed, after.summary_id) == (False, "", SUMMARY)
    assert ("Follow-up", "Chest clinic in two weeks.") in after.lines


def test_the_timeline_tells_of_the_end(ward: Workbench) -> None:
    patient_id = admitted(ward)
    discharge(ward, patient_id)
    found = {row.what for row in ward.office.ask(TIMELINE, patient_id, VISIT).rows}
    assert {"Discharged to: Home", "Visit ended: Finished"} <= found
    assert "Left Ward 3 · Room A · Bed 1" in found
