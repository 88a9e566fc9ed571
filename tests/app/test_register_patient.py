"""Registering a patient at the counter."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.command import Done, Refused
from app.marks import SyncMark
from app.registration.queries import PATIENT_CARD, RECENT_PATIENTS
from app.registration.register_patient import REGISTER_PATIENT
from models.check_digit import grouped_mrn, mrn_from_serial
from models.patient import PatientDemographics, PatientIdentifier, PatientName
from tests.builders import BEN, Workbench, person


def test_a_registered_patient_is_the_first_of_the_list_and_waits_to_be_sent(
    bench: Workbench,
) -> None:
    patient = bench.register(born="3/4/84", mobile="+234 803 555 0100", title="Mr")
    (row,) = bench.office.ask(RECENT_PATIENTS)
    assert row.patient_id == patient
    assert row.name == "OKAFOR, Chidi (Mr)"
    assert (row.born, row.age, row.gender) == ("03-Apr-1984", "42y", "Male")
    assert row.mrn == grouped_mrn(mrn_from_serial(1000))
    assert row.phone == "+234 803 555 0100"
    assert row.registered == "10:31"
    assert row.mark is SyncMark.WAITING


def test_the_card_shows_everything_that_was_typed(bench: Workbench) -> None:
    patient = bench.register(
        born="apr 1984",
        mobile="0803 555 0100",
        home_phone="01 555 0100",
        email="chidi@example.org",
        street="12 Marina Road",
        city="Lagos",
        postal_code="101001",
    )
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.born == "Apr-1984"
    assert card.age == "42 y"
    assert [(c.label, c.value) for c in card.contacts] == [
        ("Mobile", "0803 555 0100"),
        ("Home phone", "01 555 0100"),
        ("E-mail", "chidi@example.org"),
    ]
    assert card.address == ("12 Marina Road", "101001 Lagos")
    assert card.bed == ""


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"family": "Suharto", "given": ""}, "SUHARTO"),
        ({"family": "", "given": "Madonna"}, "Madonna"),
        ({"family": "O'Connor-Smith", "given": "Łukasz Ngozi"}, "O'CONNOR-SMITH, Łukasz Ngozi"),
    ],
)
def test_a_patient_may_have_one_name_or_many(
    bench: Workbench, names: dict[str, str], shown: str
) -> None:
    bench.register(**names)
    assert bench.office.ask(RECENT_PATIENTS)[0].name == shown


def test_the_dead_have_no_age_today(bench: Workbench) -> None:
    patient = bench.register(born="3/4/40")
    bench.accept()
    with bench.store.read() as read:
        facts = read.get(PatientDemographics, patient)
    assert facts is not None
    bench.arrive(replace(facts, deceased_at=datetime(2020, 6, 5, 12, tzinfo=UTC)))
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.age == "died 05-Jun-2020, aged 80y"
    assert bench.office.ask(RECENT_PATIENTS)[0].age == card.age


def test_a_patient_without_any_name_is_refused_and_nothing_is_recorded(bench: Workbench) -> None:
    outcome = bench.save(REGISTER_PATIENT, gender="female", mobile="0803 555 0100")
    assert isinstance(outcome, Refused)
    assert outcome.field == "family"
    assert "type Unknown" in outcome.words
    assert outcome.problems == {"family": outcome.words}
    assert bench.office.ask(RECENT_PATIENTS) == ()


def test_every_field_that_is_wrong_is_named_at_once(bench: Workbench) -> None:
    outcome = bench.save(REGISTER_PATIENT, family="Okafor", born="31/2/84", mobile="call me")
    assert isinstance(outcome, Refused)
    assert outcome.problems.keys() == {"born", "mobile", "gender"}
    assert "February 1984 has no day 31" in outcome.problems["born"]
    assert bench.office.ask(RECENT_PATIENTS) == ()


def test_one_form_saved_twice_is_one_patient_with_one_number(bench: Workbench) -> None:
    form = bench.office.open_form(REGISTER_PATIENT)
    raw = {**form.raw, "family": "Okafor", "gender": "male"}
    first, second = bench.office.save(form, raw), bench.office.save(form, raw)
    assert isinstance(first, Done)
    assert first is second
    assert len(bench.office.ask(RECENT_PATIENTS)) == 1
    assert bench.store.replica.serials_left() == 9


def test_a_draft_saved_again_after_a_crash_is_the_same_patient(bench: Workbench) -> None:
    form = bench.office.open_form(REGISTER_PATIENT)
    raw = {**form.raw, "family": "Okafor", "gender": "male"}
    bench.office.save(form, raw)
    bench.restart()
    again = bench.office.open_form(REGISTER_PATIENT, action=form.action)
    outcome = bench.office.save(again, raw)
    assert isinstance(outcome, Done)
    assert outcome.change_set_id is None
    assert outcome.result == form.action
    assert len(bench.office.ask(RECENT_PATIENTS)) == 1


def test_two_forms_with_the_same_words_are_two_patients(bench: Workbench) -> None:
    assert bench.register() != bench.register()


def test_a_desk_without_numbers_gives_a_temporary_one(bench: Workbench) -> None:
    for _ in range(10):
        bench.register()
    patient = bench.register(family="Eleventh")
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.mrn == ""
    assert card.temporary_numbers == ("T-A1-1",)
    assert bench.office.ask(RECENT_PATIENTS)[0].mrn == "T-A1-1"


def test_a_nurse_may_not_register(bench: Workbench) -> None:
    bench.desk.sign_in(person(BEN))
    outcome = bench.save(REGISTER_PATIENT, family="Okafor", gender="male")
    assert isinstance(outcome, Refused)
    assert outcome.code == "right"
    assert "Register patient" in outcome.words


def test_nobody_registers_at_a_locked_desk(bench: Workbench) -> None:
    form = bench.office.open_form(REGISTER_PATIENT)
    bench.desk.lock()
    outcome = bench.office.save(form, {**form.raw, "family": "Okafor", "gender": "male"})
    assert isinstance(outcome, Refused)
    assert outcome.code == "nobody"


def test_registration_is_one_change_set_that_names_who_did_it(bench: Workbench) -> None:
    bench.register(mobile="0803 555 0100", city="Lagos")
    (waiting,) = bench.store.replica.summary().waiting_sets
    assert waiting.use_case == "patient.register"
    assert waiting.user == person().id
    with bench.store.read() as read:
        assert len(read.all(PatientName)) == len(read.all(PatientIdentifier)) == 1
