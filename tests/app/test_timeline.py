"""The timeline: what happened in a visit, and how each thing came to be here."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.chart.rows import Kind
from app.chart.timeline import NEWEST_VISIT, TIMELINE
from app.marks import SyncMark
from models.attention import Provenance
from models.clinical import AllergyIntolerance
from models.device import DeviceKey
from models.medication import MedicationDispense, MedicationStop
from models.vocabulary import (
    ArrivalKind,
    MedicationId,
    ReplicaClass,
    RequestId,
    RowId,
    SetStatus,
    StopKind,
)
from tests.app.stay import OLD_VISIT, VISIT, admitted, order, stamp, story, the
from tests.app.test_vitals import SICK, WELL, nurse_with, take
from tests.builders import NOW, OTHER_DEVICE, THIS_DEVICE, Workbench, row_id
from tests.models.letters import Writer, newcomer, visit


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


def test_what_only_paper_speaks_for_says_so(ward: Workbench) -> None:
    reception = Writer(1, NOW)
    public = reception.key.public_key().public_bytes_raw().hex()
    ward.arrive(DeviceKey(id=row_id(701), device_id=reception.device, inc=1, public_key=public))
    patient_id, registered = newcomer(reception)
    visit_id, opened = visit(reception, patient_id)
    ward.store.carry([registered, opened])
    row = the(ward.office.ask(TIMELINE, patient_id, visit_id), "Visit opened")
    assert row.how == "By paper, read at this desk; the service has not confirmed it yet"
