"""Change sets that came by paper: taken once, whoever brings them, and believed by signature."""

from uuid import UUID

import pytest

from models.change_set import Sealed, decode_content
from models.vocabulary import Profile
from models.wire import PushReply, PushRequest, Receipt
from server_stub.batch_item import Push
from server_stub.chain import check_shape
from server_stub.redo import run_group
from server_stub.refusal import Refusal
from tests.server_stub.care import Care
from tests.server_stub.dict_port import DictPort
from tests.server_stub.hospital import Desk, Hospital, dict_hospital
from tests.server_stub.ops import contact, patch


def two_desks(hospital: Hospital) -> tuple[Desk, Desk]:
    user = hospital.staff()
    return hospital.desk(user), hospital.desk(user)


def id_of(sealed: Sealed) -> UUID:
    return decode_content(sealed.content).id


def test_paper_is_taken_before_its_origin_comes_and_has_its_effect_once(
    hospital: Hospital,
) -> None:
    origin, carrier = two_desks(hospital)
    _, name, registered = origin.patient()
    (receipt,) = carrier.carry(registered)
    assert (receipt.status, receipt.id, receipt.dseq) == ("applied", id_of(registered), 1)
    page = carrier.pull()
    assert ("patient_name", name) in carrier.rows
    assert page.receipts == []
    assert origin.push(registered) == [receipt]
    assert origin.say(patch("patient_name", name, 0, family="Later")).status == "applied"
    after = carrier.pull()
    assert [row.table for row in after.rows] == ["patient_name"]


def test_paper_that_comes_after_its_origin_gets_the_receipt_it_got(hospital: Hospital) -> None:
    origin, carrier = two_desks(hospital)
    _, _, registered = origin.patient()
    told = origin.push(registered)
    assert carrier.carry(registered) == told
    assert carrier.carry(registered, registered) == told * 2


def test_paper_twice_at_once_at_two_desks_is_one_effect(hospital: Hospital) -> None:
    origin, carrier = two_desks(hospital)
    other = hospital.desk(origin.user)
    _, _, registered = origin.patient()
    replies = hospital.run(
        carrier.item(carried=[registered]),
        origin.item(registered),
        other.item(carried=[registered, registered]),
    )
    receipts = [r for reply in replies if isinstance(reply, PushReply) for r in reply.receipts]
    assert len(receipts) == 4
    assert {(r.id, r.status) for r in receipts} == {(id_of(registered), "applied")}
    assert len({(r.seq_lo, r.seq_hi) for r in receipts}) == 1
    assert replies[1].next_dseq == 2  # type: ignore[union-attr]  # a reply, as seen above


def test_paper_that_stands_ahead_leaves_its_place_to_be_reached(hospital: Hospital) -> None:
    origin, carrier = two_desks(hospital)
    patient, _, first = origin.patient()
    second = origin.record(contact(UUID(int=7), patient, "1"))
    third = origin.record(contact(UUID(int=8), patient, "2"))
    waiting, applied = carrier.carry(third, first)
    assert (waiting.status, waiting.reason) == ("applied", None)
    assert applied.status == "applied"
    statuses = [r.status for r in origin.push(first, second, third)]
    assert statuses == ["applied"] * 3
    assert origin.say(contact(UUID(int=9), patient, "3")).dseq == 4


def test_paper_whose_dependency_is_not_known_waits_for_it(hospital: Hospital) -> None:
    origin, carrier = two_desks(hospital)
    patient, _, first = origin.patient()
    second = origin.record(contact(UUID(int=7), patient, "1"), deps=[id_of(first)])
    (waiting,) = carrier.carry(second)
    assert (waiting.status, waiting.blocked_by) == ("parked", [id_of(first)])
    assert origin.push(first)[0].status == "applied"
    (late,) = carrier.carry(second)
    assert late.status == "applied"
    assert origin.pull().receipts[-1].id == id_of(first), "it has still to send the second"
    assert origin.push(second) == [late]


def test_own_work_may_build_on_what_is_carried_with_it(hospital: Hospital) -> None:
    origin, carrier = two_desks(hospital)
    patient, _, registered = origin.patient()
    own = carrier.record(contact(UUID(int=7), patient, "1"), deps=[id_of(registered)])
    mine, carried = carrier.carry(registered, own=[own])
    assert (mine.id, mine.status) == (id_of(own), "applied")
    assert (carried.id, carried.status) == (id_of(registered), "applied")


def test_what_came_by_paper_is_judged_as_its_origins_work(hospital: Hospital) -> None:
    user = hospital.staff("administrator")
    at_ward, at_reception = hospital.desk(user, Profile.WARD), hospital.desk(user)
    patient, _, registered = at_ward.patient()
    at_ward.push(registered)
    care = Care(hospital)
    care.patient = patient
    note = at_ward.record(care.op("observation"))
    (taken,) = at_reception.carry(note)
    assert taken.status == "applied"
    mine = at_reception.record(care.op("observation"))
    assert at_ward.carry(mine)[0].reason == "forbidden_table:observation"
    at_ward.pull()
    assert ("observation", decode_content(note.content).ops[0].id) in at_ward.rows


def test_it_is_kept_who_brought_it_and_when(hospital: Hospital) -> None:
    origin, carrier = two_desks(hospital)
    patient, _, first = origin.patient()
    waiting = origin.record(contact(UUID(int=7), patient, "1"), deps=[id_of(first)])
    carrier.carry(waiting)
    at_ms = int(hospital.clock.now().timestamp() * 1000)
    hospital.clock.advance(3600)
    with hospital.port.begin() as tx:
        (parked,) = tx.parked_on([id_of(first)])
    assert (parked.carried_by, parked.received_ms) == (carrier.device, at_ms)


def test_too_many_carried_sets_are_too_much_at_a_time(hospital: Hospital) -> None:
    origin, carrier = two_desks(hospital)
    _, _, made = origin.patient()
    request = PushRequest(device=carrier.device, inc=1, sets=[], carried=[made] * 501)
    with pytest.raises(Refusal, match="at most 500"):
        check_shape(carrier.caller, request)


def test_a_poisoned_paper_waits_alone() -> None:
    """Each carried change set goes by itself after a database error, before own work."""
    hospital = dict_hospital()
    assert isinstance(hospital.port, DictPort)
    origin, carrier = two_desks(hospital)
    patient, _, first = origin.patient()
    bad = origin.record(contact(UUID(int=7), patient, "1"), deps=[id_of(first)])
    own = carrier.record(contact(UUID(int=8), patient, "1"), deps=[id_of(first)])
    hospital.port.poison = {UUID(int=7)}
    item = carrier.item(own, carried=[first, bad])

    def alone(one: object) -> tuple[object, list[object]]:
        assert isinstance(one, Push)
        return hospital.run(one)[0], []

    def together(group: object) -> list[object]:
        return list(hospital.run(*group))  # type: ignore[misc]  # items

    (reply,) = run_group(together, alone, [item])  # type: ignore[arg-type]  # as the engine does
    assert isinstance(reply, PushReply)
    told: list[Receipt] = reply.receipts
    assert [r.id for r in told] == [id_of(own), id_of(first), id_of(bad)]
    assert [(r.status, r.reason) for r in told] == [
        ("applied", None),
        ("applied", None),
        ("parked", "database:22000"),
    ]
