"""Signatures at the service: one document each, none lost, nothing signed ever altered."""

from typing import Any
from uuid import UUID, uuid5

import pytest

from models.change_set import Op, decode_content
from models.medication import MedicationRequest
from models.registry import ENTITIES
from models.values import us_from_instant
from models.vocabulary import OpKind, PolicyKind, Profile, RequestStatus
from models.wire import Receipt
from server_stub.signing import REPLACES, SIGNED_AT, SIGNED_BY, STATUS
from tests.server_stub.care import Care
from tests.server_stub.hospital import Desk, Hospital
from tests.server_stub.ops import patch

TABLE = MedicationRequest.TABLE


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


def draft_of(care: Care, **fields: Any) -> Op:
    medicine = care.medicine()
    return care.op(TABLE, prescription_id=care.new_id(), medication_id=medicine, **fields)


def signature(care: Care, draft: Op, token: int | None = None, **fields: Any) -> Op:
    signed = {
        **draft.f,
        "status": "active",
        "signed_at": us_from_instant(care.now()),
        "signed_by_id": care.user,
        **fields,
    }
    return Op(k=OpKind.SIGN, e=TABLE, id=draft.id, root=draft.root, token=token, f=signed)


def resource(draft: Op) -> str:
    return f"{TABLE}:{draft.id}"


def replacement(care: Care, desk: Desk, op: Op) -> tuple[Receipt, UUID]:
    """Push a signature; its receipt, and the row that it becomes if it cannot stand in place."""
    made = desk.record(op)
    (receipt,) = desk.push(made)
    return receipt, uuid5(decode_content(made.content).id, str(op.id))


def test_a_draft_and_its_signature_may_come_in_one_change_set(care: Care) -> None:
    draft = draft_of(care)
    receipt = care.ward.say(draft, signature(care, draft))
    assert receipt.status == "applied"
    order = care.row(MedicationRequest, draft.id)
    assert (order.status, order.signed_by_id) == (RequestStatus.ACTIVE, care.user)


def test_a_draft_merges_like_any_record_until_it_is_signed(care: Care) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    care.ward.pull()
    care.other_ward.pull()
    base = care.ward.seq_of(TABLE, draft.id)
    care.ward.say(patch(TABLE, draft.id, base, dose_value="250"))
    care.other_ward.say(patch(TABLE, draft.id, base, duration_days=5))
    order = care.row(MedicationRequest, draft.id)
    assert (str(order.dose_value), order.duration_days) == ("250", 5)
    assert care.other_ward.say(patch(TABLE, draft.id, base, dose_value="1")).status == "conflict"


@pytest.mark.parametrize(
    "fields",
    [{"status": "active"}, {"signed_at": 1}, {"signed_offline": True}],
)
def test_nothing_becomes_signed_but_by_a_signature(care: Care, fields: dict[str, Any]) -> None:
    (name,) = fields
    assert care.ward.say(draft_of(care, **fields)).reason == f"validation:{name}"
    draft = draft_of(care)
    care.ward.say(draft)
    assert care.ward.say(patch(TABLE, draft.id, 0, **fields)).reason == f"validation:{name}"


def test_of_two_signatures_with_one_lock_one_is_taken(care: Care) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    token = care.other_ward.lock(resource(draft))
    assert care.other_ward.say(signature(care, draft, token)).status == "applied"
    other = care.other_ward.say(signature(care, draft, token, dose_value="1"))
    assert (other.status, other.reason) == ("rejected", f"immutable:{TABLE}")
    assert str(care.row(MedicationRequest, draft.id).dose_value) == "500"


def test_the_same_signature_again_changes_nothing(care: Care) -> None:
    draft = draft_of(care)
    signed = signature(care, draft)
    care.ward.say(draft, signed)
    again = care.ward.say(signed)
    assert (again.status, again.ops[0].outcome) == ("applied", "duplicate")
    assert len(care.rows(MedicationRequest)) == 1


def test_a_client_that_stalled_cannot_sign_with_an_old_number(care: Care) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    stale = care.ward.lock(resource(draft))
    late = signature(care, draft, stale, dose_value="999")
    care.hospital.clock.advance(61)
    current = care.other_ward.lock(resource(draft))
    assert current > stale
    assert care.ward.say(late).reason == f"fenced:{TABLE}"
    assert care.other_ward.say(signature(care, draft, current)).status == "applied"
    assert care.ward.say(late).reason == f"fenced:{TABLE}"
    assert str(care.row(MedicationRequest, draft.id).dose_value) == "500"


@pytest.mark.parametrize("how", ["run out", "released", "another desk's", "never given"])
def test_a_signature_needs_a_lock_that_is_its_desks_now(care: Care, how: str) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    token = care.ward.lock(resource(draft))
    desk = care.other_ward if how == "another desk's" else care.ward
    if how == "run out":
        care.hospital.clock.advance(60)
    if how == "released":
        care.ward.release(resource(draft), token)
    if how == "never given":
        token += 1
    assert desk.say(signature(care, draft, token)).reason == f"fenced:{TABLE}"
    assert care.row(MedicationRequest, draft.id).status is RequestStatus.DRAFT


def test_without_a_lock_a_draft_that_another_touched_is_replaced_and_kept(care: Care) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    care.other_ward.say(patch(TABLE, draft.id, 0, dose_value="250"))
    care.other_ward.pull()
    base = care.other_ward.seq_of(TABLE, draft.id)
    care.other_ward.say(patch(TABLE, draft.id, base, duration_days=3))
    receipt, replacing = replacement(care, care.ward, signature(care, draft))
    assert receipt.status == "applied"
    order = care.row(MedicationRequest, replacing)
    assert (order.status, order.replaces_id, str(order.dose_value)) == (
        *(RequestStatus.ACTIVE, draft.id, "500"),
    )
    kept = care.row(MedicationRequest, draft.id)
    assert (kept.signed_at, kept.duration_days) == (None, 3)


def test_an_order_signed_elsewhere_meanwhile_stands_beside_the_one_signed_here(
    care: Care,
) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    token = care.other_ward.lock(resource(draft))
    care.other_ward.say(signature(care, draft, token, dose_value="250"))
    _, replacing = replacement(care, care.ward, signature(care, draft))
    doses = {o.id: str(o.dose_value) for o in care.rows(MedicationRequest) if o.signed_at}
    assert doses == {draft.id: "250", replacing: "500"}


def test_a_signature_on_a_draft_that_was_cancelled_is_not_lost(care: Care) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    token = care.ward.lock(resource(draft))
    care.ward.say(patch(TABLE, draft.id, 0, status="cancelled"))
    _, replacing = replacement(care, care.ward, signature(care, draft, token))
    assert care.row(MedicationRequest, replacing).replaces_id == draft.id
    assert care.row(MedicationRequest, draft.id).status is RequestStatus.CANCELLED


def test_what_is_signed_is_never_altered(care: Care) -> None:
    draft = draft_of(care)
    care.ward.say(draft, signature(care, draft))
    assert care.ward.say(patch(TABLE, draft.id, 0, dose_value="1")).reason == f"immutable:{TABLE}"
    over = Op(k=OpKind.INSERT, e=TABLE, id=draft.id, root=draft.root, f=draft.f)
    assert care.other_ward.say(over).reason == f"immutable:{TABLE}"


def test_a_conflict_about_a_draft_cannot_alter_it_once_signed(care: Care) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    care.ward.pull()
    base = care.ward.seq_of(TABLE, draft.id)
    care.ward.say(patch(TABLE, draft.id, base, dose_value="250"))
    opened = care.other_ward.say(patch(TABLE, draft.id, base, dose_value="750"))
    (conflict,) = opened.ops[0].conflicts
    token = care.ward.lock(resource(draft))
    care.ward.say(signature(care, draft, token, dose_value="250"))
    care.ward.pull()

    def decide(value: str) -> Op:
        base = care.ward.seq_of("conflict", conflict)
        return Op(k=OpKind.RESOLVE, e="conflict", id=conflict, base=base, f={"dose_value": value})

    assert care.ward.say(decide("750")).reason == f"immutable:{TABLE}"
    assert care.ward.say(decide("250")).status == "applied"
    assert str(care.row(MedicationRequest, draft.id).dose_value) == "250"


def test_only_who_may_sign_signs_and_only_in_their_own_name(care: Care) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    nurse = care.hospital.desk(care.hospital.staff("nurse"), Profile.WARD)
    signed = signature(care, draft, signed_by_id=nurse.user)
    receipt = nurse.say(signed, use_case="vitals.record")
    assert (receipt.status, receipt.reason) == ("parked", "auth_review:vitals.record")
    assert care.ward.say(signed).reason == "validation:signed_by_id"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "draft"}, "validation:status"),
        ({"signed_at": None}, "validation:status"),
        ({"voided_at": 5}, "validation:voided_at"),
    ],
)
def test_a_signature_that_is_none_is_rejected(
    care: Care, fields: dict[str, Any], reason: str
) -> None:
    draft = draft_of(care)
    care.ward.say(draft)
    assert care.ward.say(signature(care, draft, **fields)).reason == reason


def test_a_signature_waits_for_its_draft(care: Care) -> None:
    draft = draft_of(care)
    waiting = care.ward.say(signature(care, draft))
    assert (waiting.status, waiting.reason) == ("parked", f"missing_row:{TABLE}")
    care.ward.say(draft)
    assert care.row(MedicationRequest, draft.id).status is RequestStatus.ACTIVE


def test_only_a_document_is_signed(care: Care) -> None:
    op = Op(k=OpKind.SIGN, e="encounter", id=care.patient, f={})
    assert care.ward.say(op).reason == "malformed:sign of encounter"


def test_every_record_that_is_signed_has_the_fields_of_a_signature() -> None:
    signed = [entity for entity in ENTITIES if entity.SYNC.kind is PolicyKind.SIGNED]
    assert signed
    for entity in signed:
        for name in (SIGNED_AT, SIGNED_BY, STATUS, REPLACES):
            assert hasattr(entity, name), (entity, name)
