"""A second registration of one person is seen while it is typed, and needs a reason to be saved."""

import pytest

from app.command import Done, Refused
from app.registration.queries import PATIENT_CARD, RECENT_PATIENTS
from app.registration.register_patient import REGISTER_PATIENT
from app.registration.similar import SIMILAR_PATIENTS, SimilarRow
from models.patient import PatientDistinction
from tests.builders import ADA, THIS_DEVICE, Workbench

CHIDI = {"family": "Okafor", "given": "Chidi", "born": "3/4/1984", "mobile": "0803 555 0142"}


def like(bench: Workbench, **typed: str) -> tuple[SimilarRow, ...]:
    return bench.office.ask(SIMILAR_PATIENTS, typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"family": "Okafor", "given": "Chidi", "born": "4/3/1984"}, "day and month swapped"),
        ({"family": "Okafo", "given": "Chiddi", "born": "3/4/1984"}, "name spelt otherwise"),
        ({"family": "Ókàfọ́r", "given": "CHIDI", "born": "3/4/1984"}, "same birth date"),
        ({"family": "Chidi", "given": "Okafor", "born": "3/4/1984"}, "given name swapped"),
        ({"family": "Okafor", "given": "Chidi", "born": "3/4/1994"}, "one digit off"),
        ({"family": "Okafor", "given": "Chidi", "mobile": "+234 803 555 0142"}, "same phone"),
        ({"family": "Okafor", "given": "Chidi", "born": "age 42"}, "about the same year"),
        ({"family": "Okafor", "given": "Chidi", "born": "31/2"}, "same name"),
    ],
)
@pytest.mark.parametrize("indexed", [True, False], ids=["indexed", "owed"])
def test_a_patient_written_otherwise_is_found_while_typing(
    bench: Workbench, typed: dict[str, str], why: str, *, indexed: bool
) -> None:
    bench.register(**CHIDI)
    if indexed:
        bench.accept()
    (row,) = like(bench, **typed)
    assert row.name == "OKAFOR, Chidi"
    assert why in row.why


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"family": "Okafor"},
        {"family": "Bello", "given": "Amina", "born": "3/4/1984"},
        {"family": "Okafor", "given": "Ngozi", "born": "21/11/1990"},
        {"family": '" OR name:*', "given": "NEAR("},
    ],
)
def test_others_are_not_shown(bench: Workbench, typed: dict[str, str]) -> None:
    bench.register(**CHIDI)
    assert like(bench, **typed) == ()


def test_the_most_alike_stand_first_and_only_some_are_strong(bench: Workbench) -> None:
    bench.register(family="Okafor", given="Chidi")
    bench.register(**CHIDI)
    rows = like(bench, **CHIDI)
    assert [row.is_strong for row in rows] == [True, False]


def test_one_who_is_probably_registered_is_refused_until_somebody_says_why_not(
    bench: Workbench,
) -> None:
    first = bench.register(**CHIDI)
    typed = {**CHIDI, "gender": "male", "born": "4/3/1984"}
    form = bench.office.open_form(REGISTER_PATIENT)
    outcome = bench.office.save(form, {**form.raw, **typed})
    assert isinstance(outcome, Refused)
    assert outcome.field == "apart"
    assert outcome.words.startswith("OKAFOR, Chidi is registered already")
    assert len(bench.office.ask(RECENT_PATIENTS)) == 1
    done = bench.office.save(form, {**form.raw, **typed, "apart": "Cousin, both were here"})
    assert isinstance(done, Done)
    with bench.store.read() as read:
        (apart,) = read.all(PatientDistinction)
    assert (apart.patient_id, apart.other_patient_id) == (done.result, first)
    assert (apart.reason, apart.recorded_by_id, apart.recorded_on_id) == (
        "Cousin, both were here",
        ADA,
        THIS_DEVICE,
    )
    assert bench.waiting()[-1].use_case == "patient.register", "one change set with the patient"
    assert any(op.e == "patient_distinction" for op in bench.waiting()[-1].ops)
    for patient in (first, done.result):
        card = bench.office.ask(PATIENT_CARD, patient)
        assert card is not None
        assert card.flags == ("Another patient is very similar",)


def test_a_reason_where_nobody_is_alike_makes_no_distinction(bench: Workbench) -> None:
    bench.register(family="Bello", given="Amina", apart="just so")
    with bench.store.read() as read:
        assert read.all(PatientDistinction) == []
