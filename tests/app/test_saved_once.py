"""A form is recorded once, its draft goes with it, and other words never pass for saved."""

from uuid import UUID

import pytest

from app.command import ALREADY_SAVED, Done, OpenForm, Refused
from app.registration.queries import RECENT_PATIENTS
from app.registration.register_patient import REGISTER_PATIENT, RegisterPatient
from local_store.errors import StoreUnavailableError
from models.vocabulary import PractitionerId
from tests.builders import Workbench

WORDS = {"family": "Okafor", "given": "Chidi", "gender": "male"}
KEY = "patient.register"


def a_kept_form(bench: Workbench) -> tuple[OpenForm[RegisterPatient], dict[str, str]]:
    """An opened registration with its draft on the disk."""
    form = bench.office.open_form(REGISTER_PATIENT)
    raw = {**form.raw, **WORDS}
    keep(bench, form.action, raw)
    return form, raw


def keep(bench: Workbench, action: UUID, raw: dict[str, str]) -> None:
    bench.office.drafts.save(KEY, me(bench), KEY, {"action": str(action), "texts": raw})


def me(bench: Workbench) -> PractitionerId:
    assert bench.desk.person is not None
    return bench.desk.person.id


def test_the_draft_of_a_form_goes_in_the_transaction_that_records_it(bench: Workbench) -> None:
    form, raw = a_kept_form(bench)
    assert isinstance(bench.office.save(form, raw), Done)
    assert bench.office.drafts.get(KEY, me(bench)) is None


def test_the_draft_of_another_form_stays(bench: Workbench) -> None:
    form, raw = a_kept_form(bench)
    other = bench.office.open_form(REGISTER_PATIENT)
    keep(bench, other.action, {**raw, "family": "Bello"})
    assert isinstance(bench.office.save(form, raw), Done)
    kept = bench.office.drafts.get(KEY, me(bench))
    assert kept is not None
    assert kept.body["texts"]["family"] == "Bello"


def test_a_form_that_could_not_be_recorded_keeps_its_draft(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, raw = a_kept_form(bench)

    def full(*_arguments: object) -> None:
        raise StoreUnavailableError("The disk is full.")

    monkeypatch.setattr(type(bench.store), "_journal", full)
    assert not isinstance(bench.office.save(form, raw), Done)
    assert bench.office.ask(RECENT_PATIENTS) == ()
    assert bench.office.drafts.get(KEY, me(bench)) is not None


def test_other_words_in_a_saved_form_are_refused_and_do_not_pass_for_saved(
    bench: Workbench,
) -> None:
    form, raw = a_kept_form(bench)
    assert isinstance(bench.office.save(form, raw), Done)
    outcome = bench.office.save(form, {**raw, "family": "Mensah", "given": "Abena"})
    assert isinstance(outcome, Refused)
    assert outcome.words == ALREADY_SAVED
    assert len(bench.office.ask(RECENT_PATIENTS)) == 1
