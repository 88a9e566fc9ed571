"""What a person is told of: facts that do not go together stand, and are never refused."""

from typing import Any
from uuid import UUID

import pytest

from models.change_set import Sealed
from models.clinical import DischargeSummary, discharge_summary_id
from models.vocabulary import (
    AttentionKind,
    EncounterId,
    ReplicaClass,
)
from tests.server_stub.care import Care, local
from tests.server_stub.hospital import Hospital
from tests.server_stub.ops import patch


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


def test_stock_below_nought_is_told_once_until_somebody_counted(care: Care) -> None:
    medicine = care.medicine()

    def move(quantity: str, **more: Any) -> UUID:
        fields = {"medication_id": medicine, "quantity": quantity, **more}
        return care.record("stock_movement", care.pharmacy, **fields)

    move("10")
    move("-10", kind="dispense")
    assert care.told() == [], "nought is enough"
    first = move("-1", kind="dispense")
    move("-1", kind="dispense")
    move("-1", kind="dispense", batch="B2")
    told = care.told(AttentionKind.STOCK_BELOW_ZERO)
    assert len(told) == 2, "one for each batch"
    (of_b1,) = [item for item in told if item.subject_id == first]
    assert (of_b1.replica_class, of_b1.roles) == (ReplicaClass.STOCK, "pharmacist")
    assert of_b1.patient_id is None
    care.pharmacy.pull()
    seq = care.pharmacy.seq_of("attention_item", of_b1.id)
    close = patch("attention_item", of_b1.id, seq, status="closed", closing_note="counted")
    assert care.pharmacy.say(close).status == "applied"
    move("12", kind="count")
    assert len(care.told(AttentionKind.STOCK_BELOW_ZERO)) == 2
    move("-20", kind="dispense")
    assert len(care.told(AttentionKind.STOCK_BELOW_ZERO)) == 3, "it fell again"


def test_what_was_handed_over_past_its_date_is_told(care: Care) -> None:
    medicine = care.medicine()
    order = care.signed_order(medicine)
    of_order: dict[str, Any] = {
        "request_id": order,
        "medication_id": medicine,
        "occurred_at": local(10),
    }
    late = care.record("medication_dispense", care.pharmacy, **of_order, expires_on="2026-01-09")
    care.record("medication_dispense", care.pharmacy, **of_order, expires_on="2026-01-10")
    item = care.the_item(AttentionKind.EXPIRED_DISPENSED)
    assert (item.subject_id, item.roles) == (late, "doctor pharmacist")


def discharge(care: Care, desk: Any, **fields: Any) -> Sealed:
    assert care.visit is not None
    summary = discharge_summary_id(EncounterId(care.visit))
    sealed: Sealed = desk.record(care.op("discharge_summary", row_id=summary, **fields))
    return sealed


@pytest.mark.parametrize("together", [True, False])
def test_a_visit_ended_at_two_desks_has_one_summary_and_is_told(
    care: Care, *, together: bool
) -> None:
    care.open_visit()
    first = discharge(care, care.ward, reason="Pneumonia", disposition="home")
    second = discharge(care, care.other_ward, reason="Pneumonia, left", disposition="home")
    if together:
        care.hospital.run(care.ward.item(first), care.other_ward.item(second))
    else:
        care.ward.push(first)
        care.other_ward.push(second)
    care.ward.push(first)
    (summary,) = care.rows(DischargeSummary)
    assert summary.reason == "Pneumonia"
    item = care.the_item(AttentionKind.DISCHARGED_TWICE)
    assert (item.subject_id, item.other_id) == (summary.id, care.visit)
    assert item.replica_class == ReplicaClass.CLINICAL


def test_an_item_goes_only_where_its_subject_goes(care: Care) -> None:
    medicine = care.medicine()
    care.record("stock_movement", care.pharmacy, medication_id=medicine, quantity="-1")
    (item,) = care.told()
    for desk, sees in ((care.pharmacy, True), (care.ward, False)):
        desk.pull()
        assert (("attention_item", item.id) in desk.rows) is sees
