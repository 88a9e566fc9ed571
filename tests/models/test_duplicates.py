"""Two descriptions of one person look alike however they were written down."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import jellyfish
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.duplicates import Alike, Description, likeness, may_be_shown
from models.vocabulary import AdministrativeGender, DatePrecision

SETS = Path(__file__).parents[3] / "shared" / "data" / "matching"
BORN = date(1984, 4, 3)
CHIDI = Description(
    family="okafor",
    given="chidi",
    born=BORN,
    gender=AdministrativeGender.MALE,
    phones=("08035550142",),
    street="14 broad street",
    city="aba",
    postal_code="450001",
)
NAMED = Description(family="okafor", given="chidi", born=BORN)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (Description(family="okafor", given="chidi", born=BORN), Alike.SAME_BIRTH_DATE),
        (Description(family="okafo", given="chiddi", born=BORN), Alike.NAME_SPELT_OTHERWISE),
        (Description(family="chidi", given="okafor", born=BORN), Alike.NAMES_SWAPPED),
        (
            Description(family="okafor", given="chidi", born=date(1984, 3, 4)),
            Alike.DAY_MONTH_SWAPPED,
        ),
        (Description(family="okafor", given="chidi", born=date(1994, 4, 3)), Alike.ONE_DIGIT_OFF),
        (Description(family="okafor", given="chidi", born=date(1948, 4, 3)), Alike.ONE_DIGIT_OFF),
    ],
)
def test_one_person_written_down_otherwise_is_probably_one_person(
    other: Description, reason: Alike
) -> None:
    found = likeness(NAMED, other)
    assert found.is_strong
    assert reason in found.reasons


def test_the_same_name_alone_is_shown_but_stops_nobody() -> None:
    found = likeness(NAMED, Description(family="okafor", given="chidi"))
    assert found.is_shown
    assert not found.is_strong


def test_an_age_that_was_told_may_be_a_year_off() -> None:
    about = Description(
        family="okafor", given="chidi", born=date(1985, 1, 1), precision=DatePrecision.YEAR
    )
    found = likeness(NAMED, about)
    assert Alike.SAME_YEAR in found.reasons
    assert found.is_shown


def test_the_same_phone_makes_a_namesake_probable() -> None:
    found = likeness(
        Description(family="okafor", given="chidi", phones=("2348035550142",)),
        Description(family="okafor", given="chidi", phones=("08035550142",)),
    )
    assert Alike.SAME_PHONE in found.reasons
    assert found.is_strong


@pytest.mark.parametrize(
    "other",
    [
        Description(family="okafor", given="ngozi", born=date(1990, 11, 21)),
        Description(family="okafor", given="chidi", born=date(1961, 12, 29)),
        Description(family="bello", given="amina", born=BORN),
        Description(family="okafor"),
        Description(),
    ],
)
def test_a_namesake_a_relative_or_somebody_born_that_day_is_not_shown(other: Description) -> None:
    assert not likeness(NAMED, other).is_shown


def test_a_brother_at_the_same_address_is_not_probably_the_same() -> None:
    brother = Description(
        family="okafor",
        given="emeka",
        born=date(1981, 8, 17),
        street=CHIDI.street,
        city=CHIDI.city,
        postal_code=CHIDI.postal_code,
    )
    assert not likeness(CHIDI, brother).is_strong


WORDS = st.sampled_from(["", "okafor", "okafo", "chidi", "ada", "van der berg", "李", "obi obi"])
DESCRIPTIONS = st.builds(
    Description,
    family=WORDS,
    given=WORDS,
    born=st.none() | st.dates(date(1980, 1, 1), date(1985, 12, 31)),
    precision=st.sampled_from(DatePrecision),
    gender=st.none() | st.sampled_from(AdministrativeGender),
    phones=st.lists(st.sampled_from(["08035550142", "12", "5550142"]), max_size=2).map(tuple),
    street=WORDS,
    city=WORDS,
    postal_code=WORDS,
)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_it_does_not_matter_which_of_the_two_was_there_first(
    one: Description, other: Description
) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert there.weight == pytest.approx(back.weight)
    assert {*there.reasons} == {*back.reasons}


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_nobody_who_would_be_shown_is_left_out_by_the_first_look(
    one: Description, other: Description
) -> None:
    index = replace(other, phones=(), street="", city="", postal_code="")
    assert may_be_shown(one, index) or not likeness(one, other).is_shown


@given(DESCRIPTIONS)
def test_nobody_is_less_like_themselves_than_like_anybody_with_nothing_known(
    one: Description,
) -> None:
    assert likeness(one, one).weight >= likeness(one, Description()).weight == 0


LABELLED = [pytest.param(number, id=f"febrl {number}") for number in (1, 2)]


@pytest.mark.skipif(not SETS.exists(), reason="the labelled sets of FEBRL are not beside the tree")
@pytest.mark.parametrize("number", LABELLED)
def test_the_labelled_duplicates_are_shown_and_hardly_anybody_else(number: int) -> None:
    people = febrl(SETS / f"febrl_dataset{number}.csv")
    true = true_pairs(people)
    shown = {pair for pair in compared(people) if likeness(*map(people.get, pair)).is_shown}  # type: ignore[arg-type]
    right = len(shown & true)
    assert right / len(shown) >= 0.995
    assert right / len(true) >= 0.95


def true_pairs(people: dict[str, Description]) -> set[tuple[str, str]]:
    of_one = defaultdict(list)
    for name in people:
        of_one[name.split("-")[1]].append(name)
    return {pair for names in of_one.values() for pair in combinations(sorted(names), 2)}


def febrl(path: Path) -> dict[str, Description]:
    """The records of a set without their numbers; a date that is none is not known."""
    with path.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, skipinitialspace=True)
        return {
            row["rec_id"].strip(): Description(
                family=row["surname"].strip(),
                given=row["given_name"].strip(),
                born=day_of(row["date_of_birth"].strip()),
                street=f"{row['street_number'].strip()} {row['address_1'].strip()}".strip(),
                city=row["suburb"].strip(),
                postal_code=row["postcode"].strip(),
            )
            for row in rows
        }


def day_of(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def compared(people: dict[str, Description]) -> set[tuple[str, str]]:
    """The pairs that share what the index of a desk is asked for."""
    blocks = defaultdict(list)
    for name, person in people.items():
        for key in {*keys_of(person)}:
            blocks[key].append(name)
    return {pair for names in blocks.values() for pair in combinations(sorted(names), 2)}


def keys_of(person: Description) -> Iterator[tuple[object, ...]]:
    words = {*person.family.split(), *person.given.split()}
    sounds = {word: jellyfish.metaphone(word) for word in words}
    for word in words:
        others = words - {word}
        yield from (("sound and beginning", sounds[word], other[:2]) for other in others)
        yield from (("sounds", *sorted((sounds[word], sounds[other]))) for other in others)
        if person.born is not None:
            yield "sound and year", sounds[word], person.born.year
    if person.born is not None:
        yield "born", person.born.year, *sorted((person.born.month, person.born.day))
