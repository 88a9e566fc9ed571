"""Two desks gave one field two values, and a person decides."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.command import Done, Refused
from app.registration.queries import PATIENT_CARD
from app.sync.queries import CONFLICT_DETAIL, OPEN_CONFLICTS, SYNC_OVERVIEW
from app.sync.resolve_conflict import RESOLVE_CONFLICT
from models.conflict import Conflict
from models.patient import PatientDemographics, PatientName
from models.vocabulary import ChangeSetId, ConflictId, ConflictStatus, PatientId, RowId
from tests.builders import ADA, BEN, NOW, OTHER_DEVICE, THIS_DEVICE, Workbench, row_id


@pytest.fixture
def patient(bench: Workbench) -> PatientId:
    patient_id = bench.register(born="3/4/84")
    bench.accept()
    return patient_id


def disagree(
    bench: Workbench, patient: PatientId, field: str, values: tuple[str, ...]
) -> ConflictId:
    """The service sends a conflict: (base, standing, proposed)."""
    entity = PatientName if field in {"family", "given"} else PatientDemographics
    with bench.store.read() as read:
        (subject,) = read.all(entity, patient_id=patient)
    base, standing, proposed = (json.dumps(value) for value in values)
    conflict = Conflict(
        id=row_id(500),
        patient_id=patient,
        entity=entity.TABLE,
        row_id=RowId(subject.id),
        field=field,
        base=base,
        standing=standing,
        standing_user_id=ADA,
        standing_device_id=THIS_DEVICE,
        standing_at=NOW - timedelta(minutes=5),
        proposed=proposed,
        proposed_user_id=BEN,
        proposed_device_id=OTHER_DEVICE,
        proposed_at=NOW - timedelta(days=1),
        change_set_id=ChangeSetId(row_id(501)),
    )
    bench.arrive(conflict)
    return ConflictId(conflict.id)


def test_a_conflict_shows_both_values_with_who_when_and_where(
    bench: Workbench, patient: PatientId
) -> None:
    conflict = disagree(bench, patient, "family", ("Okafor", "Okafor", "Okeke"))
    (row,) = bench.office.ask(OPEN_CONFLICTS)
    assert (row.field, row.patient, row.proposed_by) == ("Family name", "OKAFOR, Chidi", "Ben Musa")
    detail = bench.office.ask(CONFLICT_DETAIL, conflict)
    assert detail is not None
    assert (detail.base, detail.standing.value, detail.proposed.value) == (
        "Okafor",
        "Okafor",
        "Okeke",
    )
    assert (detail.standing.who, detail.standing.desk, detail.standing.when) == (
        "Ada Obi",
        "Counter 1 (Main hall)",
        "10:25",
    )
    assert (detail.proposed.who, detail.proposed.desk, detail.proposed.when) == (
        "Ben Musa",
        "Ward desk (Ward 3)",
        "yesterday 10:30",
    )
    assert bench.office.ask(SYNC_OVERVIEW).attention == 1


def test_codes_and_dates_are_shown_in_words(bench: Workbench, patient: PatientId) -> None:
    conflict = disagree(bench, patient, "gender", ("male", "female", "other"))
    detail = bench.office.ask(CONFLICT_DETAIL, conflict)
    assert detail is not None
    assert (detail.base, detail.standing.value, detail.proposed.value) == (
        "Male",
        "Female",
        "Other",
    )
    assert ("female", "Female") in detail.options
    assert not detail.takes_free_text


@pytest.mark.parametrize(
    ("decision", "other", "name"),
    [
        ("standing", "", "OKAFOR"),
        ("proposed", "", "OKEKE"),
        ("base", "", "OKAFFOR"),
        ("other", "Okoro", "OKORO"),
    ],
)
def test_a_person_decides_and_the_desk_shows_it_at_once(
    bench: Workbench, patient: PatientId, decision: str, other: str, name: str
) -> None:
    conflict = disagree(bench, patient, "family", ("Okaffor", "Okafor", "Okeke"))
    outcome = bench.save(RESOLVE_CONFLICT, {"conflict": conflict}, decision=decision, other=other)
    assert isinstance(outcome, Done)
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.name == f"{name}, Chidi"
    assert bench.office.ask(OPEN_CONFLICTS) == ()
    assert bench.office.ask(CONFLICT_DETAIL, conflict) is None
    (op,) = bench.waiting()[-1].ops
    assert (op.k, op.e, op.id) == ("resolve", "conflict", conflict)


@pytest.mark.parametrize(
    ("field", "values", "other", "code"),
    [
        ("family", ("A", "B", "C"), "", "no_value"),
        ("born_on", ("1984-04-03", "1984-04-04", "1984-04-05"), "31/2/84", "bad_value"),
        ("gender", ("male", "female", "other"), "maybe", "bad_value"),
        ("family", ("A", "B", "C"), "x" * 121, "bad_value"),
    ],
)
def test_another_value_must_fit_the_field(
    bench: Workbench, patient: PatientId, field: str, values: tuple[str, ...], other: str, code: str
) -> None:
    conflict = disagree(bench, patient, field, values)
    outcome = bench.save(RESOLVE_CONFLICT, {"conflict": conflict}, decision="other", other=other)
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.field) == (code, "other")
    assert bench.waiting() == []


def test_a_date_is_typed_as_on_any_form(bench: Workbench, patient: PatientId) -> None:
    values = ("1984-04-03", "1984-04-04", "1984-04-05")
    conflict = disagree(bench, patient, "born_on", values)
    outcome = bench.save(RESOLVE_CONFLICT, {"conflict": conflict}, decision="other", other="6/4/84")
    assert isinstance(outcome, Done)
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.born == "06-Apr-1984"


def test_a_decision_that_somebody_took_first_is_refused(
    bench: Workbench, patient: PatientId
) -> None:
    conflict = disagree(bench, patient, "family", ("Okafor", "Okafor", "Okeke"))
    form = bench.office.open_form(RESOLVE_CONFLICT, {"conflict": conflict})
    with bench.store.read() as read:
        row = read.get(Conflict, conflict)
    assert row is not None
    bench.arrive(replace(row, status=ConflictStatus.RESOLVED, resolution='"Okeke"'))
    outcome = bench.office.save(form, {"decision": "standing", "other": ""})
    assert isinstance(outcome, Refused)
    assert outcome.code == "decided"


def test_a_decision_about_something_not_held_here_is_refused(bench: Workbench) -> None:
    outcome = bench.save(RESOLVE_CONFLICT, {"conflict": row_id(1234)}, decision="standing")
    assert isinstance(outcome, Refused)
    assert outcome.code == "gone"
