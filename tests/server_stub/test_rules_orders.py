"""Orders stopped, replaced and signed twice: a person is told, and every fact stands."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest

from models.change_set import Op
from models.medication import MedicationRequest
from models.vocabulary import (
    AttentionKind,
    ReplicaClass,
    RequestStatus,
    StopKind,
)
from tests.server_stub.care import Care, minutes
from tests.server_stub.hospital import Hospital, dict_hospital
from tests.server_stub.ops import insert, patch


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


@pytest.fixture
def quick() -> Care:
    return Care(dict_hospital())


@pytest.mark.parametrize("order", list(permutations(["stop", "dose", "supply"])))
def test_doses_and_supplies_after_a_stop_are_told_in_any_order(
    quick: Care, order: Sequence[str]
) -> None:
    medicine = quick.medicine()
    asked = quick.signed_order(medicine)
    of_order: dict[str, Any] = {"request_id": asked, "medication_id": medicine}
    stopped, after = quick.now() + minutes(10), quick.now() + minutes(10)
    made: dict[str, UUID] = {}
    for kind in order:
        if kind == "stop":
            made[kind] = quick.record("medication_stop", request_id=asked, occurred_at=stopped)
        elif kind == "dose":
            made[kind] = quick.record("medication_administration", **of_order, occurred_at=after)
        else:
            made[kind] = quick.record(
                "medication_dispense", quick.pharmacy, **of_order, occurred_at=after
            )
    told = {item.kind: item for item in quick.told()}
    assert {*told} == {AttentionKind.GIVEN_AFTER_STOP, AttentionKind.DISPENSED_AFTER_STOP}
    assert len(quick.told()) == 2
    given = told[AttentionKind.GIVEN_AFTER_STOP]
    assert (given.subject_id, given.other_id) == (made["dose"], made["stop"])
    assert (given.replica_class, given.roles) == (ReplicaClass.MEDS, "nurse doctor")
    assert told[AttentionKind.DISPENSED_AFTER_STOP].subject_id == made["supply"]


def test_before_the_stop_or_after_a_hold_was_resumed_a_dose_is_as_ordered(quick: Care) -> None:
    medicine = quick.medicine()
    asked = quick.signed_order(medicine)
    start = quick.now()
    for kind, minute in ((StopKind.HOLD, 10), (StopKind.RESUME, 20), (StopKind.STOP, 30)):
        quick.record(
            "medication_stop",
            request_id=asked,
            kind=kind.value,
            occurred_at=start + minutes(minute),
        )
    doses = {
        minute: quick.record(
            "medication_administration",
            request_id=asked,
            medication_id=medicine,
            occurred_at=start + minutes(minute),
        )
        for minute in (5, 15, 25, 35)
    }
    quick.record(
        "medication_administration",
        request_id=asked,
        medication_id=medicine,
        status="not-done",
        not_given_reason="withheld",
        occurred_at=start + minutes(40),
    )
    assert {item.subject_id for item in quick.told()} == {doses[15], doses[35]}


def replaced(care: Care, draft: Op) -> UUID:
    """Sign, with the line down, a draft that the service knows."""
    fields = {**draft.f, "replaces_id": draft.id}
    order = insert("medication_request", care.new_id(), root=draft.root, **fields)
    assert care.other_ward.say(order).status == "applied"
    return care.sign(order, care.other_ward)


def draft(care: Care) -> Op:
    op = care.op("medication_request", prescription_id=care.new_id(), medication_id=care.medicine())
    assert care.ward.say(op).status == "applied"
    return op


def test_the_draft_of_an_order_signed_offline_is_cancelled(care: Care) -> None:
    made = draft(care)
    order = replaced(care, made)
    assert care.row(MedicationRequest, made.id).status is RequestStatus.CANCELLED
    assert care.row(MedicationRequest, order).status is RequestStatus.ACTIVE
    assert care.told() == []


def test_a_draft_that_another_desk_touched_gives_way_to_what_was_signed_of_it(care: Care) -> None:
    made = draft(care)
    care.other_ward.pull()
    seq = care.other_ward.seq_of("medication_request", made.id)
    touch = patch("medication_request", made.id, seq, instructions="with food")
    assert care.other_ward.say(touch).status == "applied"
    care.sign(made, care.ward)
    rows = {row.id: row for row in care.rows(MedicationRequest)}
    assert rows.pop(made.id).status is RequestStatus.CANCELLED
    (signed,) = rows.values()
    assert (signed.status, signed.replaces_id) == (RequestStatus.ACTIVE, made.id)
    assert care.told() == []


def test_an_order_signed_here_and_in_its_place_elsewhere_is_told_and_both_stand(
    care: Care,
) -> None:
    made = draft(care)
    care.sign(made, care.ward)
    order = replaced(care, made)
    item = care.the_item(AttentionKind.DOUBLE_ORDER)
    assert (item.subject_id, item.other_id) == (order, made.id)
    both = [care.row(MedicationRequest, row_id) for row_id in (made.id, order)]
    assert {row.status for row in both} == {RequestStatus.ACTIVE}


def test_a_draft_signed_offline_at_two_desks_is_told_once(care: Care) -> None:
    made = draft(care)
    orders = {replaced(care, made)}
    care.hospital.clock.advance(60)
    orders.add(replaced(care, made))
    item = care.the_item(AttentionKind.DOUBLE_ORDER)
    assert {item.subject_id, item.other_id} == orders


def test_a_fact_is_told_of_however_late_it_comes(care: Care) -> None:
    medicine = care.medicine()
    asked = care.signed_order(medicine)
    of_order: dict[str, Any] = {"request_id": asked, "medication_id": medicine}
    stopped = care.now() - timedelta(hours=30)
    dose = care.record("medication_administration", **of_order)
    stop = care.record("medication_stop", request_id=asked, occurred_at=stopped)
    item = care.the_item(AttentionKind.GIVEN_AFTER_STOP)
    assert (item.subject_id, item.other_id) == (dose, stop)
    care.void("medication_stop", stop)
    assert care.told() == [item], "what was told stays for a person to close"
