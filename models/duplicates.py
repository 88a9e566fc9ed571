"""How likely two descriptions are of one person, and what of them is alike; pure.

A sum of weights for each thing compared, as Fellegi and Sunter add evidence (JASA 64, 1969): what
two people seldom share by chance weighs much, what differs though it seldom changes weighs against.
Weights and limits are set by hand and held to labelled sets by a test.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import jellyfish
from rapidfuzz.distance import OSA, JaroWinkler

from models.vocabulary import AdministrativeGender, DatePrecision

SHOWN_FROM = 7.0
"""From this weight on a person is shown as similar."""
STRONG_FROM = 10.0
"""From this weight on it is probably one person, and somebody must decide before a second one."""
_LONG_ENOUGH = 4
_PHONE_DIGITS = 7
_PHONE, _STREET, _TOWN = 4.0, 3.0, 1.5


class Alike(StrEnum):
    """Why two descriptions look alike, or where they differ a little."""

    SAME_NAME = "same_name"
    NAME_SPELT_OTHERWISE = "name_spelt_otherwise"
    NAMES_SWAPPED = "names_swapped"
    SAME_BIRTH_DATE = "same_birth_date"
    DAY_MONTH_SWAPPED = "day_month_swapped"
    ONE_DIGIT_OFF = "one_digit_off"
    SAME_YEAR = "same_year"
    SAME_PHONE = "same_phone"
    SAME_ADDRESS = "same_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is known of somebody; texts folded (lower case, no accents), empty where not known.

    Attributes:
        family: the family name.
        given: the given names.
        born: the birth date, the first day of what is known.
        precision: how much of it is known.
        gender: or None.
        phones: telephone numbers, digits alone.
        street: the lines of the address.
        city: the town.
        postal_code: letters and digits alone.
    """

    family: str = ""
    given: str = ""
    born: date | None = None
    precision: DatePrecision = DatePrecision.DAY
    gender: AdministrativeGender | None = None
    phones: tuple[str, ...] = ()
    street: str = ""
    city: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The weight of the evidence, and what is alike."""

    weight: float
    reasons: tuple[Alike, ...]

    @property
    def is_shown(self) -> bool:
        """Whether a person at the counter should see it."""
        return self.weight >= SHOWN_FROM

    @property
    def is_strong(self) -> bool:
        """Whether it is probably one person."""
        return self.weight >= STRONG_FROM


_Evidence = tuple[float, Alike | None]


def may_be_shown(one: Description, other: Description) -> bool:
    """Whether phone and address could still make the two alike, going by the rest alone."""
    known = [*_names(one, other), _born(one, other), _gender(one, other)]
    more = (_PHONE if one.phones else 0.0) + sum(
        most
        for most, told in ((_STREET, one.street), (_TOWN, one.city), (_TOWN, one.postal_code))
        if told
    )
    return sum(weight for weight, _ in known) + more >= SHOWN_FROM


def likeness(one: Description, other: Description) -> Likeness:
    """Compare two descriptions; the order of the two does not matter."""
    evidence = [*_names(one, other), _born(one, other), _gender(one, other), *_reach(one, other)]
    reasons = dict.fromkeys(reason for _, reason in evidence if reason is not None)
    return Likeness(sum(weight for weight, _ in evidence), tuple(reasons))


def _names(one: Description, other: Description) -> list[_Evidence]:
    straight = [_part(one.family, other.family), _part(one.given, other.given)]
    crossed = [_part(one.family, other.given), _part(one.given, other.family)]
    crossed_weight = sum(weight for weight, _ in crossed) - 1.0
    if crossed_weight > sum(weight for weight, _ in straight):
        return [(crossed_weight, Alike.NAMES_SWAPPED)]
    return straight


def _part(one: str, other: str) -> _Evidence:
    """One part of a name."""
    if not one or not other:
        return 0.0, None
    if one == other:
        return 4.0, Alike.SAME_NAME
    near = max(_nearness(one, other), _best_words(one.split(), other.split()))
    if near >= 0.90:
        return 3.0, Alike.NAME_SPELT_OTHERWISE
    return (1.0, Alike.NAME_SPELT_OTHERWISE) if near >= 0.80 else (-4.0 * (1 - near) - 1.0, None)


def _nearness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shortest = min(len(one), len(other))
    if shortest >= _LONG_ENOUGH and OSA.distance(one, other, score_cutoff=2) <= 1:
        return 0.95
    like = JaroWinkler.similarity(one, other)
    return max(like, 0.9) if like >= 0.75 and _sound(one) == _sound(other) != "" else like


def _best_words(one: Sequence[str], other: Sequence[str]) -> float:
    """Names of several words, in any order or with some left out."""
    few, many = sorted((one, other), key=len)
    if len(many) == 1:
        return 0.0
    best = [max(_nearness(word, each) for each in many) for word in few]
    return sum(best) / len(best) - 0.02


def _sound(word: str) -> str:
    try:
        return jellyfish.metaphone(word)
    except ValueError:
        return ""


def _born(one: Description, other: Description) -> _Evidence:
    if one.born is None or other.born is None:
        return 0.0, None
    if (one.precision, other.precision) != (DatePrecision.DAY, DatePrecision.DAY):
        return _about(one.born, other.born)
    return _to_the_day(one.born, other.born)


def _about(one: date, other: date) -> _Evidence:
    """An age that was told may be a year off."""
    apart = abs(one.year - other.year)
    return (1.5, Alike.SAME_YEAR) if apart <= 1 else (-1.0 * min(apart, 4), None)


def _to_the_day(one: date, other: date) -> _Evidence:
    if one == other:
        return 6.0, Alike.SAME_BIRTH_DATE
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return 5.0, Alike.DAY_MONTH_SWAPPED
    if OSA.distance(f"{one:%Y%m%d}", f"{other:%Y%m%d}", score_cutoff=2) <= 1:
        return 4.0, Alike.ONE_DIGIT_OFF
    return -3.0, None


def _gender(one: Description, other: Description) -> _Evidence:
    told = (AdministrativeGender.FEMALE, AdministrativeGender.MALE)
    if one.gender not in told or other.gender not in told:
        return 0.0, None
    return (0.0 if one.gender is other.gender else -2.0), None


def _reach(one: Description, other: Description) -> Iterator[_Evidence]:
    ends = {phone[-_PHONE_DIGITS:] for phone in one.phones if len(phone) >= _PHONE_DIGITS}
    if any(phone[-_PHONE_DIGITS:] in ends for phone in other.phones):
        yield _PHONE, Alike.SAME_PHONE
    if one.street and other.street:
        near = _nearness(one.street, other.street)
        yield (_STREET, Alike.SAME_ADDRESS) if near >= 0.88 else (-0.5, None)
    if one.city and other.city:
        yield (_TOWN if _nearness(one.city, other.city) >= 0.88 else -0.5), None
    if one.postal_code and other.postal_code:
        yield (_TOWN if one.postal_code == other.postal_code else -0.5), None
