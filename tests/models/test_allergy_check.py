"""The allergy check: never silent, never safe by default."""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.allergy_check import CHECKED_MOST, Check, Level, check_order, newest_table
from models.clinical import AllergyIntolerance
from models.medication import Medication, RuleTable
from models.vocabulary import AllergyKind, ClinicalStatus
from tests.models.formulary import (
    AMOXICILLIN,
    CEFALEXIN,
    CEFTRIAXONE,
    DOXYCYCLINE,
    FLUCLOXACILLIN,
    GROUPS,
    NONE_KNOWN,
    TODAY,
    WHEN,
    allergy,
    rule_table,
)

MEDICINES = (AMOXICILLIN, CEFTRIAXONE, DOXYCYCLINE, FLUCLOXACILLIN, CEFALEXIN)


def check(
    medicine: Medication, *allergies: AllergyIntolerance, table: RuleTable | None = None
) -> Check:
    return check_order(medicine, allergies, GROUPS, table or rule_table(), TODAY)


def test_the_same_substance_is_a_hard_stop_that_no_reason_passes() -> None:
    found = check(AMOXICILLIN, allergy("Amoxicillin", "amoxicillin"))
    assert found.level is Level.HARD_STOP
    assert not found.passes("the consultant says so")
    assert "Amoxicillin" in found.words
    assert "rash" in found.words


def test_the_same_class_is_a_stop_that_passes_only_with_a_reason() -> None:
    found = check(AMOXICILLIN, allergy("Flucloxacillin", "flucloxacillin"))
    assert found.level is Level.STOP
    assert not found.passes(None)
    assert not found.passes("   ")
    assert found.passes("test dose given without reaction")
    for word in ("Flucloxacillin", "rash", "penicillins", "Demonstration classes", "2026-01-01"):
        assert word in found.words


def test_an_allergy_to_a_whole_class_stops_its_members() -> None:
    found = check(AMOXICILLIN, allergy("Penicillins", "penicillins"))
    assert found.level is Level.STOP


def test_a_group_that_may_only_cross_react_is_a_warning_that_names_the_reaction() -> None:
    found = check(CEFALEXIN, allergy("Amoxicillin", "amoxicillin"))
    assert found.level is Level.WARNING
    assert found.passes(None)
    assert "rash" in found.words


def test_an_allergy_in_free_text_says_that_it_was_not_checked() -> None:
    found = check(DOXYCYCLINE, allergy("the pink tablets", None))
    assert found.level is Level.NOT_CHECKED
    assert "NOT CHECKED" in found.words
    assert "the pink tablets" in found.words


def test_allergies_not_recorded_must_be_asked_first() -> None:
    found = check(DOXYCYCLINE)
    assert found.level is Level.ASK_FIRST
    assert not found.passes(None)
    assert found.passes("unconscious, nobody to ask")


def test_nothing_found_names_the_table_and_never_says_that_there_is_no_allergy() -> None:
    found = check(DOXYCYCLINE, NONE_KNOWN)
    assert found.level is Level.OK
    assert found.words == "Nothing found in Demonstration classes, version 1 of 2026-01-01."


@pytest.mark.parametrize(
    ("table", "word"),
    [
        (rule_table(good_until=date(2026, 11, 20)), "good until"),
        (rule_table(row_count=len(GROUPS) + 1), "should have"),
        (replace(rule_table(), id=UUID(int=999)), "empty"),
        (None, "no table"),
    ],
)
def test_a_table_that_is_stale_incomplete_empty_or_missing_reads_not_checked(
    table: RuleTable | None, word: str
) -> None:
    found = check_order(DOXYCYCLINE, [NONE_KNOWN], GROUPS, table, TODAY)
    assert found.level is Level.NOT_CHECKED
    assert "NOT CHECKED" in found.words
    assert word in found.words


def test_a_stale_table_still_stops_what_it_knows() -> None:
    stale = rule_table(good_until=date(2020, 1, 1))
    found = check(AMOXICILLIN, allergy("Flucloxacillin", "flucloxacillin"), table=stale)
    assert found.level is Level.STOP
    assert "NOT CHECKED" in found.words


def test_without_any_table_the_same_substance_is_still_a_hard_stop() -> None:
    found = check_order(AMOXICILLIN, [allergy("Amoxicillin", "amoxicillin")], (), None, TODAY)
    assert found.is_hard_stop


@pytest.mark.parametrize(
    "change", [{"status": ClinicalStatus.INACTIVE}, {"voided_at": WHEN}, {"status": "resolved"}]
)
def test_an_allergy_that_no_longer_stands_does_not_stop(change: dict[str, object]) -> None:
    gone = replace(allergy("Amoxicillin", "amoxicillin"), **change)  # type: ignore[arg-type]
    assert check(AMOXICILLIN, gone, NONE_KNOWN).level is Level.OK


def test_none_known_beside_an_allergy_hides_nothing() -> None:
    found = check(AMOXICILLIN, NONE_KNOWN, allergy("Amoxicillin", "amoxicillin"))
    assert found.is_hard_stop


def test_the_words_fit_the_record_and_say_how_much_was_left_out() -> None:
    many = [allergy("x" * 150, None, id=UUID(int=500 + n)) for n in range(30)]
    found = check(DOXYCYCLINE, *many)
    assert len(found.words) <= CHECKED_MOST
    assert "more" in found.words


def test_the_newest_table_is_in_force() -> None:
    old, new = rule_table(), rule_table(version="2", issued_on=date(2026, 6, 1))
    assert newest_table([new, old]) is new
    assert newest_table([]) is None


_CODES = sorted({line.code for line in GROUPS} | {line.group_code for line in GROUPS})


@given(
    medicine=st.sampled_from(MEDICINES),
    codes=st.lists(st.sampled_from(_CODES), min_size=1, max_size=4),
    kind=st.sampled_from([AllergyKind.ALLERGY, AllergyKind.INTOLERANCE]),
    has_table=st.booleans(),
    good_until=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    none_known=st.booleans(),
)
def test_an_active_coded_allergy_to_the_same_substance_or_class_is_never_ok(
    medicine: Medication,
    codes: list[str],
    kind: AllergyKind,
    has_table: bool,  # noqa: FBT001 - drawn by name
    good_until: date,
    none_known: bool,  # noqa: FBT001 - drawn by name
) -> None:
    table = rule_table(good_until=good_until) if has_table else None
    allergies = [
        allergy(code, code, kind=kind, id=UUID(int=600 + n)) for n, code in enumerate(codes)
    ]
    found = check_order(
        medicine, [*allergies, NONE_KNOWN][: len(codes) + none_known], GROUPS, table, TODAY
    )
    mine = {line.group_code for line in GROUPS if line.code == medicine.ingredient_code}
    related = (
        medicine.ingredient_code in codes
        or any(
            line.code == code and line.group_code in mine for line, code in product(GROUPS, codes)
        )
        or bool(mine & {*codes})
    )
    if related or table is None:
        assert found.level is not Level.OK
    if medicine.ingredient_code in codes:
        assert not found.passes("any reason at all")
