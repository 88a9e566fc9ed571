"""What a person is told of: facts that do not go together stand, and are never refused."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest

from models.attention import AttentionItem
from models.change_set import Op, Sealed
from models.clinical import AllergyIntolerance, DischargeSummary, discharge_summary_id
from models.encounter import EncounterLocation
from models.medication import MedicationRequest, RuleTable, SubstanceGroup
from models.registry import BY_TABLE
from models.vocabulary import (
    AttentionKind,
    EncounterId,
    ReplicaClass,
    RequestStatus,
    StopKind,
)
from models.wire import CommandRequest
from server_stub.commands.run import run_command
from tests.server_stub.care import Care, local, minutes
from tests.server_stub.hospital import Hospital, dict_hospital
from tests.server_stub.ops import insert, patch


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


@pytest.fixture
def quick() -> Care:
    return Care(dict_hospital())


def items(care: Care, kind: AttentionKind | None = None) -> list[AttentionItem]:
    return [item for item in care.rows(AttentionItem) if kind in (None, item.kind)]


def the_item(care: Care, kind: AttentionKind) -> AttentionItem:
    (item,) = items(care)
    assert item.kind is kind
    return item


def in_bed(care: Care, bed: UUID, patient: UUID, **more: Any) -> UUID:
    fields = {"location_id": bed, "patient_id": patient, "encounter_id": None, **more}
    return care.record("encounter_location", **fields)


def test_two_patients_in_one_bed_are_told_once_whoever_arrives_first(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    later = in_bed(care, bed, other, occurred_at=care.now() + minutes(5))
    earlier = in_bed(care, bed, care.patient)
    item = the_item(care, AttentionKind.TWO_IN_ONE_BED)
    assert (item.subject_id, item.other_id) == (later, earlier)
    assert (item.patient_id, item.roles) == (other, "nurse receptionist")
    assert item.replica_class == ReplicaClass.SCHED
    in_bed(care, bed, care.patient, occurred_at=care.now() - minutes(1))
    assert len(items(care)) == 1
    assert len(care.rows(EncounterLocation)) == 3, "nobody is lost"


def test_one_after_the_other_in_a_bed_is_nothing_to_tell(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    in_bed(care, bed, care.patient)
    in_bed(care, bed, care.patient, status="completed", occurred_at=care.now() + minutes(1))
    in_bed(care, bed, other, occurred_at=care.now() + minutes(2))
    assert items(care) == []


def test_a_room_holds_many(care: Care) -> None:
    room = care.new_id()
    care.hospital.author(insert("location", room, kind="ro", name="Hall", number=99))
    in_bed(care, room, care.patient)
    in_bed(care, room, care.newcomer())
    assert items(care) == []


def book(care: Care, bed: UUID, patient: UUID, **more: Any) -> UUID:
    desk = care.ward
    request = CommandRequest(
        id=care.new_id(),
        name="bed.book",
        user=care.user,
        args={"patient_id": str(patient), "bed_id": str(bed), **more},
        after_dseq=desk.dseq - 1,
    )
    hospital = care.hospital
    reply = run_command(
        hospital.port, desk.caller, request, hospital.clock, hospital.chance.bytes, hospital.keys
    )
    assert reply.status == "done", reply
    return UUID(reply.result["booking_id"])


def test_a_bed_taken_while_claimed_for_another_is_told(care: Care) -> None:
    bed, other = care.hospital.bed(7), care.newcomer()
    booking = book(care, bed, other)
    fact = in_bed(care, bed, care.patient)
    item = the_item(care, AttentionKind.BED_TAKEN_BY_ANOTHER)
    assert (item.subject_id, item.other_table, item.other_id) == (fact, "bed_booking", booking)


def test_who_comes_to_the_bed_claimed_for_them_is_nothing_to_tell(care: Care) -> None:
    bed = care.hospital.bed(7)
    book(care, bed, care.patient)
    in_bed(care, bed, care.patient)
    assert items(care) == []


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
    told = {item.kind: item for item in items(quick)}
    assert {*told} == {AttentionKind.GIVEN_AFTER_STOP, AttentionKind.DISPENSED_AFTER_STOP}
    assert len(items(quick)) == 2
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
    assert {item.subject_id for item in items(quick)} == {doses[15], doses[35]}


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
    assert items(care) == []


def test_an_order_signed_here_and_in_its_place_elsewhere_is_told_and_both_stand(
    care: Care,
) -> None:
    made = draft(care)
    care.sign(made, care.ward)
    order = replaced(care, made)
    item = the_item(care, AttentionKind.DOUBLE_ORDER)
    assert (item.subject_id, item.other_id) == (order, made.id)
    both = [care.row(MedicationRequest, row_id) for row_id in (made.id, order)]
    assert {row.status for row in both} == {RequestStatus.ACTIVE}


def test_a_draft_signed_offline_at_two_desks_is_told_once(care: Care) -> None:
    made = draft(care)
    orders = {replaced(care, made)}
    care.hospital.clock.advance(60)
    orders.add(replaced(care, made))
    item = the_item(care, AttentionKind.DOUBLE_ORDER)
    assert {item.subject_id, item.other_id} == orders


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
        assert items(quick) == []
        return
    item = the_item(quick, AttentionKind.ORDER_AGAINST_ALLERGY)
    assert (item.subject_id, item.other_id) == (order, allergy)
    assert item.roles == "doctor nurse pharmacist"


def test_an_order_that_was_stopped_is_no_longer_held_against_a_new_allergy(quick: Care) -> None:
    order = quick.signed_order(quick.medicine())
    quick.record("medication_stop", request_id=order)
    quick.record("allergy_intolerance", substance="Amoxicillin", substance_code="amoxicillin")
    assert len(quick.rows(AllergyIntolerance)) == 1
    assert items(quick) == []


def test_stock_below_nought_is_told_once_until_somebody_counted(care: Care) -> None:
    medicine = care.medicine()

    def move(quantity: str, **more: Any) -> UUID:
        fields = {"medication_id": medicine, "quantity": quantity, **more}
        return care.record("stock_movement", care.pharmacy, **fields)

    move("10")
    move("-10", kind="dispense")
    assert items(care) == [], "nought is enough"
    first = move("-1", kind="dispense")
    move("-1", kind="dispense")
    move("-1", kind="dispense", batch="B2")
    told = items(care, AttentionKind.STOCK_BELOW_ZERO)
    assert len(told) == 2, "one for each batch"
    (of_b1,) = [item for item in told if item.subject_id == first]
    assert (of_b1.replica_class, of_b1.roles) == (ReplicaClass.STOCK, "pharmacist")
    assert of_b1.patient_id is None
    care.pharmacy.pull()
    seq = care.pharmacy.seq_of("attention_item", of_b1.id)
    close = patch("attention_item", of_b1.id, seq, status="closed", closing_note="counted")
    assert care.pharmacy.say(close).status == "applied"
    move("12", kind="count")
    assert len(items(care, AttentionKind.STOCK_BELOW_ZERO)) == 2
    move("-20", kind="dispense")
    assert len(items(care, AttentionKind.STOCK_BELOW_ZERO)) == 3, "it fell again"


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
    item = the_item(care, AttentionKind.EXPIRED_DISPENSED)
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
    item = the_item(care, AttentionKind.DISCHARGED_TWICE)
    assert (item.subject_id, item.other_id) == (summary.id, care.visit)
    assert item.replica_class == ReplicaClass.CLINICAL


def test_an_item_goes_only_where_its_subject_goes(care: Care) -> None:
    medicine = care.medicine()
    care.record("stock_movement", care.pharmacy, medication_id=medicine, quantity="-1")
    (item,) = items(care)
    for desk, sees in ((care.pharmacy, True), (care.ward, False)):
        desk.pull()
        assert (("attention_item", item.id) in desk.rows) is sees


def test_the_words_of_an_item_are_codes_and_ids_alone(care: Care) -> None:
    bed = care.hospital.bed(1)
    in_bed(care, bed, care.patient)
    in_bed(care, bed, care.newcomer())
    texts = [value for item in items(care) for value in item.plain().values()]
    words = {word for text in texts if isinstance(text, str) for word in text.split()}
    roles = {"nurse", "receptionist"}
    assert words <= {*BY_TABLE, *roles, "two-in-one-bed", "open"}


def test_a_fact_is_told_of_however_late_it_comes(care: Care) -> None:
    medicine = care.medicine()
    asked = care.signed_order(medicine)
    of_order: dict[str, Any] = {"request_id": asked, "medication_id": medicine}
    stopped = care.now() - timedelta(hours=30)
    dose = care.record("medication_administration", **of_order)
    stop = care.record("medication_stop", request_id=asked, occurred_at=stopped)
    item = the_item(care, AttentionKind.GIVEN_AFTER_STOP)
    assert (item.subject_id, item.other_id) == (dose, stop)
    care.void("medication_stop", stop)
    assert items(care) == [item], "what was told stays for a person to close"
