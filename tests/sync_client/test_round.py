"""Rounds over the real service, and what a broken cable does to them."""

from time import monotonic

import pytest

from sync_client.exchange import CONNECT_S, READ_S
from sync_client.leases import BLOCK
from sync_client.round import Outcome, sync_round
from tests.faults.proxy import Mode
from tests.service import RunningService
from tests.sync_client.desks import Desk

SLACK_S = 3.0


def test_what_one_desk_records_arrives_at_the_other(desk: Desk, other: Desk) -> None:
    patient = desk.register()
    desk.add_phone(patient, "071 1")
    assert sync_round(desk.line).done
    assert sync_round(other.line).done
    assert other.phones(patient) == ["071 1"]
    assert desk.waiting() == 0


def test_a_round_leaves_both_sides_equal_and_says_so(desk: Desk) -> None:
    desk.register()
    assert sync_round(desk.line).done
    summary = desk.store.replica.summary()
    assert summary.trouble is None
    assert summary.last_agreed_at is not None
    assert desk.line.behind() == 0


def test_a_round_fetches_record_numbers(desk: Desk) -> None:
    assert sync_round(desk.line).done
    assert desk.store.replica.serials_left() == BLOCK


@pytest.mark.parametrize("mode", [Mode.REFUSE, Mode.CUT_BEFORE_REPLY])
def test_a_broken_cable_keeps_the_work_here(desk: Desk, mode: Mode) -> None:
    assert sync_round(desk.line).done
    desk.register()
    desk.cable.set_mode(mode)
    result = sync_round(desk.line)
    assert result.upload.outcome is result.download.outcome is Outcome.LINE_DOWN
    assert desk.waiting() == 1


def test_a_lost_reply_has_its_effect_exactly_once(desk: Desk, other: Desk) -> None:
    assert sync_round(desk.line).done
    patient = desk.register()
    desk.add_phone(patient, "071 2")
    desk.cable.set_mode(Mode.CUT_BEFORE_REPLY)
    assert sync_round(desk.line).upload.outcome is Outcome.LINE_DOWN
    assert desk.cable.cuts >= 1
    assert sync_round(other.line).done
    assert other.phones(patient) == ["071 2"], "the service had done its part before the cut"
    before = other.line.head
    desk.cable.set_mode(Mode.PASS)
    assert sync_round(desk.line).done
    assert desk.waiting() == 0
    assert desk.line.head == before, "the repeat wrote nothing"
    assert desk.phones(patient) == ["071 2"]


@pytest.mark.slow
def test_a_black_hole_holds_a_round_no_longer_than_its_timeouts(desk: Desk) -> None:
    assert sync_round(desk.line).done
    desk.register()
    desk.cable.set_mode(Mode.BLACK_HOLE)
    began = monotonic()
    assert sync_round(desk.line).upload.outcome is Outcome.LINE_DOWN
    assert monotonic() - began < READ_S + CONNECT_S + SLACK_S
    desk.cable.set_mode(Mode.PASS)
    assert sync_round(desk.line).done


def test_a_token_that_is_no_longer_good_is_replaced_unseen(desk: Desk) -> None:
    assert sync_round(desk.line).done
    desk.transport._token = "forged"
    desk.register()
    assert sync_round(desk.line).done
    assert desk.waiting() == 0


@pytest.mark.slow
def test_a_service_that_was_killed_and_started_again_is_taken_up_where_it_was(
    desk: Desk, service: RunningService
) -> None:
    assert sync_round(desk.line).done
    desk.register()
    service.kill()
    try:
        assert not sync_round(desk.line).done
    finally:
        service.start()
    assert sync_round(desk.line).done
    assert desk.waiting() == 0
