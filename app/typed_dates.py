"""Birth dates as people type them, shown back so that nobody can misread them.

`3/4/84`, `03041984`, `3 apr 84`, `apr 1984`, `1984`, `age 41`, `6w`, `3 m`, `2y`: each becomes a
day and how much of it is known, and is shown back as `03-Apr-1984 (42 y)`.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.ages import ADULT_YEARS, TODDLER_YEARS, age_text, calendar_age
from models.vocabulary import N_, DatePrecision

OLDEST_YEARS = 130
"""Nobody born longer ago than this is registered by typing a date."""

NO_DATE = N_(
    "“{text}” is not a birth date. Type it like 3/4/1984, 3 apr 84, apr 1984, 1984, age 41 or 6w."
)
NO_YEAR = N_("There is no year 0. Type the year with four digits.")
NO_MONTH = N_("There is no month {month}. Check it, or type the month as a word: 31 dec 84.")
NO_DAY = N_("{month} {year} has no day {day}. Check the day.")
FUTURE = N_("{date} is in the future. Check the date.")
TOO_OLD = N_("{date} is more than {years} years ago. Check the year.")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH_OF = {
    name[:size].casefold(): number
    for number, name in enumerate(MONTHS, start=1)
    for size in range(3, len(name) + 1)
}
_UNIT_OF = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("m", "mo", "mth", "mths", "month", "months"), "m"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "y"),
}
_AGE = re.compile(r"(?P<said>aged?\s+)?(?P<many>\d{1,4})\s*(?P<unit>[a-z]+)?(?:\s+old)?")
_SHOWN_AGE = re.compile(r"\s*\([^()]*\)\s*$")
_TOKEN = re.compile(r"\d+|[a-z]+")
_LEGAL = re.compile(r"[0-9a-z\s/.,-]+")


class DayOrder(StrEnum):
    """Which of the first two numbers of `3/4/84` is the day; a setting of the site."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class TypedDateError(ValueError):
    """What was typed is no birth date; the message is for the person who typed it."""


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A birth date and how much of it is known; unknown parts are the first of them."""

    on: date
    precision: DatePrecision


def parse_birth_date(text: str, today: date, order: DayOrder = DayOrder.DAY_FIRST) -> TypedDate:
    """Read a birth date or an age.

    Raises:
        TypedDateError: it is no date, the day does not exist, or nobody can be born then.
    """
    typed = _SHOWN_AGE.sub("", text).strip().casefold()
    found = None
    if _LEGAL.fullmatch(typed):
        found = _from_age(typed, today) or _from_tokens(_TOKEN.findall(typed), today, order)
    if found is None:
        raise TypedDateError(NO_DATE.format(text=text.strip()))
    return _plausible(found, today)


def shown_date(typed: TypedDate) -> str:
    """A birth date as it is read: `03-Apr-1984`, `Apr-1984` or `1984`."""
    month = f"{MONTHS[typed.on.month - 1][:3]}-{typed.on.year:04d}"
    match typed.precision:
        case DatePrecision.DAY:
            return f"{typed.on.day:02d}-{month}"
        case DatePrecision.MONTH:
            return month
        case DatePrecision.YEAR:
            return f"{typed.on.year:04d}"


def shown_with_age(typed: TypedDate, today: date) -> str:
    """A birth date shown back to whoever typed it: `03-Apr-1984 (42 y)`, `1984 (about 42 y)`."""
    return f"{shown_date(typed)} ({age_on(typed, today)})"


def age_on(typed: TypedDate, today: date) -> str:
    """The age today, as far as the date is known: `42 y`, `about 42 y`, `6w 2d`."""
    years, months, _ = calendar_age(typed.on, today)
    if typed.precision is DatePrecision.YEAR:
        return f"about {today.year - typed.on.year} y"
    if years >= ADULT_YEARS:
        return f"{years} y"
    if typed.precision is DatePrecision.MONTH:
        about = f"{years} y" if years >= TODDLER_YEARS else f"{years * 12 + months} months"
        return f"about {about}"
    if typed.on == today:
        return "born today"
    return age_text(datetime.combine(typed.on, time()), datetime.combine(today, time()))


def _from_age(typed: str, today: date) -> TypedDate | None:
    match = _AGE.fullmatch(typed)
    if match is None:
        return None
    unit = _UNIT_OF.get(match["unit"] or ("y" if match["said"] else ""))
    many = int(match["many"])
    if unit is None or many > OLDEST_YEARS * 366:
        return None
    if unit == "d":
        return TypedDate(today - timedelta(days=many), DatePrecision.DAY)
    if unit == "w":
        born_on = today - timedelta(weeks=many)
        return TypedDate(born_on.replace(day=1), DatePrecision.MONTH)
    return _months_or_years_old(many, unit, today)


def _months_or_years_old(many: int, unit: str, today: date) -> TypedDate | None:
    if unit == "m":
        year, month = divmod(today.year * 12 + today.month - 1 - many, 12)
        return TypedDate(date(year, month + 1, 1), DatePrecision.MONTH) if year > 0 else None
    year = today.year - many
    return TypedDate(date(year, 1, 1), DatePrecision.YEAR) if year > 0 else None


def _from_tokens(tokens: list[str], today: date, order: DayOrder) -> TypedDate | None:
    readers: dict[int, Callable[[list[str], date, DayOrder], TypedDate | None]] = {
        1: _one_number,
        2: _month_and_year,
        3: _day_month_year,
    }
    reader = readers.get(len(tokens))
    return reader(tokens, today, order) if reader else None


def _one_number(tokens: list[str], today: date, order: DayOrder) -> TypedDate | None:
    (digits,) = tokens
    if not digits.isdigit() or len(digits) not in (4, 6, 8):
        return None
    if len(digits) == 4:
        return _date(int(digits), None, None)
    year_last = [digits[:2], digits[2:4], digits[4:]]
    year_first = [digits[:4], digits[4:6], digits[6:]]
    recent = range(today.year - OLDEST_YEARS, today.year + 1)
    is_year_first = len(digits) == 8 and int(digits[4:]) not in recent
    return _day_month_year(year_first if is_year_first else year_last, today, order)


def _month_and_year(tokens: list[str], today: date, order: DayOrder) -> TypedDate | None:  # noqa: ARG001
    first, second = tokens
    if len(first) == 4 and first.isdigit():
        first, second = second, first
    month = _month(first)
    if month is None or not second.isdigit():
        return None
    if len(second) == 4:
        return _date(int(second), month, None)
    if len(second) == 2 and not first.isdigit():
        return _date(_century(int(second), today, month, 1), month, None)
    return None


def _day_month_year(tokens: list[str], today: date, order: DayOrder) -> TypedDate | None:
    first, second, third = tokens
    if len(first) == 4 and first.isdigit():
        first, third = third, first
    elif first.isalpha() or (order is DayOrder.MONTH_FIRST and second.isdigit()):
        first, second = second, first
    month = _month(second)
    if month is None or not (first.isdigit() and len(first) <= 2 and third.isdigit()):
        return None
    day = int(first)
    if len(third) == 4:
        return _date(int(third), month, day)
    return _date(_century(int(third), today, month, day), month, day) if len(third) == 2 else None


def _month(token: str) -> int | None:
    if token.isdigit():
        return int(token) if len(token) <= 2 else None
    return _MONTH_OF.get(token)


def _century(short: int, today: date, month: int, day: int) -> int:
    year = today.year - today.year % 100 + short
    return year - 100 if (year, month, day) > (today.year, today.month, today.day) else year


def _date(year: int, month: int | None, day: int | None) -> TypedDate:
    if year < 1:
        raise TypedDateError(NO_YEAR)
    if month is None:
        return TypedDate(date(year, 1, 1), DatePrecision.YEAR)
    if not 1 <= month <= len(MONTHS):
        raise TypedDateError(NO_MONTH.format(month=month))
    if day is None:
        return TypedDate(date(year, month, 1), DatePrecision.MONTH)
    if not 1 <= day <= monthrange(year, month)[1]:
        raise TypedDateError(NO_DAY.format(month=MONTHS[month - 1], year=year, day=day))
    return TypedDate(date(year, month, day), DatePrecision.DAY)


def _plausible(typed: TypedDate, today: date) -> TypedDate:
    if typed.on > today:
        raise TypedDateError(FUTURE.format(date=shown_date(typed)))
    if typed.on.year < today.year - OLDEST_YEARS:
        raise TypedDateError(TOO_OLD.format(date=shown_date(typed), years=OLDEST_YEARS))
    return typed
