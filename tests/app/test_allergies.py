"""Recording what a patient reacts to, and that nothing is known."""

import pytest

from app.allergies.change_allergy import CHANGE_ALLERGY
from app.allergies.none_known import NONE_KNOWN
from app.allergies.queries import ALLERGY_CARD
from app.allergies.record_allergy import RECORD_ALLERGY
from app.allergies.rows import AllergyCard
from app.allergy_state import AllergyState
from app.command import Done, Refused
from models.clinical import AllergyIntolerance, ClinicalNote
from models.vocabulary import PatientId
from tests.app.formulary import record, stock_the_ward
from tests.builders import Workbench


@pytest.fixture
def patient(ward: Workbench) -> PatientId:
    return stock_the_ward(ward)


def card(ward: Workbench, patient_id: PatientId) -> AllergyCard:
    return ward.office.ask(ALLERGY_CARD, patient_id)


def test_four_different_things_are_told_apart(
    ward: Workbench, bench: Workbench, patient: PatientId
) -> None:
    assert card(ward, patient).state is AllergyState.NOT_RECORDED
    ward.save(NONE_KNOWN, {"patient": patient})
    assert card(ward, patient).state is AllergyState.NONE_KNOWN
    record(ward, patient, "amoxicillin")
    assert card(ward, patient).state is AllergyState.KNOWN
    assert card(bench, patient).state is AllergyState.UNAVAILABLE


def test_a_substance_with_a_code_is_found_however_it_is_typed(
    ward: Workbench, patient: PatientId
) -> None:
    record(ward, patient, "  AMOXicillin ")
    (row,) = card(ward, patient).rows
    assert row.substance == "amoxicillin"
    assert row.can_be_checked


def test_free_text_is_kept_and_says_that_it_cannot_be_checked(
    ward: Workbench, patient: PatientId
) -> None:
    record(ward, patient, "the pink tablets")
    (row,) = card(ward, patient).rows
    assert not row.can_be_checked
    assert "CANNOT be checked" in row.checked


def test_the_form_offers_substances_and_classes(ward: Workbench, patient: PatientId) -> None:
    form = ward.office.open_form(RECORD_ALLERGY, {"patient": patient})
    names = [words for _, words in form.options["substance"]]
    assert "amoxicillin" in names
    assert "penicillins" in names
    assert names == sorted(names, key=str.casefold)


def test_the_same_substance_is_not_recorded_twice(ward: Workbench, patient: PatientId) -> None:
    record(ward, patient, "amoxicillin")
    outcome = ward.save(RECORD_ALLERGY, {"patient": patient}, substance="Amoxicillin")
    assert isinstance(outcome, Refused)
    assert outcome.field == "substance"


def test_none_known_does_not_stand_beside_an_allergy(ward: Workbench, patient: PatientId) -> None:
    record(ward, patient, "amoxicillin")
    outcome = ward.save(NONE_KNOWN, {"patient": patient})
    assert isinstance(outcome, Refused)
    assert "amoxicillin" in outcome.words


def test_none_known_is_recorded_once(ward: Workbench, patient: PatientId) -> None:
    first = ward.save(NONE_KNOWN, {"patient": patient})
    second = ward.save(NONE_KNOWN, {"patient": patient})
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert first.result == second.result


def test_an_allergy_no_longer_stands_only_with_a_reason_that_stays_in_the_record(
    ward: Workbench, patient: PatientId
) -> None:
    allergy_id = record(ward, patient, "amoxicillin")
    context: dict[str, object] = {"patient": patient, "allergy": allergy_id}
    outcome = ward.save(CHANGE_ALLERGY, context, status="inactive")
    assert isinstance(outcome, Refused)
    assert outcome.field == "reason"
    done = ward.save(CHANGE_ALLERGY, context, status="inactive", reason="tolerated a full course")
    assert isinstance(done, Done)
    with ward.store.read() as read:
        (row,) = read.all(AllergyIntolerance, patient_id=patient)
        (note,) = read.all(ClinicalNote, patient_id=patient)
    assert row.status == "inactive"
    assert "tolerated a full course" in note.text
    assert card(ward, patient).state is AllergyState.NOT_RECORDED
