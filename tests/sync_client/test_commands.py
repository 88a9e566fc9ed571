"""Decisions of the service: raced, lost on the way, and asked again."""

import os
from uuid import UUID

import pytest

from models.ids import uuid7
from models.location import BedBooking
from models.vocabulary import LocationKind, PatientId
from server_stub.places import add_place
from server_stub.running import SystemClock
from sync_client.commands import CommandState, Wanted, decide
from sync_client.round import sync_round
from tests.faults.proxy import Mode
from tests.service import RunningService
from tests.sync_client.desks import Desk

SEAMS = (SystemClock(), os.urandom)


@pytest.fixture
def bed(service: RunningService) -> UUID:
    """A new bed, in places of its own."""
    tag = os.urandom(4).hex()
    with service.operator() as operator:
        parent = None
        for kind in (LocationKind.SITE, LocationKind.WARD, LocationKind.ROOM):
            parent = str(add_place(operator, kind, f"{kind.name} {tag}", parent, SEAMS))
        return add_place(operator, LocationKind.BED, f"bed {tag}", parent, SEAMS)


def booking(desk: Desk, patient: PatientId, bed: UUID) -> Wanted:
    now_ms = int(SystemClock().now().timestamp() * 1000)
    args = {"patient_id": str(patient), "bed_id": str(bed)}
    return Wanted(uuid7(now_ms, os.urandom), "bed.book", args, desk.user)


def bookings(desk: Desk, bed: UUID) -> list[BedBooking]:
    with desk.store.read() as read:
        return read.all(BedBooking, bed_id=bed)


def test_unsent_work_goes_first_and_the_effect_is_here_when_it_is_done(
    desk: Desk, bed: UUID
) -> None:
    patient = desk.register()
    answer = decide(desk.line, booking(desk, patient, bed))
    assert answer.state is CommandState.DONE
    assert [each.patient_id for each in bookings(desk, bed)] == [patient]


def test_of_two_desks_one_has_the_bed_and_the_other_is_told_who(
    desk: Desk, other: Desk, bed: UUID
) -> None:
    assert decide(desk.line, booking(desk, desk.register(), bed)).state is CommandState.DONE
    answer = decide(other.line, booking(other, other.register(), bed))
    assert answer.state is CommandState.REFUSED
    assert "at A" in answer.message
    assert sync_round(other.line).done
    assert len(bookings(other, bed)) == 1


def test_a_command_whose_answer_was_lost_is_settled_with_one_effect(desk: Desk, bed: UUID) -> None:
    patient = desk.register()
    assert sync_round(desk.line).done
    desk.cable.set_mode(Mode.CUT_BEFORE_REPLY)
    answer = decide(desk.line, booking(desk, patient, bed))
    assert answer.state is CommandState.UNAVAILABLE
    assert "not known" in answer.message
    assert len(desk.store.replica.open_commands()) == 1
    desk.cable.set_mode(Mode.PASS)
    assert sync_round(desk.line).done
    assert desk.store.replica.open_commands() == []
    assert [each.patient_id for each in bookings(desk, bed)] == [patient]


def test_a_command_that_was_never_sent_is_not_sent_later(desk: Desk, bed: UUID) -> None:
    patient = desk.register()
    assert sync_round(desk.line).done
    desk.cable.set_mode(Mode.REFUSE)
    assert decide(desk.line, booking(desk, patient, bed)).state is CommandState.UNAVAILABLE
    desk.cable.set_mode(Mode.PASS)
    assert sync_round(desk.line).done
    assert bookings(desk, bed) == []


def test_the_same_command_twice_has_one_effect_and_one_answer(desk: Desk, bed: UUID) -> None:
    wanted = booking(desk, desk.register(), bed)
    first, second = decide(desk.line, wanted), decide(desk.line, wanted)
    assert first == second
    assert len(bookings(desk, bed)) == 1
