"""The chart: the story of a visit, how each thing came to be here, and what is struck out."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.chart.queries import NOTES, WARD_SUMMARY
from app.chart.record_condition import RECORD_CONDITION
from app.chart.rows import Kind, Timeline, TimelineRow, WardSummary
from app.chart.timeline import NEWEST_VISIT, TIMELINE
from app.chart.void_record import VOID_RECORD
from app.chart.write_note import WRITE_NOTE
from app.command import Done, Refused
from app.marks import SyncMark
from app.vitals.queries import VITALS_CHART
from models.attention import Provenance
from models.clinical import AllergyIntolerance, Observation
from models.encounter import Encounter, EncounterLocation, QueueToken
from models.medication import MedicationDispense, MedicationRequest, MedicationStop
from models.vocabulary import (
    AllergyKind,
    ArrivalKind,
    ClinicalStatus,
    EncounterClass,
    EncounterId,
    EncounterStatus,
    Frequency,
    MedicationId,
    PatientId,
    ReplicaClass,
    RequestId,
    RequestStatus,
    Route,
    RowId,
    SetStatus,
    StayStatus,
    StopKind,
)
from tests.app.test_vitals import SICK, WELL, nurse_with, take
from tests.builders import BEDS, BEN, NOW, OTHER_DEVICE, THIS_DEVICE, Workbench, row_id

VISIT = EncounterId(row_id(500))
OLD_VISIT = EncounterId(row_id(501))


def stamp(patient_id: PatientId, minutes: int = 0) -> dict[str, Any]:
    """What a record of the visit, made at another desk, says of itself."""
    return {
        "patient_id": patient_id,
        "encounter_id": VISIT,
        "recorded_at": NOW + timedelta(minutes=minutes),
        "recorded_by_id": BEN,
        "recorded_on_id": OTHER_DEVICE,
    }


def visit(patient_id: PatientId, encounter_id: EncounterId = VISIT, days: int = 0) -> Encounter:
    started = NOW - timedelta(days=days)
    return Encounter(
        id=encounter_id,
        **stamp(patient_id) | {"encounter_id": None, "recorded_at": started},
        class_code=EncounterClass.INPATIENT,
        status=EncounterStatus.FINISHED if days else EncounterStatus.IN_PROGRESS,
        started_at=started,
        ended_at=started + timedelta(days=1) if days else None,
    )


def order(patient_id: PatientId, number: int = 600, **more: Any) -> MedicationRequest:
    return MedicationRequest(
        id=row_id(number),
        **stamp(patient_id, 5),
        **{
            "prescription_id": RowId(row_id(number)),
            "status": RequestStatus.ACTIVE,
            "medication_id": MedicationId(row_id(700)),
            "medication_text": "amoxicillin 500 mg capsule",
            "dose_value": Decimal(500),
            "dose_unit": "mg",
            "route": Route.ORAL,
            "frequency": Frequency.THREE_TIMES_DAILY,
            "starts_at": NOW + timedelta(minutes=5),
            "signed_at": NOW + timedelta(minutes=5),
            "signed_by_id": BEN,
            "signed_offline": False,
            **more,
        },
    )


def admitted(ward: Workbench) -> PatientId:
    """A patient in a visit that came from another desk, with an older one."""
    patient_id = nurse_with(ward)
    ward.accept()
    ward.arrive(
        visit(patient_id),
        visit(patient_id, OLD_VISIT, days=400),
        QueueToken(id=row_id(510), **stamp(patient_id, 1), label="B017", day=NOW.date()),
        EncounterLocation(
            id=row_id(511),
            **stamp(patient_id, 2),
            location_id=BEDS[0],
            status=StayStatus.ACTIVE,
            occurred_at=NOW + timedelta(minutes=2),
        ),
        AllergyIntolerance(
            id=row_id(512),
            **stamp(patient_id, 3),
            kind=AllergyKind.ALLERGY,
            substance="Penicillin",
            reaction="rash",
            status=ClinicalStatus.ACTIVE,
        ),
    )
    ward.clock.go_on(600)
    return patient_id


def story(ward: Workbench, patient_id: PatientId) -> Timeline:
    return ward.office.ask(TIMELINE, patient_id, VISIT)


def the(found: Timeline, beginning: str) -> TimelineRow:
    (row,) = (row for row in found.rows if row.what.startswith(beginning))
    return row


def test_the_visit_is_told_newest_first_with_who_where_and_how(ward: Workbench) -> None:
    patient_id = admitted(ward)
    found = story(ward, patient_id)
    assert [row.what for row in found.rows] == [
        "Allergy: Penicillin",
        "Came to Ward 3 · Room A · Bed 1",
        "Queue number B017",
        "Visit opened: Inpatient",
    ]
    row = the(found, "Came to")
    assert (row.who, row.where, row.how) == ("Ben Musa", "Ward desk (Ward 3)", "At once")
    assert row.kind is Kind.VISIT


def test_the_other_visit_is_told_apart_and_everything_together(ward: Workbench) -> None:
    patient_id = admitted(ward)
    assert len(story(ward, patient_id).visits) == 2
    old = ward.office.ask(TIMELINE, patient_id, OLD_VISIT)
    assert {row.what for row in old.rows} == {"Visit opened: Inpatient", "Visit ended: Finished"}
    everything = ward.office.ask(TIMELINE, patient_id, None)
    assert len(everything.rows) == len(old.rows) + len(story(ward, patient_id).rows)


def test_what_opens_first_is_the_newest_visit(ward: Workbench) -> None:
    patient_id = admitted(ward)
    assert ward.office.ask(NEWEST_VISIT, patient_id).encounter_id == VISIT


def test_a_patient_without_a_visit_has_a_story_of_everything(ward: Workbench) -> None:
    patient_id = nurse_with(ward)
    take(ward, patient_id, **WELL)
    found = ward.office.ask(NEWEST_VISIT, patient_id)
    assert found.encounter_id is None
    assert [row.kind for row in found.rows] == [Kind.VITALS]


def test_a_set_of_vital_signs_is_one_row_with_its_score(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, **SICK)
    row = the(story(ward, patient_id), "Vital signs")
    assert row.what == "Vital signs, NEWS2 9"
    assert "Pulse 118 /min" in row.detail


def test_what_waits_here_says_so_until_the_service_has_it(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, **WELL)
    before = the(story(ward, patient_id), "Vital signs")
    assert (before.how, before.mark) == ("Waiting here to be sent", SyncMark.WAITING)
    ward.accept()
    after = the(story(ward, patient_id), "Vital signs")
    assert (after.how, after.mark) == ("At once", SyncMark.SENT)


def test_what_the_service_refused_says_so(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, **WELL)
    ward.turn_away(SetStatus.PARKED, "right")
    row = the(story(ward, patient_id), "Vital signs")
    assert row.mark is SyncMark.REFUSED
    assert row.how == "The service did not take it"


@pytest.mark.parametrize(
    ("arrival", "words"),
    [
        (ArrivalKind.LATE, "Recorded offline, received 12:30"),
        (ArrivalKind.PAPER, "By paper, read at Counter 1 (Main hall), received 12:30"),
    ],
)
def test_what_came_late_or_by_paper_says_when_it_was_received(
    ward: Workbench, arrival: ArrivalKind, words: str
) -> None:
    patient_id = admitted(ward)
    ward.arrive(
        Provenance(
            id=row_id(520),
            patient_id=patient_id,
            encounter_id=VISIT,
            target_table=AllergyIntolerance.TABLE,
            target_id=RowId(row_id(512)),
            arrival=arrival,
            recorded_at=NOW,
            received_at=NOW + timedelta(hours=2),
            recorded_on_id=OTHER_DEVICE,
            carried_by_id=THIS_DEVICE if arrival is ArrivalKind.PAPER else None,
            replica_class=ReplicaClass.MEDS.value,
        )
    )
    assert the(story(ward, patient_id), "Allergy").how == words


def test_an_order_signed_offline_and_its_stop_say_so(ward: Workbench) -> None:
    patient_id = admitted(ward)
    ward.arrive(
        order(patient_id, signed_offline=True),
        MedicationStop(
            id=row_id(601),
            **stamp(patient_id, 8),
            request_id=RequestId(row_id(600)),
            kind=StopKind.STOP,
            reason="rash",
            occurred_at=NOW + timedelta(minutes=8),
            offline=True,
        ),
    )
    found = story(ward, patient_id)
    signed = the(found, "Order signed")
    assert signed.what == "Order signed: amoxicillin 500 mg capsule"
    assert signed.how == "SIGNED OFFLINE"
    assert signed.detail.startswith("500 mg · by mouth · 3 times daily")
    assert the(found, "Stopped").how == "Recorded offline"
    assert the(found, "Stopped").detail == "rash"


def test_what_was_handed_over_names_the_medicine_and_the_batch(ward: Workbench) -> None:
    patient_id = admitted(ward)
    ward.arrive(
        order(patient_id),
        MedicationDispense(
            id=row_id(602),
            **stamp(patient_id, 9),
            request_id=RequestId(row_id(600)),
            medication_id=MedicationId(row_id(700)),
            quantity=Decimal(21),
            unit="capsule",
            batch="LOT7",
            expires_on=NOW.date() + timedelta(days=100),
            directions="Take ONE capsule",
            occurred_at=NOW + timedelta(minutes=9),
            from_paper=True,
        ),
    )
    row = the(story(ward, patient_id), "Dispensed")
    assert row.what == "Dispensed: amoxicillin 500 mg capsule"
    assert "21 capsules" in row.detail
    assert "LOT7" in row.detail
    assert row.how == "From the paper prescription"


def test_a_record_struck_out_stays_to_be_seen_with_the_reason(ward: Workbench) -> None:
    patient_id = admitted(ward)
    done = take(ward, patient_id, **WELL)
    context = {"patient": patient_id, "table": "observation", "row": done.result}
    assert isinstance(ward.save(VOID_RECORD, context, reason="wrong patient"), Done)
    row = the(story(ward, patient_id), "Vital signs")
    assert row.is_void
    assert not row.can_void
    assert row.how.startswith("Struck out by Ben Musa: wrong patient")
    (only,) = ward.office.ask(VITALS_CHART, patient_id).sets
    assert only.is_void
    with ward.store.read() as read:
        rows = read.all(Observation, patient_id=patient_id)
    assert {row.void_reason for row in rows} == {"wrong patient"}


def test_a_struck_out_set_is_no_longer_the_latest(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, **WELL)
    ward.clock.go_on(60)
    wrong = take(ward, patient_id, **SICK)
    context = {"patient": patient_id, "table": "observation", "row": wrong.result}
    ward.save(VOID_RECORD, context, reason="wrong patient")
    latest = ward.office.ask(VITALS_CHART, patient_id).latest
    assert latest is not None
    assert latest.score == 0


def test_an_order_is_not_struck_out_but_stopped(ward: Workbench) -> None:
    patient_id = admitted(ward)
    context = {"patient": patient_id, "table": "medication_request", "row": row_id(600)}
    refused = ward.save(VOID_RECORD, context, reason="x")
    assert isinstance(refused, Refused)
    assert "Stop the order" in refused.words


def test_a_record_of_another_patient_is_not_struck_out_from_here(ward: Workbench) -> None:
    patient_id = admitted(ward)
    done = take(ward, patient_id, **WELL)
    context = {"patient": row_id(999), "table": "observation", "row": done.result}
    refused = ward.save(VOID_RECORD, context, reason="x")
    assert isinstance(refused, Refused)
    assert refused.code == "not_here"


def test_a_note_is_written_once_and_kept_as_it_was_written(ward: Workbench) -> None:
    patient_id = admitted(ward)
    form = ward.office.open_form(WRITE_NOTE, {"patient": patient_id})
    texts = {"kind": "nursing", "text": "Slept well.\nWalked to the door."}
    ward.office.save(form, texts)
    ward.restart()
    ward.office.save(form, texts)
    (note,) = ward.office.ask(NOTES, patient_id).notes
    assert note.text == "Slept well.\nWalked to the door."
    assert note.first_line == "Slept well."
    assert (note.kind, note.how) == ("Nursing note", "Waiting here to be sent")
    assert the(story(ward, patient_id), "Nursing").detail == "Slept well. Walked to the door."


def test_a_problem_is_recorded_and_later_resolved(ward: Workbench) -> None:
    patient_id = admitted(ward)
    done = ward.save(RECORD_CONDITION, {"patient": patient_id}, description="Pneumonia")
    assert isinstance(done, Done)
    other = ward.save(RECORD_CONDITION, {"patient": patient_id}, description="Asthma")
    context = {"patient": patient_id, "condition": done.result}
    ward.save(RECORD_CONDITION, context, status="resolved")
    first, second = ward.office.ask(NOTES, patient_id).problems
    assert (first.description, first.is_active) == ("Asthma", True)
    assert (second.description, second.status) == ("Pneumonia", "Resolved")
    assert isinstance(other, Done)


def summary(ward: Workbench, patient_id: PatientId) -> WardSummary:
    (found,) = ward.office.ask(WARD_SUMMARY, [patient_id])
    return found


def test_the_ward_sees_the_last_score_and_when_the_next_set_is_due(ward: Workbench) -> None:
    patient_id = admitted(ward)
    assert summary(ward, patient_id).last == "no set yet"
    take(ward, patient_id, **WELL)
    calm = summary(ward, patient_id)
    assert (calm.score, calm.due, calm.is_overdue) == ("0", "22:41", False)
    ward.clock.go_on(60)
    take(ward, patient_id, **SICK)
    grave = summary(ward, patient_id)
    assert (grave.score, grave.tone, grave.due) == ("9", "danger", "continuous")
    assert grave.urgency > calm.urgency


def test_a_set_that_should_have_been_taken_is_overdue(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, **WELL | {"pulse": "135"})
    ward.clock.go_on(2 * 3600)
    late = summary(ward, patient_id)
    assert late.is_overdue
    assert late.due.startswith("overdue since")


def test_a_set_without_a_score_shows_when_it_was_taken(ward: Workbench) -> None:
    patient_id = admitted(ward)
    take(ward, patient_id, pulse="80")
    found = summary(ward, patient_id)
    assert (found.score, found.due) == ("", "")
    assert found.last != "no set yet"
