"""The one search box: names, numbers, telephone, birth dates and scans, in any order.

`okafor 3/4/84`, `ngozi okaf`, `204 117 38-5`, `0803 555 0100`, `obi age 41`, or what a scanner
read from a wristband.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.typed_dates import MONTHS, DayOrder, TypedDate, TypedDateError, parse_birth_date
from local_store.lettering import digits_of, name_tokens, number_token
from local_store.search import SearchTerms
from models.check_digit import MRN_DIGITS, grouped_mrn, verhoeff_holds
from models.vocabulary import N_, DatePrecision, PatientId
from models.wristband_code import WristbandCodeError, decode, looks_like_wristband

WRONG_DIGIT = N_("{number} is not a medical record number: its last digit does not fit. Check it.")
NOT_HERE = N_("This patient is not at this desk yet. Wait until it says Online, then scan again.")

_MONTH = "(?:" + "|".join(f"{m[:3]}(?:{m[3:]})?" if m[3:] else m for m in MONTHS) + ")"
_SEPARATOR = r"[\s./,-]*"
_NAMED_DATE = re.compile(
    rf"\b(?:\d{{1,2}}{_SEPARATOR}{_MONTH}{_SEPARATOR}\d{{2,4}}"
    rf"|{_MONTH}{_SEPARATOR}\d{{1,2}}[\s,]+\d{{4}}|{_MONTH}{_SEPARATOR}(?:\d{{4}}|\d{{2}}))\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?\s+(\d{1,3})\s*([wmy])?|(\d{1,3})\s?(?:(w)(?:ks?|eeks?)?|(m)(?:ths?|onths?)"
    r"|(y)(?:rs?|ears?)?))\b(?:\s+old\b)?",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w-]+", re.UNICODE)
_NUMBER = re.compile(r"\+?\d[\d\s().\-/]*")
_DATE_LENGTHS = (4, 6, 8)
"""A bare `1984`, `030484` or `03041984` is read as a birth date where there is such a day."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was made of the text.

    Attributes:
        terms: what to look for.
        scanned: the patient a wristband stands for.
        whole_number: a medical record number was given in full: one hit is the patient.
        note: what is wrong with it, in words, or "".
    """

    terms: SearchTerms
    scanned: PatientId | None = None
    whole_number: bool = False
    note: str = ""


def read_search(text: str, today: date, order: DayOrder = DayOrder.DAY_FIRST) -> Typed:
    """Understand what was typed or scanned."""
    if looks_like_wristband(text):
        return _scan(text)
    reading = _Reading(today, order)
    rest = _AGE.sub(reading.age, _NAMED_DATE.sub(reading.named_date, text))
    rest = _MIXED.sub(reading.mixed, rest)
    rest = _NUMBER.sub(reading.number, rest)
    words = tuple(name_tokens(rest))
    terms = SearchTerms(
        name_tokens=words,
        prefix_last=bool(words) and not text.endswith(" "),
        digits=tuple(reading.digits),
        born=tuple(reading.born),
    )
    alone = not words and not reading.born and len(reading.digits) == 1
    return Typed(terms, None, alone and reading.has_mrn, reading.note)


def _scan(text: str) -> Typed:
    try:
        band = decode(text)
    except WristbandCodeError as error:
        return Typed(SearchTerms(), note=str(error))
    return Typed(SearchTerms(), scanned=PatientId(band.patient_id))


class _Reading:
    """Takes dates and numbers out of a text, one after the other; each leaves a gap."""

    def __init__(self, today: date, order: DayOrder) -> None:
        self._today, self._order = today, order
        self.digits: list[str] = []
        self.born: list[str] = []
        self.has_mrn = False
        self.note = ""

    def named_date(self, match: re.Match[str]) -> str:
        """A date with the name of its month."""
        return " " if self._date(match[0]) else match[0]

    def age(self, match: re.Match[str]) -> str:
        """An age: anybody who can be that old today."""
        many = int(match[1] or match[3])
        unit = (match[2] or match[4] or match[5] or match[6] or "y").lower()
        self.born += born_at_age(many, unit, self._today)
        return " "

    def mixed(self, match: re.Match[str]) -> str:
        """A number with letters in it."""
        self.digits.append(number_token(match[0]))
        return " "

    def number(self, match: re.Match[str]) -> str:
        """A date in numbers, a year, a medical record number, or any other number."""
        text = match[0].strip()
        digits = digits_of(text)
        may_be_date = text != digits or len(digits) in _DATE_LENGTHS
        if len(digits) == MRN_DIGITS and not text.startswith("+"):
            self._mrn(digits)
        elif not (may_be_date and self._date(text)):
            self.digits.append(digits)
        return " "

    def _mrn(self, digits: str) -> None:
        self.digits.append(digits)
        self.has_mrn = verhoeff_holds(digits)
        if not self.has_mrn:
            self.note = WRONG_DIGIT.format(number=grouped_mrn(digits))

    def _date(self, text: str) -> bool:
        try:
            typed = parse_birth_date(text, self._today, self._order)
        except TypedDateError:
            return False
        self.born.append(born_prefix(typed))
        return True


def born_prefix(typed: TypedDate) -> str:
    """A birth date as the index holds it, as far as it is known."""
    kept = {DatePrecision.DAY: 8, DatePrecision.MONTH: 6, DatePrecision.YEAR: 4}
    return f"{typed.on:%Y%m%d}"[: kept[typed.precision]]


def born_at_age(many: int, unit: str, today: date) -> list[str]:
    """The months or years in which somebody of this age may be born."""
    if unit == "y":
        return [f"{year:04d}" for year in (today.year - many - 1, today.year - many) if year > 0]
    if unit == "m":
        months = today.year * 12 + today.month - 1 - many
        return [f"{m // 12:04d}{m % 12 + 1:02d}" for m in (months - 1, months)]
    around = [today - timedelta(weeks=many, days=days) for days in (7, 0, -7)]
    return sorted({f"{day:%Y%m}" for day in around if day <= today})
