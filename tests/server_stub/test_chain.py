"""Chains, signatures and replays at the door, over both ports."""

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.change_set import Sealed, encode_content
from models.wire import PushReply, PushRequest
from server_stub.batch_item import Push
from server_stub.candidate import candidate
from server_stub.chain import check_shape, trust
from server_stub.refusal import Refusal
from tests.server_stub.hospital import (
    Desk,
    Hospital,
)
from tests.server_stub.ops import (
    contact,
)


def altered(sealed: Sealed, **link: object) -> Sealed:
    return msgspec.structs.replace(sealed, link=msgspec.structs.replace(sealed.link, **link))


@pytest.fixture
def desk(hospital: Hospital) -> Desk:
    return hospital.desk(hospital.staff())


def test_a_replay_gets_the_same_receipts_and_changes_nothing(desk: Desk) -> None:
    _, _, first = desk.patient()
    _, _, second = desk.patient()
    receipts = desk.push(first, second)
    _, _, third = desk.patient()
    assert desk.push(first, second, third)[:2] == receipts
    assert desk.push(second, third)[0] == receipts[1]
    page = desk.pull()
    assert len(page.rows) == page.standing.head + 2 + 6


def test_a_replay_in_the_same_batch_is_one_effect(desk: Desk) -> None:
    _, _, sealed = desk.patient()
    first, again = desk.hospital.run(desk.item(sealed), desk.item(sealed))
    assert isinstance(first, PushReply)
    assert isinstance(again, PushReply)
    assert first.receipts == again.receipts
    assert desk.pull().to_seq == 4


def test_a_gap_names_what_must_come_first(desk: Desk) -> None:
    _, _, first = desk.patient()
    _, _, second = desk.patient()
    problem = desk.refused(second).problem
    assert (problem.code, problem.next_dseq) == ("gap", 1)
    assert [r.status for r in desk.push(first, second)] == ["applied", "applied"]


def test_two_histories_of_one_workstation_are_a_fork_and_end_the_incarnation(desk: Desk) -> None:
    _, _, first = desk.patient()
    desk.push(first)
    _, _, mine = desk.patient()
    desk.dseq, desk.prev = 2, first.link.hash()
    _, _, clones = desk.patient()
    assert desk.push(mine)[0].status == "applied"
    refusal = desk.refused(clones)
    assert (refusal.http_status, refusal.problem.code, refusal.problem.dseq) == (409, "fork", 2)
    desk.dseq, desk.prev = 3, mine.link.hash()
    _, _, next_one = desk.patient()
    assert desk.refused(next_one).problem.code == "fork", "the incarnation is closed"


def test_a_link_that_follows_another_chain_is_a_fork(desk: Desk) -> None:
    _, _, first = desk.patient()
    desk.push(first)
    desk.prev = b"x" * 32
    _, _, stray = desk.patient()
    assert desk.refused(stray).problem.code == "fork"


def test_a_chain_broken_inside_one_request_keeps_its_good_part(desk: Desk) -> None:
    _, _, first = desk.patient()
    desk.prev = b"x" * 32
    _, _, stray = desk.patient()
    refusal = desk.refused(first, stray)
    assert (refusal.problem.code, refusal.problem.dseq) == ("fork", 2)
    assert desk.pull().receipts[0].status == "applied"


@pytest.mark.parametrize("how", ["signature", "content", "key", "link"])
def test_what_is_not_signed_by_the_desk_stays_out_and_the_good_part_stays_in(
    desk: Desk, how: str
) -> None:
    sets = [desk.patient()[2] for _ in range(4)]
    bad = sets[2]
    if how == "signature":
        bad = msgspec.structs.replace(bad, sig=bytes(64))
        sets[3] = msgspec.structs.replace(sets[3], sig=b"short")
    elif how == "content":
        bad = msgspec.structs.replace(bad, content=sets[1].content)
    elif how == "key":
        desk.key = desk.hospital.chance.key()
        desk.dseq, desk.prev = 3, sets[1].link.hash()
        bad, sets[3] = desk.patient()[2], desk.patient()[2]
    else:
        bad = altered(bad, content_hash=sets[1].link.content_hash)
    refusal = desk.refused(*sets[:2], bad, sets[3])
    problem = refusal.problem
    assert (refusal.http_status, problem.code, problem.dseq, problem.next_dseq) == (
        409,
        "forbidden",
        3,
        3,
    )
    assert [r.dseq for r in desk.pull().receipts] == [1, 2]
    assert kept_out(desk.hospital) == [3]


def kept_out(hospital: Hospital) -> list[int]:
    if hasattr(hospital.port, "state"):
        return [q.place[2] for q in hospital.port.state.quarantine]
    with hospital.port.connection() as connection:  # type: ignore[attr-defined]
        return [row[0] for row in connection.execute("select dseq from quarantine order by id")]


def test_the_last_signature_vouches_for_all_before_it(desk: Desk) -> None:
    sets = [desk.patient()[2] for _ in range(3)]
    unsigned = [msgspec.structs.replace(s, sig=bytes(64)) for s in sets[:2]]
    public = desk.key.public_key().public_bytes_raw()
    assert trust([*unsigned, sets[2]], public).good == 3
    assert trust(unsigned, public).good == 0
    assert trust([sets[0], unsigned[1]], public).good == 1
    assert trust([], public).good == 0


def test_a_desk_cannot_bring_anothers_work_nor_skip_nor_overfill(desk: Desk) -> None:
    other = desk.hospital.desk(desk.user)
    _, _, mine = desk.patient()
    _, _, second = desk.patient()
    _, _, theirs = other.patient()

    def code(*sets: Sealed, device: UUID = desk.device) -> str:
        with pytest.raises(Refusal) as refused:
            check_shape(desk.caller, PushRequest(device=device, inc=1, sets=list(sets)))
        return refused.value.problem.code

    assert code(mine, device=other.device) == "forbidden"
    assert code(theirs) == "forbidden"
    assert code(second, mine) == "malformed"
    assert code(altered(mine, dseq=0)) == "malformed"
    assert code(*[mine] * 501) == "too_large"


def test_one_that_is_not_enrolled_is_refused(desk: Desk) -> None:
    stranger = desk.hospital.chance.uuid()
    request = PushRequest(device=stranger, inc=1, sets=[])
    (refusal,) = desk.hospital.run(Push(replace(desk.caller, device_id=stranger), request))
    assert isinstance(refusal, Refusal)
    assert refusal.problem.code == "forbidden"


def test_another_content_under_a_known_id_is_rejected_and_kept_aside(desk: Desk) -> None:
    patient, _, sealed = desk.patient()
    (applied,) = desk.push(sealed)
    reused = desk.say(contact(desk.hospital.chance.uuid(), patient, "1"), id=applied.id)
    assert (reused.status, reused.reason, reused.dseq) == ("rejected", "id_reuse", 2)
    assert kept_out(desk.hospital) == [2]
    _, _, third = desk.patient()
    assert desk.push(third)[0].status == "applied"


def test_content_signed_again_under_a_new_incarnation_keeps_its_receipt(desk: Desk) -> None:
    _, _, first = desk.patient()
    _, _, second = desk.patient()
    receipts = desk.push(first, second)
    hospital = desk.hospital
    public = desk.key.public_key().public_bytes_raw()
    desk.inc = hospital.enrol(desk.device, public, desk.caller.profile).inc
    desk.caller = replace(desk.caller, inc=desk.inc)
    desk.dseq, desk.prev = 1, bytes(32)
    head = desk.pull().to_seq
    again = desk.push(desk.seal(second.content))
    assert again == [msgspec.structs.replace(receipts[1], dseq=1)]
    assert desk.pull().to_seq == head
    assert desk.push(desk.patient()[2])[0].dseq == 2


@pytest.mark.parametrize("raw", [b"", b"\xff\xff", b"not cbor at all", b"\xa1\x62id\x01"])
def test_signed_nonsense_is_rejected_and_the_queue_goes_on(desk: Desk, raw: bytes) -> None:
    nonsense = desk.seal(raw)
    _, _, good = desk.patient()
    bad, fine = desk.push(nonsense, good)
    assert (bad.status, fine.status) == ("rejected", "applied")
    assert (bad.reason or "").startswith("malformed:")
    assert desk.push(nonsense)[0] == bad


def test_numbers_out_of_range_are_rejected_not_stored_as_a_crash(desk: Desk) -> None:
    for changed in ({"hlc": 2**63}, {"hlc": -1}, {"gen": 2**40}, {"gen": 0}):
        raw = encode_content(desk.content(contact(desk.device, desk.device, "1"), **changed))
        (receipt,) = desk.push(desk.seal(raw))
        assert (receipt.reason or "").startswith("malformed:"), changed


@given(raw=st.binary(max_size=60))
def test_no_bytes_at_all_upset_the_reading_of_a_change_set(raw: bytes) -> None:
    read = candidate(raw, bytes(32), (UUID(int=1), 1, 1), None)
    assert (read.decision.status, read.is_open) == ("rejected", False)
