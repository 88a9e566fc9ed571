"""Orders of medicines: checked while drafted and when signed, online and not, stopped for good."""

from decimal import Decimal
from typing import Any

import pytest

from app.allergies.none_known import NONE_KNOWN
from app.command import Done, Refused
from app.desk import Person
from app.orders.draft_order import DRAFT_ORDER
from app.orders.queries import ORDER_PREVIEW, PATIENT_ORDERS
from app.orders.rows import OrderRow
from app.orders.sign_orders import SIGN_ORDERS
from app.orders.standing import OrderState
from models.medication import MedicationRequest
from models.vocabulary import PatientId, RequestStatus
from tests.app.formulary import ADMINISTRATOR, DOCTOR, draft, later, record, stock_the_ward
from tests.builders import Workbench
from tests.models.formulary import medicine


@pytest.fixture
def patient(ward: Workbench) -> PatientId:
    return stock_the_ward(ward)


@pytest.fixture
def asked(ward: Workbench, patient: PatientId) -> PatientId:
    """A patient who knows of no allergy."""
    ward.save(NONE_KNOWN, {"patient": patient})
    return patient


def orders(ward: Workbench, patient_id: PatientId) -> tuple[OrderRow, ...]:
    return ward.office.ask(PATIENT_ORDERS, patient_id)


def requests(ward: Workbench) -> list[MedicationRequest]:
    with ward.store.read() as read:
        return read.all(MedicationRequest)


def sign(ward: Workbench, patient_id: PatientId, prescription: object = None) -> Any:
    later(ward, minutes=1)
    found = prescription or orders(ward, patient_id)[0].prescription_id
    return ward.save(SIGN_ORDERS, {"patient": patient_id, "prescription": found})


def test_a_draft_says_what_the_patient_would_read_and_how_much_it_takes(
    ward: Workbench, asked: PatientId
) -> None:
    draft(ward, asked, instructions="With food")
    (row,) = orders(ward, asked)
    assert row.directions == "Take ONE capsule (500 mg) THREE times a day for FIVE days"
    assert row.instructions == "With food"
    assert row.quantity == "15 capsules"
    assert row.state is OrderState.DRAFT
    assert "Nothing found in Demonstration classes" in row.check


@pytest.mark.parametrize("person", [DOCTOR, ADMINISTRATOR])
def test_nobody_orders_the_substance_a_patient_is_allergic_to_whatever_they_write(
    ward: Workbench, patient: PatientId, person: Person
) -> None:
    record(ward, patient, "amoxicillin")
    ward.desk.sign_in(person)
    outcome = draft(ward, patient, "amoxicillin", override_reason="the professor said so")
    assert isinstance(outcome, Refused)
    assert outcome.code == "hard_stop"
    assert "rash" in outcome.words
    assert requests(ward) == []


@pytest.mark.parametrize("person", [DOCTOR, ADMINISTRATOR])
def test_the_same_class_passes_only_with_a_reason_that_stays_in_the_order(
    ward: Workbench, patient: PatientId, person: Person
) -> None:
    record(ward, patient, "flucloxacillin")
    ward.desk.sign_in(person)
    refused = draft(ward, patient, "amoxicillin")
    assert isinstance(refused, Refused)
    assert refused.field == "override_reason"
    assert isinstance(draft(ward, patient, "amoxicillin", override_reason="tolerated before"), Done)
    (row,) = orders(ward, patient)
    assert "tolerated before" in row.override
    assert "penicillins" in row.check


@pytest.mark.parametrize("person", [DOCTOR, ADMINISTRATOR])
def test_an_allergy_recorded_after_the_draft_stops_the_signature(
    ward: Workbench, asked: PatientId, person: Person
) -> None:
    draft(ward, asked, "amoxicillin")
    record(ward, asked, "amoxicillin")
    ward.desk.sign_in(person)
    outcome = sign(ward, asked)
    assert isinstance(outcome, Refused)
    assert outcome.code == "hard_stop"
    assert requests(ward)[0].status is RequestStatus.DRAFT


def test_a_class_found_only_when_signing_stops_the_signature_too(
    ward: Workbench, asked: PatientId
) -> None:
    draft(ward, asked, "amoxicillin")
    record(ward, asked, "flucloxacillin")
    outcome = sign(ward, asked)
    assert isinstance(outcome, Refused)
    assert outcome.code == "needs_reason"


def test_allergies_must_be_asked_before_anything_is_ordered(
    ward: Workbench, patient: PatientId
) -> None:
    outcome = draft(ward, patient)
    assert isinstance(outcome, Refused)
    assert "not recorded" in outcome.words


def test_a_stale_table_is_never_silence(ward: Workbench, asked: PatientId) -> None:
    ward.clock.wall = ward.clock.wall.replace(year=2027, month=2)
    assert isinstance(draft(ward, asked), Done)
    assert "NOT CHECKED" in orders(ward, asked)[0].check


def test_a_free_text_allergy_shows_not_checked(ward: Workbench, patient: PatientId) -> None:
    record(ward, patient, "the pink tablets")
    preview = ward.office.ask(ORDER_PREVIEW, patient, {"medicine": "doxy"})
    assert preview.findings[0].tone == "attention"
    assert "NOT CHECKED" in preview.findings[0].words
    assert "the pink tablets" in preview.findings[0].words


def test_while_typing_the_check_and_the_quantity_are_there_before_anything_is_saved(
    ward: Workbench, patient: PatientId
) -> None:
    record(ward, patient, "flucloxacillin")
    raw = {"medicine": "amoxi", "dose": "0.5 g", "frequency": "twice-daily", "days": "7"}
    preview = ward.office.ask(ORDER_PREVIEW, patient, raw)
    assert preview.medicine == "amoxicillin"
    assert preview.needs_reason
    assert preview.quantity == "14 capsules"
    assert preview.directions == "Take ONE capsule (500 mg) TWICE a day for SEVEN days"


@pytest.mark.parametrize("typed", ["0", "-5", "a lot", "5 mL", ""])
def test_a_dose_that_is_none_is_refused_at_its_field(
    ward: Workbench, asked: PatientId, typed: str
) -> None:
    outcome = draft(ward, asked, dose=typed)
    assert isinstance(outcome, Refused)
    assert "dose" in outcome.problems


@pytest.mark.parametrize("typed", ["500", "500 mg", "0.5 g", "1 capsule", "500,000 micrograms"])
def test_a_dose_is_understood_in_every_unit_that_means_the_same(
    ward: Workbench, asked: PatientId, typed: str
) -> None:
    assert isinstance(draft(ward, asked, dose=typed), Done)
    assert requests(ward)[0].dose_value == Decimal(500)


def test_a_name_that_means_more_than_one_medicine_is_not_guessed(
    ward: Workbench, asked: PatientId
) -> None:
    outcome = draft(ward, asked, "cef")
    assert isinstance(outcome, Refused)
    assert outcome.field == "medicine"


def test_the_most_ordered_medicine_is_offered_first(ward: Workbench, asked: PatientId) -> None:
    for _ in range(2):
        draft(ward, asked, "doxycycline")
    form = ward.office.open_form(DRAFT_ORDER, {"patient": asked})
    assert form.options["medicine"][0][0] == "doxycycline 500 mg capsule"


def test_a_whole_name_means_its_product_though_another_begins_like_it(
    ward: Workbench, asked: PatientId
) -> None:
    ward.arrive(medicine("amoxicillin + clavulanic acid", 30))
    assert isinstance(draft(ward, asked, "amoxicillin"), Done)
    assert requests(ward)[0].medication_text == "amoxicillin 500 mg capsule"
    assert isinstance(draft(ward, asked, "amox"), Refused)
