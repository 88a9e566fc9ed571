"""A claim to a bed ends with its purpose; a bed is free by the facts alone, never by a claim."""

from typing import Any
from uuid import UUID

import pytest

from models.location import BedBooking
from models.wire import CommandReply, CommandRequest
from server_stub.commands.run import run_command
from tests.server_stub.care import Care, minutes
from tests.server_stub.hospital import Desk, Hospital
from tests.server_stub.ops import patch


@pytest.fixture
def care(hospital: Hospital) -> Care:
    made = Care(hospital)
    made.open_visit()
    return made


def command(care: Care, name: str, desk: Desk | None = None, **arguments: object) -> CommandReply:
    asked = desk or care.ward
    hospital = care.hospital
    hospital.clock.advance(1)
    request = CommandRequest(
        id=care.new_id(),
        name=name,
        user=care.user,
        args={key: str(value) for key, value in arguments.items() if value is not None},
        after_dseq=asked.dseq - 1,
    )
    return run_command(
        hospital.port, asked.caller, request, hospital.clock, hospital.chance.bytes, hospital.keys
    )


def book(care: Care, bed: UUID, patient: UUID | None = None, **more: Any) -> CommandReply:
    return command(care, "bed.book", patient_id=patient or care.patient, bed_id=bed, **more)


def is_open(care: Care, reply: CommandReply) -> bool:
    booking = care.row(BedBooking, UUID(reply.result["booking_id"]))
    assert booking.ends_at is None or booking.ends_at >= booking.starts_at
    return booking.ends_at is None


def finish(care: Care, visit: UUID) -> None:
    care.ward.pull()
    seq = care.ward.seq_of("encounter", visit)
    assert care.ward.say(patch("encounter", visit, seq, status="finished")).status == "applied"


def test_the_claim_ends_when_the_patient_comes_to_the_bed_and_the_bed_stays_theirs(
    care: Care,
) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    claim = book(care, bed, encounter_id=care.visit)
    assert is_open(care, claim)
    care.hospital.clock.advance(60)
    care.record("encounter_location", location_id=bed)
    assert not is_open(care, claim)
    refused = book(care, bed, other)
    assert (refused.status, refused.reason) == ("refused", "bed_occupied")


def test_the_claim_ends_when_the_patient_comes_to_another_bed_after_it_was_made(
    care: Care,
) -> None:
    bed, other = care.hospital.bed(7), care.hospital.bed(8)
    claim = book(care, bed)
    care.record("encounter_location", location_id=other, occurred_at=care.now() - minutes(30))
    assert is_open(care, claim), "where the patient was before says nothing about the claim"
    care.hospital.clock.advance(60)
    care.record("encounter_location", location_id=other)
    assert not is_open(care, claim)
    assert book(care, bed, care.newcomer()).status == "done"


def test_a_bed_is_never_left_booked_by_somebody_who_has_gone(care: Care) -> None:
    bed, second = care.hospital.bed(7), care.hospital.bed(8)
    claims = [book(care, bed, encounter_id=care.visit), book(care, second)]
    assert care.visit is not None
    finish(care, care.visit)
    assert [is_open(care, claim) for claim in claims] == [False, False]
    newcomer = care.newcomer()
    assert book(care, bed, newcomer).status == "done"


def test_the_claim_of_another_visit_stands(care: Care) -> None:
    first = care.visit
    bed, second = care.hospital.bed(7), care.hospital.bed(8)
    care.open_visit()
    kept = [book(care, bed, encounter_id=care.visit), book(care, second)]
    assert first is not None
    finish(care, first)
    assert [is_open(care, claim) for claim in kept] == [True, True]


def test_a_bed_is_never_given_away_while_the_patient_lies_in_it(care: Care) -> None:
    bed = care.hospital.bed(7)
    care.record("encounter_location", location_id=bed)
    assert care.visit is not None
    finish(care, care.visit)
    refused = book(care, bed, care.newcomer())
    assert refused.reason == "bed_occupied", "the visit ended on paper; the patient lies there"


def test_a_move_recorded_offline_to_a_claimed_bed_keeps_both_patients(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    claim = book(care, bed, other)
    care.record("encounter_location", care.other_ward, location_id=bed)
    assert is_open(care, claim), "only its own patient's coming ends a claim"


def test_a_voided_arrival_gives_the_bed_back_but_not_the_claim(care: Care) -> None:
    bed = care.hospital.bed(7)
    claim = book(care, bed)
    fact = care.record("encounter_location", location_id=bed)
    care.void("encounter_location", fact)
    assert not is_open(care, claim)
    assert book(care, bed).status == "done"


def test_a_bed_to_be_cleaned_is_refused_until_it_is_clean(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    care.record("encounter_location", location_id=bed)
    care.hospital.clock.advance(600)
    left = care.now()
    care.record("encounter_location", location_id=bed, status="completed")
    refused = book(care, bed, other)
    assert refused.reason == "bed_to_clean"
    assert refused.message == (
        f"Bed 7 is to be cleaned first: it was left on {left.astimezone():%d %b %Y at %H:%M}."
    )
    care.record("bed_cleaning", bed_id=bed)
    assert book(care, bed, other).status == "done"


def test_an_occupied_bed_is_refused_with_who_is_there_since_when_and_who_says_so(
    care: Care,
) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    since = care.now()
    care.record("encounter_location", location_id=bed)
    refused = book(care, bed, other)
    assert refused.message == (
        f"Bed 7 is occupied: DUVAL, Anna, there since {since.astimezone():%d %b %Y at %H:%M}, "
        "recorded by Ada Okoro."
    )
    assert refused.result["patient_id"] == str(care.patient)
    own = book(care, bed)
    assert (own.status, own.reason) == ("refused", "bed_already_theirs")


def test_a_claim_is_given_back_once_and_the_bed_is_free(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    claim = book(care, bed)
    released = command(care, "bed.release", patient_id=care.patient, bed_id=bed)
    assert (released.status, released.result["ended"]) == ("done", [claim.result["booking_id"]])
    assert not is_open(care, claim)
    again = command(care, "bed.release", patient_id=care.patient, bed_id=bed)
    assert (again.status, again.result["ended"]) == ("done", [])
    nothing = command(care, "bed.release", patient_id=other, bed_id=bed)
    assert (nothing.status, nothing.reason) == ("refused", "booking_unknown")
    assert book(care, bed, other).status == "done"


def test_a_claim_names_its_visit_and_only_a_visit_that_goes_on(care: Care) -> None:
    bed, second = care.hospital.bed(7), care.hospital.bed(8)
    claim = book(care, bed, encounter_id=care.visit)
    made = care.row(BedBooking, UUID(claim.result["booking_id"]))
    assert made.encounter_id == care.visit
    assert book(care, second, encounter_id=care.new_id()).reason == "visit_unknown"
    assert book(care, second, care.newcomer(), encounter_id=care.visit).reason == "visit_unknown"
    assert care.visit is not None
    finish(care, care.visit)
    assert book(care, second, encounter_id=care.visit).reason == "visit_over"
