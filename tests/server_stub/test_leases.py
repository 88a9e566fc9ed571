"""Blocks of serials never overlap, whoever asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.check_digit import mrn_from_serial
from models.wire import LeaseReply, LeaseRequest
from server_stub.leases import give_lease
from server_stub.refusal import Refusal
from server_stub.sql_claims import LAST_SERIAL
from tests.server_stub.hospital import STANDING, Desk, Hospital, dict_hospital


def take(desk: Desk, want: int) -> LeaseReply:
    hospital = desk.hospital
    request = LeaseRequest(want=want)
    return give_lease(
        hospital.port, desk.caller, request, STANDING, hospital.clock, hospital.chance.bytes
    )


@given(wants=st.lists(st.integers(1, 1000), min_size=1, max_size=20))
def test_every_serial_is_given_once(wants: list[int]) -> None:
    hospital = dict_hospital()
    desks = [hospital.desk(hospital.chance.uuid()) for _ in range(3)]
    serials: set[int] = set()
    for i, want in enumerate(wants):
        block = take(desks[i % 3], want)
        given_now = set(range(block.lo, block.hi + 1))
        assert len(given_now) == want
        assert serials.isdisjoint(given_now)
        serials |= given_now
    assert all(len(mrn_from_serial(serial)) == 9 for serial in serials)


def test_blocks_follow_one_another_in_both_databases(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.chance.uuid())
    first, second = take(desk, 100), take(desk, 50)
    assert (first.hi - first.lo, second.lo, second.hi - second.lo) == (99, first.hi + 1, 49)


@pytest.mark.parametrize("want", [0, -1, 1001, 2**70])
def test_a_block_no_desk_needs_is_refused(hospital: Hospital, want: int) -> None:
    with pytest.raises(Refusal) as refused:
        take(hospital.desk(hospital.chance.uuid()), want)
    assert refused.value.problem.code == "malformed"


def test_the_last_serial_ends_it_with_clear_words(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.chance.uuid())
    with hospital.port.begin() as tx:
        tx.lease(hospital.chance.uuid(), (desk.device, 1), 10**9)
    with pytest.raises(Refusal) as refused:
        take(desk, 1)
    assert refused.value.problem.code == "not_found"
    assert LAST_SERIAL == 99_999_999
