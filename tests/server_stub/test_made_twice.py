"""One record made at two desks is one record; one made in error says so, once, and stays."""

from typing import Any
from uuid import UUID

import pytest

from models.change_set import Op
from models.clinical import DischargeSummary, Observation
from models.conflict import Conflict
from models.encounter import Encounter
from models.medication import MedicationRequest
from models.vocabulary import OpKind, Profile
from tests.server_stub.care import Care
from tests.server_stub.hospital import Hospital
from tests.server_stub.ops import contact, patch

SUMMARY = DischargeSummary.TABLE


@pytest.fixture
def care(hospital: Hospital) -> Care:
    made = Care(hospital)
    made.open_visit()
    return made


def summary(care: Care, row_id: UUID, **fields: Any) -> Op:
    care.hospital.clock.advance(5)
    return care.op(SUMMARY, row_id, **fields)


def open_conflicts(care: Care) -> list[tuple[str, str, str]]:
    return [(c.field, c.standing, c.proposed) for c in care.rows(Conflict) if c.entity == SUMMARY]


def test_a_patient_discharged_at_two_desks_has_one_summary_and_one_conflict_a_field(
    care: Care,
) -> None:
    row_id = care.new_id()
    first = summary(care, row_id, disposition="home", reason="J18.9")
    second = summary(care, row_id, disposition="other-hcf", reason="J18.9", advice="Rest")
    assert care.ward.say(first).status == "applied"
    receipt = care.other_ward.say(second)
    assert receipt.status == "conflict"
    assert {field for field, _, _ in open_conflicts(care)} == {"disposition", "discharged_at"}
    (made,) = care.rows(DischargeSummary)
    assert (made.disposition.value, made.advice) == ("home", "Rest")


def test_what_one_left_empty_the_other_fills_and_who_made_it_first_stays_its_maker(
    care: Care,
) -> None:
    row_id = care.new_id()
    when = summary(care, row_id).f["discharged_at"]
    care.ward.say(summary(care, row_id, discharged_at=when, reason="J18.9"))
    (before,) = care.rows(DischargeSummary)
    receipt = care.other_ward.say(summary(care, row_id, discharged_at=when, advice="Rest"))
    assert receipt.status == "merged"
    (made,) = care.rows(DischargeSummary)
    assert (made.reason, made.advice) == ("J18.9", "Rest")
    assert made.recorded_at == before.recorded_at
    assert open_conflicts(care) == []


def test_the_same_record_again_is_a_duplicate_even_after_it_was_voided(care: Care) -> None:
    for table in ("observation", "discharge_summary"):
        op = care.op(table)
        care.ward.say(op)
        care.void(table, op.id)
        again = care.other_ward.say(op)
        assert (again.status, again.ops[0].outcome) == ("applied", "duplicate")


def test_a_fact_made_twice_with_other_words_is_a_reused_id(care: Care) -> None:
    op = care.op("observation", display="one")
    care.ward.say(op)
    other = care.op("observation", op.id, display="another")
    assert care.other_ward.say(other).reason == "id_reuse"


def test_a_record_of_another_patient_under_the_same_id_is_a_reused_id(care: Care) -> None:
    op = care.op(SUMMARY)
    care.ward.say(op)
    care.patient = care.newcomer()
    assert care.ward.say(care.op(SUMMARY, op.id, encounter_id=None)).reason == "id_reuse"


def test_a_change_set_of_the_service_that_makes_what_is_there_changes_nothing(care: Care) -> None:
    op = care.op("encounter", care.visit, status="finished", encounter_id=None)
    made = care.hospital.author(op, on_behalf_of=care.new_id())
    assert (made.status, made.ops[0].outcome) == ("applied", "duplicate")
    assert care.hospital.author(op).ops[0].outcome != "duplicate"


@pytest.mark.parametrize("table", ["observation", "discharge_summary"])
def test_a_record_made_in_error_stays_and_says_so_once(care: Care, table: str) -> None:
    made = care.record(table)
    assert care.void(table, made).status == "applied"
    second = Op(k=OpKind.VOID, e=table, id=made, f={"void_reason": "again"})
    assert care.other_ward.say(second).ops[0].outcome == "converged"
    care.ward.pull()
    row = care.ward.rows[table, made][1]
    assert (row["void_reason"], row["voided_by_id"]) == ("wrong patient", str(care.user))
    assert row["voided_at"] > 0


def test_a_signed_order_is_voided_and_stays_signed(care: Care) -> None:
    order = care.signed_order(care.medicine())
    assert care.void("medication_request", order).status == "applied"
    row = care.row(MedicationRequest, order)
    assert row.signed_at is not None
    assert row.void_reason == "wrong patient"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "malformed:void"),
        ({"void_reason": None}, "validation:void_reason"),
        ({"void_reason": ""}, "validation:void_reason"),
        ({"void_reason": "x" * 201}, "validation:void_reason"),
        ({"void_reason": "x", "voided_at": 1}, "malformed:void"),
    ],
)
def test_a_void_needs_its_reason_and_nothing_else(
    care: Care, fields: dict[str, object], reason: str
) -> None:
    op = Op(k=OpKind.VOID, e="observation", id=care.record("observation"), f=fields)
    assert care.ward.say(op).reason == reason


def test_nothing_is_voided_by_a_patch_and_no_registration_is_voided(care: Care) -> None:
    assert care.visit is not None
    receipt = care.ward.say(patch("encounter", care.visit, 0, void_reason="x"))
    assert receipt.reason == "malformed:void by patch"
    op = Op(k=OpKind.VOID, e="patient", id=care.patient, f={"void_reason": "x"})
    assert care.ward.say(op).reason == "malformed:void of patient"
    assert care.row(Encounter, care.visit).voided_at is None


def test_a_void_waits_for_its_record(care: Care) -> None:
    op = care.op("observation")
    assert care.void("observation", op.id).reason == "missing_row:observation"
    care.other_ward.say(op)
    assert care.row(Observation, op.id).void_reason == "wrong patient"


def test_concurrent_edits_of_one_record_stay_one_record_with_one_conflict(
    hospital: Hospital,
) -> None:
    """R6: a conflict must not turn into a second document."""
    user = hospital.staff()
    first, second = hospital.desk(user), hospital.desk(user)
    patient, _, sealed = first.patient()
    first.push(sealed)
    number = hospital.chance.uuid()
    first.say(contact(number, patient, "1"))
    name = hospital.chance.uuid()
    made = [
        Op(
            k=OpKind.INSERT,
            e="patient_name",
            id=name,
            root=patient,
            f={"patient_id": patient, "use": "nickname", "family": family, "given": "A"},
        )
        for family in ("Duval", "Duvall")
    ]
    assert first.say(made[0]).status == "applied"
    assert second.say(made[1]).status == "conflict"
    first.pull()
    names = [row for (table, row), _ in first.rows.items() if table == "patient_name"]
    conflicts = [row for (table, _), (_, row) in first.rows.items() if table == "conflict"]
    assert names.count(name) == 1
    assert [(c["field"], c["standing"], c["proposed"]) for c in conflicts] == [
        ("family", '"Duval"', '"Duvall"')
    ]


def test_two_fields_edited_at_two_stations_are_both_kept(hospital: Hospital) -> None:
    """R7: a whole-row last write must not erase a field."""
    user = hospital.staff()
    first, second = hospital.desk(user), hospital.desk(user, Profile.WARD)
    _, name, sealed = first.patient()
    first.push(sealed)
    first.pull()
    second.pull()
    seen = first.seq_of("patient_name", name)
    assert first.say(patch("patient_name", name, seen, family="Durand")).status == "applied"
    assert second.say(patch("patient_name", name, seen, given="Anne")).status == "applied"
    for desk in (first, second):
        desk.pull()
        row = desk.rows["patient_name", name][1]
        assert (row["family"], row["given"]) == ("Durand", "Anne")
