"""Two facts about one bed that do not go together: both stand, and a person is told."""

from typing import Any
from uuid import UUID

import pytest

from models.encounter import EncounterLocation
from models.registry import BY_TABLE
from models.vocabulary import (
    AttentionKind,
    ReplicaClass,
)
from models.wire import CommandRequest
from server_stub.commands.run import run_command
from tests.server_stub.care import Care, minutes
from tests.server_stub.hospital import Hospital
from tests.server_stub.ops import insert


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


def in_bed(care: Care, bed: UUID, patient: UUID, **more: Any) -> UUID:
    fields = {"location_id": bed, "patient_id": patient, "encounter_id": None, **more}
    return care.record("encounter_location", **fields)


def test_two_patients_in_one_bed_are_told_once_whoever_arrives_first(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    later = in_bed(care, bed, other, occurred_at=care.now() + minutes(5))
    earlier = in_bed(care, bed, care.patient)
    item = care.the_item(AttentionKind.TWO_IN_ONE_BED)
    assert (item.subject_id, item.other_id) == (later, earlier)
    assert (item.patient_id, item.roles) == (other, "nurse receptionist")
    assert item.replica_class == ReplicaClass.SCHED
    in_bed(care, bed, care.patient, occurred_at=care.now() - minutes(1))
    assert len(care.told()) == 1
    assert len(care.rows(EncounterLocation)) == 3, "nobody is lost"


def test_one_after_the_other_in_a_bed_is_nothing_to_tell(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    in_bed(care, bed, care.patient)
    in_bed(care, bed, care.patient, status="completed", occurred_at=care.now() + minutes(1))
    in_bed(care, bed, other, occurred_at=care.now() + minutes(2))
    assert care.told() == []


def test_a_room_holds_many(care: Care) -> None:
    room = care.new_id()
    care.hospital.author(insert("location", room, kind="ro", name="Hall", number=99))
    in_bed(care, room, care.patient)
    in_bed(care, room, care.newcomer())
    assert care.told() == []


def book(care: Care, bed: UUID, patient: UUID, **more: Any) -> UUID:
    desk = care.ward
    request = CommandRequest(
        id=care.new_id(),
        name="bed.book",
        user=care.user,
        args={"patient_id": str(patient), "bed_id": str(bed), **more},
        after_dseq=desk.dseq - 1,
    )
    hospital = care.hospital
    reply = run_command(
        hospital.port, desk.caller, request, hospital.clock, hospital.chance.bytes, hospital.keys
    )
    assert reply.status == "done", reply
    return UUID(reply.result["booking_id"])


def test_a_bed_taken_while_claimed_for_another_is_told(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    booking = book(care, bed, other)
    fact = in_bed(care, bed, care.patient)
    item = care.the_item(AttentionKind.BED_TAKEN_BY_ANOTHER)
    assert (item.subject_id, item.other_table, item.other_id) == (fact, "bed_booking", booking)


def test_who_comes_to_the_bed_claimed_for_them_is_nothing_to_tell(care: Care) -> None:
    bed = care.hospital.bed(7)
    book(care, bed, care.patient)
    in_bed(care, bed, care.patient)
    assert care.told() == []


def test_the_words_of_an_item_are_codes_and_ids_alone(care: Care) -> None:
    bed = care.hospital.bed(1)
    in_bed(care, bed, care.patient)
    in_bed(care, bed, care.newcomer())
    texts = [value for item in care.told() for value in item.plain().values()]
    words = {word for text in texts if isinstance(text, str) for word in text.split()}
    roles = {"nurse", "receptionist"}
    assert words <= {*BY_TABLE, *roles, "two-in-one-bed", "open"}
