"""What becomes of one change set, over both ports."""

from typing import Any
from uuid import UUID

import pytest

from models.change_set import Op, decode_content
from models.registry import GENERATION
from models.vocabulary import OpKind, Profile
from models.wire import PushReply
from tests.server_stub.hospital import (
    Hospital,
)
from tests.server_stub.ops import (
    contact,
    insert,
    patch,
)


def test_a_registration_is_applied_whole_under_consecutive_numbers(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.staff())
    _, name, sealed = desk.patient()
    (receipt,) = desk.push(sealed)
    assert (receipt.status, receipt.seq_lo, receipt.seq_hi) == ("applied", 3, 4)
    page = desk.pull()
    assert desk.rows["patient_name", name][1]["family"] == "Duval"
    assert [row.seq for row in page.rows] == [1, 2, 3, 4]
    assert page.receipts == [receipt]


@pytest.mark.parametrize(
    ("op", "reason"),
    [
        (insert("practitioner", UUID(int=9), family="X", given="Y", active=True),
         "forbidden_table:practitioner"),
        (insert("bed_booking", UUID(int=9)), "forbidden_table:bed_booking"),
        (insert("conflict", UUID(int=9)), "forbidden_table:conflict"),
        (Op(k=OpKind.INSERT, e="nowhere", id=UUID(int=9), f={}), "unknown_entity:nowhere"),
        (Op(k=OpKind.PATCH, e="patient", id=UUID(int=9), f={}), "immutable:patient"),
        (Op(k=OpKind.INSERT, e="patient", id=UUID(int=9), f={}), "malformed:insert of patient"),
        (Op(k=OpKind.RESOLVE, e="patient", id=UUID(int=9), f={}), "malformed:resolve of patient"),
    ],
)  # fmt: skip
def test_what_no_desk_may_write_is_rejected_and_kept(
    hospital: Hospital, op: Op, reason: str
) -> None:
    desk = hospital.desk(hospital.staff("administrator"))
    receipt = desk.say(op)
    assert (receipt.status, receipt.reason) == ("rejected", reason)
    assert desk.pull().standing.head == 0
    assert desk.say(contact(UUID(int=1), UUID(int=2), "1")).status == "parked", "the queue drains"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"value": 7}, "validation:value"),
        ({"value": None}, "validation:value"),
        ({"value": "x" * 121}, "validation:value"),
        ({"value": "a\x00b"}, "validation:value"),
        ({"system": "pigeon"}, "validation:system"),
        ({"patient_id": "not a uuid"}, "validation:patient_id"),
        ({"surprise": "1"}, "unknown_field:patient_contact.surprise"),
    ],
)
def test_a_value_that_does_not_fit_rejects_the_whole_set(
    hospital: Hospital, changed: dict[str, Any], reason: str
) -> None:
    desk = hospital.desk(hospital.staff())
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    good = contact(hospital.chance.uuid(), patient, "1")
    row = hospital.chance.uuid()
    fields = {"patient_id": patient, "system": "phone", "value": "2", **changed}
    receipt = desk.say(
        good, Op(k=OpKind.INSERT, e="patient_contact", id=row, root=patient, f=fields)
    )
    assert (receipt.status, receipt.reason) == ("rejected", reason)
    desk.pull()
    assert ("patient_contact", good.id) not in desk.rows


def test_a_row_under_a_root_that_is_not_its_own_is_rejected(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.staff())
    patient, name, sealed = desk.patient()
    other, _, second = desk.patient()
    desk.push(sealed, second)
    foreign = insert("patient_contact", UUID(int=3), root=other, patient_id=patient, value="1",
                     system="phone")  # fmt: skip
    assert desk.say(foreign).reason == "validation:root"
    assert desk.say(patch("patient_name", name, 9, patient_id=other)).reason == (
        "validation:patient_id"
    )


def test_a_ward_may_not_write_what_it_may_not_hold(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.staff("administrator"), Profile.WARD)
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    address = insert("patient_address", UUID(int=4), root=patient, patient_id=patient)
    assert desk.say(address).reason == "forbidden_table:patient_address"


def test_what_a_newer_desk_says_waits_until_it_is_understood(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.staff())
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    newer = [
        Op(k=OpKind.INSERT, e="later", id=UUID(int=1), f={}),
        Op(k=OpKind.INSERT, e="patient_contact", id=UUID(int=1), root=patient, f={"later": 1}),
    ]
    reasons = [desk.say(op, gen=GENERATION + 1).reason for op in newer]
    assert reasons == ["unknown_entity:later", "unknown_field:patient_contact.later"]
    assert all(r.status == "parked" for r in desk.pull().receipts[1:])


def test_a_set_waits_for_its_dependency_and_goes_when_it_comes(hospital: Hospital) -> None:
    user = hospital.staff()
    first, second = hospital.desk(user), hospital.desk(user)
    patient, _, registered = first.patient()
    needs = first.content(contact(UUID(int=8), patient, "1"))
    cause = first.record(contact(UUID(int=7), patient, "0"))
    cause_id = decode_content(cause.content).id
    waiting = second.say(*needs.ops, deps=[cause_id])
    assert (waiting.status, waiting.blocked_by) == ("parked", [cause_id])
    start = second.pull()
    assert [r.status for r in first.push(registered, cause)] == ["applied", "applied"]
    (late,) = second.pull().receipts
    assert (late.id, late.status) == (waiting.id, "applied")
    assert start.receipts[0].status == "parked"
    with hospital.port.snapshot() as snapshot:
        assert snapshot.late_devices((start.to_seq, late.seq_hi or 0)) == {second.device}


def test_what_waits_is_tried_again_within_the_same_batch(hospital: Hospital) -> None:
    user = hospital.staff()
    first, second = hospital.desk(user), hospital.desk(user)
    patient, _, registered = first.patient()
    orphan = second.record(contact(UUID(int=7), patient, "1"))
    early, _ = hospital.run(second.item(orphan), first.item(registered))
    assert isinstance(early, PushReply)
    assert [r.status for r in early.receipts] == ["applied"]


def test_a_missing_row_is_waited_for(hospital: Hospital) -> None:
    user = hospital.staff()
    first, second = hospital.desk(user), hospital.desk(user)
    patient, name, registered = first.patient()
    changed = second.say(patch("patient_name", name, 0, family="New"))
    linked = second.say(contact(UUID(int=7), patient, "1"))
    assert [changed.reason, linked.reason] == [
        "missing_row:patient_name",
        "missing_reference:patient_id",
    ]
    first.push(registered)
    statuses = {r.id: r.status for r in second.pull().receipts}
    assert statuses == {changed.id: "conflict", linked.id: "applied"}


def test_a_dependency_that_was_rejected_blocks_only_its_dependants(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.staff())
    bad = desk.say(Op(k=OpKind.INSERT, e="nowhere", id=UUID(int=9), f={}))
    patient, _, registered = desk.patient()
    held = desk.record(contact(UUID(int=7), patient, "1"), deps=[bad.id])
    free = desk.record(contact(UUID(int=8), patient, "1"))
    receipts = desk.push(registered, held, free)
    assert [r.status for r in receipts] == ["applied", "parked", "applied"]
    assert receipts[1].blocked_by == [bad.id]


@pytest.mark.parametrize("case", ["unknown", "inactive", "no right"])
def test_without_the_right_a_set_waits_for_a_supervisor(hospital: Hospital, case: str) -> None:
    if case == "unknown":
        user = hospital.chance.uuid()
    else:
        role = "nurse" if case == "no right" else "receptionist"
        user = hospital.staff(role, active=case != "inactive")
    desk = hospital.desk(user)
    patient, _, sealed = desk.patient()
    (receipt,) = desk.push(sealed)
    assert receipt.status == "parked"
    assert (receipt.reason or "").startswith("auth_review:")
    grant = insert("practitioner_role", UUID(int=4), practitioner_id=user, role="receptionist")
    if case == "unknown":
        person = insert("practitioner", user, family="A", given="B", active=True)
        hospital.author(person, grant)
    elif case == "inactive":
        hospital.author(patch("practitioner", user, 0, active=True))
    else:
        hospital.author(grant)
    late = {r.id: r.status for r in desk.pull().receipts}
    # The patient names its registrar, who has to exist as well.
    assert late[receipt.id] == "applied"
    assert ("patient", patient) in desk.rows


def test_the_same_fact_twice_is_one_fact_and_another_under_its_id_is_rejected(
    hospital: Hospital,
) -> None:
    desk = hospital.desk(hospital.staff())
    patient, _, sealed = desk.patient()
    desk.push(sealed)
    fact = insert("patient_identifier", UUID(int=5), root=patient, patient_id=patient, system="s",
                  value="1")  # fmt: skip
    assert desk.say(fact).status == "applied"
    again = desk.say(fact)
    assert (again.status, again.ops[0].outcome) == ("applied", "duplicate")
    other = insert("patient_identifier", UUID(int=5), root=patient, patient_id=patient, system="s",
                   value="2")  # fmt: skip
    assert (desk.say(other).status, desk.say(other).reason) == ("rejected", "id_reuse")
