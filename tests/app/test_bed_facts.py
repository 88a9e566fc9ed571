"""Who lies where is a fact: recorded without the service, never refused, shown where it differs."""

from datetime import timedelta

import pytest

from app.beds.clean_bed import CLEAN_BED, CleanBed
from app.beds.occupy_bed import OCCUPY_BED, OccupyBed
from app.beds.queries import BED_BOARD
from app.beds.rows import BedRow, BedUse
from app.command import Done, Refused
from app.encounters.open_visit import OPEN_VISIT
from app.registration.queries import PATIENT_CARD
from models.encounter import Encounter, EncounterLocation
from models.location import BedBooking
from models.vocabulary import EncounterId, LocationId, PatientId, StayStatus
from sync_client.status import LineState
from tests.app.fixed_line import FixedLine
from tests.builders import BEDS, BEN, CLEO, NOW, Workbench, person, row_id
from tests.hospital import WARD


def lies(bench: Workbench, patient: PatientId, bed: LocationId) -> None:
    bench.clock.go_on(60)
    outcome = bench.office.execute(
        OCCUPY_BED, OccupyBed(patient_id=patient, bed_id=bed, since=None)
    )
    assert isinstance(outcome, Done), outcome


def leaves(bench: Workbench, patient: PatientId, bed: LocationId) -> None:
    """Another desk recorded that the patient went home."""
    bench.clock.go_on(60)
    at = bench.clock.now()
    bench.arrive(
        EncounterLocation(
            id=row_id(770),
            patient_id=patient,
            location_id=bed,
            status=StayStatus.COMPLETED,
            occurred_at=at,
            recorded_at=at,
            recorded_by_id=BEN,
        )
    )


def booked(bench: Workbench, patient: PatientId, bed: LocationId, number: int = 700) -> None:
    bench.arrive(
        BedBooking(
            id=row_id(number),
            patient_id=patient,
            bed_id=bed,
            bed_number=number,
            starts_at=bench.clock.now(),
            booked_by_id=BEN,
        )
    )


def board(bench: Workbench) -> tuple[BedRow, ...]:
    return bench.office.ask(BED_BOARD)


def test_who_lies_in_a_bed_is_recorded_while_the_service_cannot_be_reached(
    bench: Workbench,
) -> None:
    bench.office.line = FixedLine(LineState.OFFLINE)
    patient = bench.register()
    visit = bench.save(OPEN_VISIT, {"patient": patient}, kind="IMP", ward=str(WARD))
    assert isinstance(visit, Done)
    lies(bench, patient, BEDS[1])
    with bench.store.read() as read:
        (fact,) = read.all(EncounterLocation)
    assert fact.encounter_id == EncounterId(visit.result)
    row = board(bench)[1]
    assert (row.use, row.patient, row.note) == (BedUse.OCCUPIED, "OKAFOR, Chidi", "")
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.where == "Ward 3 · Room A · Bed 2"


def came(bench: Workbench) -> EncounterLocation:
    with bench.store.read() as read:
        (fact,) = read.all(EncounterLocation)
    return fact


def an_inpatient(bench: Workbench, minutes: int) -> PatientId:
    """Somebody whose visit began so long ago."""
    patient = bench.register()
    visit = bench.save(OPEN_VISIT, {"patient": patient}, kind="IMP", ward=str(WARD))
    assert isinstance(visit, Done)
    bench.clock.go_on(minutes * 60)
    return patient


def test_a_bed_is_recorded_with_the_time_the_patient_came_to_it(bench: Workbench) -> None:
    patient = an_inpatient(bench, 90)
    then = bench.office.site.now() - timedelta(minutes=30)
    done = bench.save(OCCUPY_BED, {"patient": patient, "bed": BEDS[1]}, since=f"{then:%H%M}")
    assert isinstance(done, Done), done
    assert came(bench).occurred_at == then.replace(second=0, microsecond=0)
    assert came(bench).recorded_at > then
    assert board(bench)[1].since == f"{then:%H:%M}"


def test_nobody_is_in_a_bed_before_the_visit_began_or_in_time_to_come(bench: Workbench) -> None:
    patient = an_inpatient(bench, 90)
    now = bench.office.site.now()
    for minutes, words in ((-120, "before the visit began"), (30, "still to come")):
        typed = f"{now + timedelta(minutes=minutes):%d/%m %H%M}"
        no = bench.save(OCCUPY_BED, {"patient": patient, "bed": BEDS[1]}, since=typed)
        assert isinstance(no, Refused)
        assert (no.field, words in no.words) == ("since", True), no
    with bench.store.read() as read:
        assert read.all(EncounterLocation) == []


def test_the_minute_in_which_the_visit_began_is_not_before_it(bench: Workbench) -> None:
    bench.clock.go_on(20)
    patient = an_inpatient(bench, 60)
    with bench.store.read() as read:
        (visit,) = read.all(Encounter, patient_id=patient)
    assert visit.started_at.second, "the case is about seconds that nobody types"
    typed = f"{visit.started_at.astimezone(bench.office.site.now().tzinfo):%H%M}"
    done = bench.save(OCCUPY_BED, {"patient": patient, "bed": BEDS[1]}, since=typed)
    assert isinstance(done, Done), done
    assert came(bench).occurred_at == visit.started_at


def test_a_patient_without_a_visit_is_recorded_in_a_bed_all_the_same(bench: Workbench) -> None:
    patient = bench.register()
    lies(bench, patient, BEDS[0])
    assert board(bench)[0].use is BedUse.OCCUPIED


def test_two_patients_in_one_bed_are_both_kept_and_both_named(bench: Workbench) -> None:
    first, second = bench.register(), bench.register(family="Eze", given="Ada")
    lies(bench, first, BEDS[0])
    lies(bench, second, BEDS[0])
    row = board(bench)[0]
    assert row.use is BedUse.DIFFERS
    assert row.lying == ("EZE, Ada", "OKAFOR, Chidi")
    assert row.note == "Recorded in this bed: EZE, Ada; OKAFOR, Chidi. Only one can be right."


def test_a_patient_in_a_bed_booked_for_another_is_shown_in_words(bench: Workbench) -> None:
    first, second = bench.register(), bench.register(family="Eze", given="Ada")
    booked(bench, first, BEDS[0])
    assert board(bench)[0].use is BedUse.BOOKED
    lies(bench, second, BEDS[0])
    row = board(bench)[0]
    assert (row.use, row.patient) == (BedUse.DIFFERS, "EZE, Ada")
    assert row.note == "Booked for OKAFOR, Chidi, but EZE, Ada is recorded in it."


def test_a_bed_booked_for_somebody_who_came_to_another_is_shown_in_words(
    bench: Workbench,
) -> None:
    patient = bench.register()
    booked(bench, patient, BEDS[0])
    lies(bench, patient, BEDS[2])
    first, _, third = board(bench)
    assert first.note == "Booked for OKAFOR, Chidi, who is recorded in Bed 3."
    assert (third.use, third.note) == (BedUse.OCCUPIED, "")


def test_the_next_bed_may_be_booked_while_the_patient_is_still_in_the_last_one(
    bench: Workbench,
) -> None:
    patient = bench.register()
    lies(bench, patient, BEDS[0])
    bench.clock.go_on(60)
    booked(bench, patient, BEDS[1])
    assert [row.use for row in board(bench)] == [BedUse.OCCUPIED, BedUse.BOOKED, BedUse.FREE]


def test_a_bed_that_was_left_is_to_clean_until_somebody_says_that_it_is_clean(
    bench: Workbench,
) -> None:
    patient = bench.register()
    lies(bench, patient, BEDS[0])
    leaves(bench, patient, BEDS[0])
    assert board(bench)[0].use is BedUse.TO_CLEAN
    bench.desk.sign_in(person(BEN))
    bench.clock.go_on(60)
    done = bench.office.execute(CLEAN_BED, CleanBed(bed_id=BEDS[0]))
    assert isinstance(done, Done)
    assert board(bench)[0].use is BedUse.FREE


def test_receptionists_do_not_declare_beds_clean(bench: Workbench) -> None:
    outcome = bench.office.execute(CLEAN_BED, CleanBed(bed_id=BEDS[0]))
    assert isinstance(outcome, Refused)
    assert outcome.code == "right"


@pytest.mark.parametrize("place", [WARD, LocationId(row_id(999))])
def test_what_is_no_bed_is_refused_in_words(bench: Workbench, place: LocationId) -> None:
    patient = bench.register()
    outcome = bench.office.execute(
        OCCUPY_BED, OccupyBed(patient_id=patient, bed_id=place, since=None)
    )
    assert isinstance(outcome, Refused)
    assert "Choose one from the list" in outcome.words
    bench.desk.sign_in(person(CLEO))
    outcome = bench.office.execute(CLEAN_BED, CleanBed(bed_id=place))
    assert isinstance(outcome, Refused)


def test_a_fact_recorded_twice_with_one_form_is_one_fact(bench: Workbench) -> None:
    patient = bench.register()
    command = OccupyBed(patient_id=patient, bed_id=BEDS[0], since=None)
    bench.office.execute(OCCUPY_BED, command, row_id(801))
    bench.restart()
    bench.office.execute(OCCUPY_BED, command, row_id(801))
    with bench.store.read() as read:
        assert len(read.all(EncounterLocation)) == 1


def test_the_board_knows_who_lies_in_a_bed_for_long_after_many_others_came_and_went(
    bench: Workbench,
) -> None:
    stays, patient = bench.register(), bench.register(family="Eze")
    lies(bench, stays, BEDS[0])
    visit = bench.save(OPEN_VISIT, {"patient": stays}, kind="IMP")
    assert isinstance(visit, Done)
    at = NOW + timedelta(hours=1)
    facts = [
        EncounterLocation(
            id=row_id(2000 + n),
            patient_id=patient,
            location_id=BEDS[0],
            status=(StayStatus.ACTIVE, StayStatus.COMPLETED)[n % 2],
            occurred_at=at + timedelta(minutes=n),
            recorded_at=at,
            recorded_by_id=BEN,
        )
        for n in range(40)
    ]
    bench.arrive(*facts)
    assert board(bench)[0].lying == ("OKAFOR, Chidi",)
