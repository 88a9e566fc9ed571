"""Rows about other rows go only where those rows go: seen in the bytes of every page."""

from typing import Any
from uuid import UUID

import msgspec
import pytest

from models.attention import AttentionItem
from models.change_set import Op
from models.conflict import Conflict
from models.scope import scope_of
from models.vocabulary import AttentionStatus, OpKind, Profile, ReplicaClass
from server_stub.pull import page_after
from tests.server_stub.care import Care
from tests.server_stub.hospital import STANDING, Desk, Hospital
from tests.server_stub.ops import insert, patch

DESKS = (Profile.RECEPTION, Profile.WARD, Profile.PHARMACY, Profile.CASHIER)
SECRET = "penicillin-secret"


@pytest.fixture
def care(hospital: Hospital) -> Care:
    made = Care(hospital)
    made.open_visit()
    return made


def page_bytes(hospital: Hospital, profile: Profile) -> bytes:
    """All that a workstation of this profile is ever sent."""
    with hospital.port.snapshot() as snapshot:
        scope = scope_of(profile)
        page = page_after(snapshot, scope, STANDING, from_seq=0, max_bytes=8_000_000)
        return msgspec.json.encode(page)


def who_is_sent(hospital: Hospital, text: str) -> set[Profile]:
    return {each for each in DESKS if text.encode() in page_bytes(hospital, each)}


def disputed(care: Care) -> UUID:
    """Two wards say two things of one allergy; the conflict."""
    allergy = care.record("allergy_intolerance", substance=SECRET)
    care.ward.pull()
    base = care.ward.seq_of("allergy_intolerance", allergy)
    care.ward.say(patch("allergy_intolerance", allergy, base, reaction=f"{SECRET}-rash"))
    receipt = care.other_ward.say(
        patch("allergy_intolerance", allergy, base, reaction=f"{SECRET}-shock")
    )
    (conflict,) = receipt.ops[0].conflicts
    return conflict


def test_a_clinical_conflict_reaches_no_cashier_and_no_reception(care: Care) -> None:
    conflict = disputed(care)
    clinical = {Profile.WARD, Profile.PHARMACY}
    assert who_is_sent(care.hospital, SECRET) == clinical
    assert who_is_sent(care.hospital, str(conflict)) == clinical


def test_a_conflict_about_a_name_reaches_every_desk(care: Care) -> None:
    name = care.new_id()
    made = insert("patient_name", name, root=care.patient, patient_id=care.patient, family="A")
    fields = {**made.f, "use": "nickname", "given": "B"}
    care.ward.say(msgspec.structs.replace(made, f=fields))
    care.ward.say(patch("patient_name", name, 0, family="One"))
    receipt = care.other_ward.say(patch("patient_name", name, 0, family="Two"))
    (conflict,) = receipt.ops[0].conflicts
    assert who_is_sent(care.hospital, str(conflict)) == set(DESKS)


def test_a_desk_decides_only_conflicts_that_it_holds(care: Care) -> None:
    conflict = disputed(care)
    decision = Op(k=OpKind.RESOLVE, e="conflict", id=conflict, base=0, f={"reaction": "none"})
    at_reception = care.hospital.desk(care.user)
    assert at_reception.say(decision).reason == "forbidden_table:conflict"
    assert care.ward.say(decision).status == "applied"


def attention(care: Care, replica: int, **fields: Any) -> Op:
    return insert(
        AttentionItem.TABLE,
        care.new_id(),
        root=care.patient,
        kind="double-order",
        patient_id=care.patient,
        subject_table="medication_request",
        subject_id=UUID(int=3),
        roles=f"doctor {SECRET}",
        replica_class=replica,
        raised_at=1,
        status="open",
        **fields,
    )


@pytest.mark.parametrize(
    ("replica", "desks"),
    [
        (ReplicaClass.CLINICAL, {Profile.WARD, Profile.PHARMACY}),
        (ReplicaClass.MEDS, {Profile.WARD, Profile.PHARMACY}),
        (ReplicaClass.STOCK, {Profile.PHARMACY}),
        (ReplicaClass.BILLING, {Profile.CASHIER}),
        (ReplicaClass.SCHED, set(DESKS)),
    ],
)
def test_attention_goes_where_its_subject_goes(
    care: Care, replica: ReplicaClass, desks: set[Profile]
) -> None:
    made = attention(care, replica)
    assert care.hospital.author(made).status == "applied"
    assert who_is_sent(care.hospital, SECRET) == desks
    for profile in DESKS:
        desk: Desk = care.hospital.desk(care.user, profile)
        receipt = desk.say(patch(AttentionItem.TABLE, made.id, 0, closing_note="seen"))
        expected = None if profile in desks else "forbidden_table:attention_item"
        assert receipt.reason == expected, profile


def test_the_sums_of_a_profile_count_exactly_the_rows_it_is_sent(care: Care) -> None:
    disputed(care)
    care.hospital.author(attention(care, ReplicaClass.BILLING))
    for profile in DESKS:
        desk = care.hospital.desk(care.user, profile)
        desk.pull()
        held = {table for table, _ in desk.rows}
        counts = {t: sum(table == t for table, _ in desk.rows) for t in held}
        with care.hospital.port.snapshot() as snapshot:
            sums = snapshot.sums(scope_of(profile).classes)
        assert {table: each.count for table, each in sums.items()} == counts


@pytest.mark.parametrize("replica", [0, 99, -1])
def test_there_is_no_other_class(care: Care, replica: int) -> None:
    assert care.ward.say(attention(care, replica)).reason == "validation:replica_class"


def test_a_row_stays_in_the_class_it_was_made_in(care: Care) -> None:
    made = attention(care, ReplicaClass.CLINICAL)
    care.hospital.author(made)
    op = patch(AttentionItem.TABLE, made.id, 0, replica_class=int(ReplicaClass.SCHED))
    assert care.ward.say(op).reason == "validation:replica_class"


CLOSED: dict[str, Any] = {"status": "closed", "closed_at": 5}


@pytest.mark.parametrize("of_a_patient", [True, False])
def test_two_who_close_one_item_apart_have_no_dispute(care: Care, *, of_a_patient: bool) -> None:
    """Both looked after it: the later is shown whole, and there is nothing to decide."""
    made = attention(care, ReplicaClass.CLINICAL)
    if not of_a_patient:
        made = msgspec.structs.replace(made, root=None, f={**made.f, "patient_id": None})
    assert care.hospital.author(made).status == "applied"
    care.ward.say(patch(AttentionItem.TABLE, made.id, 0, **CLOSED, closing_note="first"))
    receipt = care.other_ward.say(
        patch(AttentionItem.TABLE, made.id, 0, **CLOSED, closing_note="second")
    )
    assert (receipt.status, receipt.ops[0].conflicts) == ("applied", [])
    (row,) = care.rows(AttentionItem)
    assert (row.status, row.closing_note) == (AttentionStatus.CLOSED, "second")
    assert care.rows(Conflict) == []
