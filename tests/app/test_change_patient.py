"""Correcting what is recorded of a patient, also while another desk does the same."""

from dataclasses import replace
from typing import Any

import pytest

from app.command import Done, Refused
from app.marks import SyncMark
from app.registration.change_contact import CHANGE_CONTACT
from app.registration.change_demographics import CHANGE_DEMOGRAPHICS
from app.registration.change_name import CHANGE_NAME
from app.registration.queries import PATIENT_CARD
from app.registration.rows import ContactRow
from models.change_set import Content
from models.patient import PatientContact
from models.vocabulary import ContactUse, OpKind, PatientId, SetStatus
from tests.builders import Workbench


@pytest.fixture
def patient(bench: Workbench) -> PatientId:
    """A patient the service has."""
    patient_id = bench.register(mobile="0803 555 0100", born="3/4/84")
    bench.accept()
    return patient_id


def last_set(bench: Workbench) -> Content:
    return bench.waiting()[-1]


def contacts_of(bench: Workbench, patient: PatientId) -> tuple[ContactRow, ...]:
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    return card.contacts


def the_contact(bench: Workbench, patient: PatientId) -> PatientContact:
    with bench.store.read() as read:
        (contact,) = read.all(PatientContact, patient_id=patient)
    return contact


def test_a_number_is_corrected_and_only_the_number_travels(
    bench: Workbench, patient: PatientId
) -> None:
    contact = the_contact(bench, patient)
    form = bench.office.open_form(CHANGE_CONTACT, {"patient": patient, "contact": contact.id})
    assert form.raw == {"kind": "mobile", "value": "0803 555 0100"}
    outcome = bench.office.save(form, {**form.raw, "value": "0803 555 0199"})
    assert isinstance(outcome, Done)
    (op,) = last_set(bench).ops
    assert (op.k, op.e, op.f) == (OpKind.PATCH, "patient_contact", {"value": "0803 555 0199"})
    (row,) = contacts_of(bench, patient)
    assert (row.label, row.value, row.mark) == ("Mobile", "0803 555 0199", SyncMark.WAITING)


def test_an_edit_names_the_version_that_was_seen_not_the_one_that_came_meanwhile(
    bench: Workbench, patient: PatientId
) -> None:
    contact = the_contact(bench, patient)
    form = bench.office.open_form(CHANGE_CONTACT, {"patient": patient, "contact": contact.id})
    with bench.store.read() as read:
        seen = read.seq_of(PatientContact, contact.id)
    bench.arrive(replace(contact, use=ContactUse.WORK))
    outcome = bench.office.save(form, {**form.raw, "value": "0803 555 0199"})
    assert isinstance(outcome, Done)
    (op,) = last_set(bench).ops
    assert op.base == seen
    assert op.f == {"value": "0803 555 0199"}
    assert the_contact(bench, patient).use is ContactUse.WORK


def test_a_form_saved_as_it_was_opened_records_nothing(
    bench: Workbench, patient: PatientId
) -> None:
    contact = the_contact(bench, patient)
    opened: tuple[tuple[Any, dict[str, object]], ...] = (
        (CHANGE_CONTACT, {"patient": patient, "contact": contact.id}),
        (CHANGE_NAME, {"patient": patient}),
        (CHANGE_DEMOGRAPHICS, {"patient": patient}),
    )
    for use_case, context in opened:
        outcome = bench.save(use_case, context)
        assert isinstance(outcome, Done)
        assert outcome.change_set_id is None
    assert bench.store.replica.summary().waiting == 0


def test_a_contact_is_added_once_however_often_the_form_is_saved(
    bench: Workbench, patient: PatientId
) -> None:
    form = bench.office.open_form(CHANGE_CONTACT, {"patient": patient})
    raw = {"kind": "email", "value": "chidi@example.org"}
    assert isinstance(bench.office.save(form, raw), Done)
    bench.restart()
    again = bench.office.open_form(CHANGE_CONTACT, {"patient": patient}, form.action)
    assert isinstance(bench.office.save(again, raw), Done)
    assert [row.label for row in contacts_of(bench, patient)] == ["Mobile", "E-mail"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"kind": "mobile", "value": "call me"}, "not a telephone number"),
        ({"kind": "email", "value": "0803 555 0100"}, "not an e-mail address"),
    ],
)
def test_what_is_no_number_or_address_is_refused_in_words(
    bench: Workbench, patient: PatientId, raw: dict[str, str], words: str
) -> None:
    outcome = bench.save(CHANGE_CONTACT, {"patient": patient}, **raw)
    assert isinstance(outcome, Refused)
    assert outcome.field == "value"
    assert words in outcome.words


def test_a_name_is_corrected_part_by_part(bench: Workbench, patient: PatientId) -> None:
    outcome = bench.save(CHANGE_NAME, {"patient": patient}, family="Okafor-Eze", title="Dr")
    assert isinstance(outcome, Done)
    (op,) = last_set(bench).ops
    assert op.f == {"family": "Okafor-Eze", "prefix": "Dr"}
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.name == "OKAFOR-EZE, Chidi (Dr)"
    assert card.mark is SyncMark.WAITING


def test_a_name_cannot_be_emptied(bench: Workbench, patient: PatientId) -> None:
    outcome = bench.save(CHANGE_NAME, {"patient": patient}, family="", given=" ")
    assert isinstance(outcome, Refused)
    assert outcome.code == "no_name"


def test_a_birth_date_is_corrected_and_can_be_less_known_than_before(
    bench: Workbench, patient: PatientId
) -> None:
    form = bench.office.open_form(CHANGE_DEMOGRAPHICS, {"patient": patient})
    assert form.raw == {"born": "03-Apr-1984", "gender": "male"}
    outcome = bench.office.save(form, {"born": "1984", "gender": "male"})
    assert isinstance(outcome, Done)
    (op,) = last_set(bench).ops
    assert op.f == {"born_on": "1984-01-01", "born_precision": "year"}
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert (card.born, card.age) == ("1984", "about 42 y")


def test_a_refused_change_is_marked_and_stays_visible(bench: Workbench, patient: PatientId) -> None:
    bench.save(CHANGE_NAME, {"patient": patient}, family="Eze")
    bench.turn_away(SetStatus.PARKED, "auth_review:patient.change_name")
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.name == "EZE, Chidi"
    assert card.mark is SyncMark.REFUSED
