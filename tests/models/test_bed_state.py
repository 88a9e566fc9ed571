"""Who lies where follows from the facts alone, in whatever order they arrive."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from models.bed_state import bed_states, stay_of
from models.encounter import BedCleaning, EncounterLocation
from models.vocabulary import EncounterId, LocationId, PatientId, PractitionerId, StayStatus

START = datetime(2026, 11, 21, 8, tzinfo=UTC)
NURSE = PractitionerId(UUID(int=0xE))
BED_1, BED_2, BED_3 = (LocationId(UUID(int=0xB0 + n)) for n in range(3))
ADA, BEN, CLEO = (PatientId(UUID(int=0xA0 + n)) for n in range(3))
CAME, LEFT = StayStatus.ACTIVE, StayStatus.COMPLETED


def fact(
    number: int,
    who: PatientId,
    bed: LocationId,
    status: StayStatus,
    minute: int,
    *,
    visit: int = 0,
) -> EncounterLocation:
    at = START + timedelta(minutes=minute)
    return EncounterLocation(
        id=UUID(int=number),
        patient_id=who,
        encounter_id=EncounterId(UUID(int=who.int * 16 + visit)),
        location_id=bed,
        status=status,
        occurred_at=at,
        recorded_at=at,
        recorded_by_id=NURSE,
    )


def voided(stay: EncounterLocation) -> EncounterLocation:
    return replace(stay, voided_at=stay.occurred_at)


def cleaning(number: int, bed: LocationId, minute: int) -> BedCleaning:
    at = START + timedelta(minutes=minute)
    return BedCleaning(
        id=UUID(int=number), bed_id=bed, occurred_at=at, recorded_at=at, recorded_by_id=NURSE
    )


def test_who_came_lies_there_until_they_leave() -> None:
    came = fact(1, ADA, BED_1, CAME, 0)
    assert bed_states([came], [])[BED_1].occupant == came
    left = bed_states([came, fact(2, ADA, BED_1, LEFT, 9)], [])[BED_1]
    assert left.occupant is None
    assert left.left_at == START + timedelta(minutes=9)


def test_coming_to_another_bed_is_leaving_the_first() -> None:
    moved = [fact(1, ADA, BED_1, CAME, 0), fact(2, ADA, BED_2, CAME, 5)]
    states = bed_states(moved, [])
    assert states[BED_1].occupant is None
    assert states[BED_1].to_clean
    assert states[BED_2].occupant == moved[1]


def test_two_patients_recorded_in_one_bed_are_both_shown_the_newest_first() -> None:
    first, second = fact(1, ADA, BED_1, CAME, 0), fact(2, BEN, BED_1, CAME, 5)
    assert bed_states([first, second], [])[BED_1].stays == (second, first)


def test_a_bed_is_to_clean_only_when_it_was_left_after_it_was_cleaned() -> None:
    stay = [fact(1, ADA, BED_1, CAME, 0), fact(2, ADA, BED_1, LEFT, 9)]
    assert bed_states(stay, [])[BED_1].to_clean
    assert bed_states(stay, [cleaning(7, BED_1, 3)])[BED_1].to_clean
    assert not bed_states(stay, [cleaning(7, BED_1, 9)])[BED_1].to_clean
    assert not bed_states(stay, [cleaning(7, BED_1, 20)])[BED_1].to_clean
    assert not bed_states([*stay, fact(3, BEN, BED_1, CAME, 12)], [])[BED_1].to_clean


def test_recording_the_same_bed_again_does_not_make_it_dirty() -> None:
    again = [fact(1, ADA, BED_1, CAME, 0), fact(2, ADA, BED_1, CAME, 5)]
    state = bed_states(again, [])[BED_1]
    assert state.occupant == again[1]
    assert state.left_at is None


def test_a_late_leaving_of_an_earlier_visit_does_not_empty_the_bed_of_the_new_one() -> None:
    facts = [
        fact(1, ADA, BED_1, CAME, 0, visit=1),
        fact(2, ADA, BED_2, CAME, 30, visit=2),
        fact(3, ADA, BED_1, LEFT, 45, visit=1),
    ]
    assert bed_states(facts, [])[BED_2].occupant == facts[1]
    assert stay_of(facts) == facts[1]


def test_what_was_recorded_by_mistake_counts_for_nothing() -> None:
    came, wrong = fact(1, ADA, BED_1, CAME, 0), voided(fact(2, ADA, BED_2, CAME, 5))
    states = bed_states([came, wrong], [])
    assert states[BED_1].occupant == came
    assert BED_2 not in states


def test_facts_of_one_minute_are_taken_by_their_ids() -> None:
    low, high = fact(1, ADA, BED_1, CAME, 0), fact(2, ADA, BED_2, CAME, 0)
    assert stay_of([high, low]) == stay_of([low, high]) == high


STAYS = st.builds(
    fact,
    st.integers(1, 10_000),
    st.sampled_from((ADA, BEN, CLEO)),
    st.sampled_from((BED_1, BED_2, BED_3)),
    st.sampled_from((CAME, LEFT)),
    st.integers(0, 5),
    visit=st.integers(0, 1),
)
FACTS = st.lists(
    STAYS | STAYS.map(voided),
    max_size=12,
    unique_by=lambda each: each.id,
)
CLEANINGS = st.lists(
    st.builds(
        cleaning,
        st.integers(20_000, 20_100),
        st.sampled_from((BED_1, BED_2, BED_3)),
        st.integers(0, 5),
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)


@given(FACTS, CLEANINGS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    facts: list[EncounterLocation], cleanings: list[BedCleaning], chance: Random
) -> None:
    shuffled, cleaned = list(facts), list(cleanings)
    chance.shuffle(shuffled)
    chance.shuffle(cleaned)
    assert bed_states(shuffled, cleaned) == bed_states(facts, cleanings)


@given(FACTS, CLEANINGS)
def test_nobody_lies_in_two_beds_and_an_occupied_bed_is_never_to_clean(
    facts: list[EncounterLocation], cleanings: list[BedCleaning]
) -> None:
    states = bed_states(facts, cleanings)
    lying = [stay.patient_id for state in states.values() for stay in state.stays]
    assert len(lying) == len(set(lying))
    assert not any(state.stays and state.to_clean for state in states.values())
    for who in lying:
        (stay,) = (s for state in states.values() for s in state.stays if s.patient_id == who)
        assert stay_of(each for each in facts if each.patient_id == who) == stay


@given(FACTS)
def test_a_cleaning_after_everything_leaves_no_bed_to_clean(
    facts: list[EncounterLocation],
) -> None:
    cleanings = [cleaning(30_000 + n, bed, 60) for n, bed in enumerate((BED_1, BED_2, BED_3))]
    assert not any(state.to_clean for state in bed_states(facts, cleanings).values())
