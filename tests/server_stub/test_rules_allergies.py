"""Signed orders against an allergy: a person is told, whichever of the two arrives last."""

from typing import Any
from uuid import UUID

import pytest

from models.clinical import AllergyIntolerance
from models.medication import MedicationRequest, RuleTable, SubstanceGroup
from models.vocabulary import (
    AttentionKind,
    RequestStatus,
)
from tests.server_stub.care import Care
from tests.server_stub.hospital import dict_hospital
from tests.server_stub.ops import insert


@pytest.fixture
def quick() -> Care:
    return Care(dict_hospital())


def table(care: Care) -> None:
    made = care.new_id()
    lines = [("amoxicillin", "penicillins", False), ("ampicillin", "penicillins", False)]
    lines += [("amoxicillin", "side-chain-a", True), ("cefalexin", "side-chain-a", True)]
    care.hospital.author(
        insert(
            RuleTable.TABLE,
            made,
            name="Table",
            version="1",
            issued_on="2026-01-01",
            good_until="2099-01-01",
            row_count=len(lines),
        ),
        *(
            insert(
                SubstanceGroup.TABLE,
                care.new_id(),
                table_id=made,
                code=code,
                name=code,
                group_code=group,
                group_name=group,
                is_cross=is_cross,
            )
            for code, group, is_cross in lines
        ),
    )


@pytest.mark.parametrize("is_order_first", [True, False])
@pytest.mark.parametrize(
    ("allergen", "more", "told"),
    [
        ("amoxicillin", {"override_reason": "needed", "checked": "amoxicillin"}, True),
        ("ampicillin", {}, True),
        ("ampicillin", {"override_reason": "needed", "checked": "like ampicillin"}, False),
        ("ampicillin", {"override_reason": "needed", "checked": "like cefaclor"}, True),
        ("cefalexin", {}, False),
        ("ibuprofen", {}, False),
        (None, {}, False),
    ],
)
def test_an_order_against_an_allergy_is_told_and_never_unsigned(
    quick: Care, *, is_order_first: bool, allergen: str | None, more: dict[str, Any], told: bool
) -> None:
    table(quick)
    medicine = quick.medicine()

    def ask() -> UUID:
        return quick.signed_order(medicine, **more)

    def allergic() -> UUID:
        words = allergen or "some antibiotic"
        return quick.record("allergy_intolerance", substance=words, substance_code=allergen)

    order, allergy = (ask(), allergic()) if is_order_first else (allergic(), ask())[::-1]
    assert quick.row(MedicationRequest, order).status is RequestStatus.ACTIVE
    if not told:
        assert quick.told() == []
        return
    item = quick.the_item(AttentionKind.ORDER_AGAINST_ALLERGY)
    assert (item.subject_id, item.other_id) == (order, allergy)
    assert item.roles == "doctor nurse pharmacist"


def test_an_order_that_was_stopped_is_no_longer_held_against_a_new_allergy(quick: Care) -> None:
    order = quick.signed_order(quick.medicine())
    quick.record("medication_stop", request_id=order)
    quick.record("allergy_intolerance", substance="Amoxicillin", substance_code="amoxicillin")
    assert len(quick.rows(AllergyIntolerance)) == 1
    assert quick.told() == []
