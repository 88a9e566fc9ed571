"""The day a pack expires, as it is printed on packs: `06/2027`, `30-Jun-2027`, `270630`."""

import re
from calendar import monthrange
from datetime import date

from app.typed_dates import DayOrder
from models.vocabulary import N_

NO_EXPIRY = N_("“{text}” is no expiry date. Type it as on the pack: 06/2027 or 30/06/2027.")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_GS1 = re.compile(r"(\d{2})(\d{2})(\d{2})")
_PARTS = re.compile(r"[\s./\-]+")
_CENTURY = 2000
_TWO_DIGITS = 100


class ExpiryError(ValueError):
    """The text is no day on which a pack can expire; the message says what to do."""


def parse_expiry(text: str, order: DayOrder = DayOrder.DAY_FIRST) -> date:
    """The last day on which the pack may be used; a month alone means its last day.

    Six digits are year, month and day as in a GS1 code, where the day 00 is the last of the month.

    Raises:
        ExpiryError: it is none.
    """
    typed = text.strip().lower()
    iso, gs1 = _ISO.fullmatch(typed), _GS1.fullmatch(typed)
    try:
        if iso:
            return _day(int(iso[1]), int(iso[2]), int(iso[3] or 0))
        if gs1:
            return _day(int(gs1[1]), int(gs1[2]), int(gs1[3]))
        return _from_parts(_PARTS.split(typed), order)
    except ValueError as error:
        raise ExpiryError(NO_EXPIRY.format(text=text.strip())) from error


def _from_parts(parts: list[str], order: DayOrder) -> date:
    if len(parts) == 2:
        month, year = parts
        return _day(int(year), _month(month), 0)
    first, second, year = parts
    swapped = order is DayOrder.MONTH_FIRST and first.isdecimal() and second.isdecimal()
    day, month = (second, first) if swapped else (first, second)
    if not int(day):
        raise ValueError(day)
    return _day(int(year), _month(month), int(day))


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTHS.index(text[:3]) + 1


def _day(year: int, month: int, day: int) -> date:
    year += _CENTURY * (year < _TWO_DIGITS)
    return date(year, month, day or monthrange(year, month)[1])
