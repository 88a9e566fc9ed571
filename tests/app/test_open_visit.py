"""Opening a visit: the number, the ward, and a second visit of the same kind."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.command import Done, Refused
from app.encounters.current import current_encounter
from app.encounters.open_visit import OPEN_VISIT
from app.encounters.queries import TODAYS_VISITS, VISITS
from app.registration.queries import PATIENT_CARD
from models.encounter import Encounter, QueueToken
from models.vocabulary import EncounterClass, EncounterStatus, PatientId
from tests.builders import Workbench, a_workbench
from tests.hospital import WARD


def open_visit(bench: Workbench, patient: PatientId, **raw: str) -> Encounter:
    done = bench.save(OPEN_VISIT, {"patient": patient}, **raw)
    assert isinstance(done, Done), done
    with bench.store.read() as read:
        visit = read.get(Encounter, done.result)
    assert visit is not None
    return visit


def tokens(bench: Workbench) -> list[str]:
    with bench.store.read() as read:
        return sorted(token.label for token in read.all(QueueToken))


def test_an_outpatient_visit_opens_with_the_defaults_and_takes_the_next_number(
    bench: Workbench,
) -> None:
    first, second = bench.register(), bench.register(family="Eze")
    visit = open_visit(bench, first)
    assert (visit.class_code, visit.status) == (
        EncounterClass.AMBULATORY,
        EncounterStatus.IN_PROGRESS,
    )
    open_visit(bench, second)
    assert tokens(bench) == ["A1001", "A1002"]
    rows = bench.office.ask(TODAYS_VISITS)
    assert [(row.patient, row.token, row.kind) for row in rows] == [
        ("EZE, Chidi", "A1002", "Outpatient"),
        ("OKAFOR, Chidi", "A1001", "Outpatient"),
    ]


def test_the_numbers_begin_again_on_the_next_day(bench: Workbench) -> None:
    open_visit(bench, bench.register())
    bench.clock.go_on(86_400)
    open_visit(bench, bench.register(family="Eze"))
    assert tokens(bench) == ["A1001", "A1001"]
    assert [row.patient for row in bench.office.ask(TODAYS_VISITS)] == ["EZE, Chidi"]


def test_an_inpatient_visit_names_its_ward_and_takes_no_number(bench: Workbench) -> None:
    patient = bench.register()
    form = bench.office.open_form(OPEN_VISIT, {"patient": patient})
    assert form.options["ward"] == ((str(WARD), "Ward 3"),)
    visit = open_visit(bench, patient, kind="IMP", ward=str(WARD))
    assert visit.ward_id == WARD
    assert tokens(bench) == []
    (row,) = bench.office.ask(VISITS, patient)
    assert (row.kind, row.place, row.token, row.is_open) == ("Inpatient", "Ward 3", "", True)


@pytest.mark.parametrize("ward", ["nowhere", "0192f0a0-0000-7000-8000-0000000000d9"])
def test_a_ward_that_does_not_exist_is_refused_at_its_field(bench: Workbench, ward: str) -> None:
    outcome = bench.save(OPEN_VISIT, {"patient": bench.register()}, ward=ward)
    assert isinstance(outcome, Refused)
    assert "list" in outcome.problems["ward"]


def test_a_second_visit_of_the_same_kind_is_refused_and_the_open_one_named(
    bench: Workbench,
) -> None:
    patient = bench.register()
    first = open_visit(bench, patient)
    bench.clock.go_on(3600)
    outcome = bench.save(OPEN_VISIT, {"patient": patient})
    assert isinstance(outcome, Refused)
    assert outcome.words.startswith("Outpatient visit open since 10:31: go on with that one")
    with bench.store.read() as read:
        assert read.all(Encounter) == [first]
    emergency = open_visit(bench, patient, kind="EMER")
    with bench.store.read() as read:
        assert current_encounter(read, patient) == emergency


def test_one_form_saved_twice_even_after_a_restart_is_one_visit_and_one_number(
    bench: Workbench,
) -> None:
    patient = bench.register()
    form = bench.office.open_form(OPEN_VISIT, {"patient": patient})
    first = bench.office.save(form, form.raw)
    again = bench.office.save(form, form.raw)
    bench.restart()
    after = bench.office.save(form, form.raw)
    assert isinstance(first, Done)
    assert isinstance(after, Done)
    assert again == first
    assert after.result == first.result
    assert tokens(bench) == ["A1001"]


def test_two_desks_that_cannot_see_each_other_never_give_the_same_number(tmp_path: Path) -> None:
    given: list[str] = []
    for number, series in enumerate(("A", "B", "AA")):
        bench = a_workbench(tmp_path / f"desk {number}")
        try:
            identity = bench.store.identity
            assert identity is not None
            bench.store.adopt(replace(identity, series=series, inc=2), bench.standing())
            for _ in range(4):
                open_visit(bench, bench.register())
            given += tokens(bench)
        finally:
            bench.close()
    assert len(given) == len(set(given)) == 12
    assert given[:4] == ["A001", "A002", "A003", "A004"], "no number is left out"


def test_the_banner_says_which_visit_and_which_number(bench: Workbench) -> None:
    patient = bench.register()
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.where == ""
    open_visit(bench, patient)
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.where == "Outpatient, waiting A1001"
