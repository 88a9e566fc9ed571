"""When something happened, as people type it: `0930`, `9:30`, `2350`, `20/11 0930`."""

import re
from datetime import date, datetime, timedelta

from app.typed_dates import DayOrder
from models.vocabulary import N_

NO_TIME = N_("“{text}” is no time. Type it like 0930, or with the day like 20/11 0930.")
NOT_YET = N_("{text} is still to come. Type when it happened.")
SKIPPED = N_("There was no {text} that day: the clocks went forward. Type the time on the clock.")
_TYPED = re.compile(
    r"(?:(?P<first>\d{1,2})[/.\- ](?P<second>\d{1,2})(?:[/.\-](?P<year>\d{4}|\d{2}))?\s+)?"
    r"(?P<hour>\d{1,2})[:.h]?(?P<minute>\d{2})"
)
CLOCKS_APART = timedelta(minutes=5)
"""A watch may be this far ahead of the desk; what it shows then is now."""
_CENTURY = 2000
_TWO_DIGITS = 100


class TypedTimeError(ValueError):
    """The text is no time that can have been; the message says what to do."""


def parse_past_time(text: str, now: datetime, order: DayOrder = DayOrder.DAY_FIRST) -> datetime:
    """The newest instant up to now whose clock showed this, in the zone of `now`.

    A time alone is of today, or of yesterday where today has not come so far: at ten past
    midnight `2350` was twenty minutes ago. A few minutes ahead of the desk is now. In the hour
    that the clocks repeat it is the later of the two that has been.

    Raises:
        TypedTimeError: it is no time, it is still to come, or the clocks passed it over.
    """
    found = _TYPED.fullmatch(text.strip())
    hour, minute = (int(found["hour"]), int(found["minute"])) if found else (24, 60)
    if found is None or hour > 23 or minute > 59:
        raise TypedTimeError(NO_TIME.format(text=text))
    days = _days(found, now, order, text)
    shown = [
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=now.tzinfo, fold=fold)
        for day in days
        for fold in (0, 1)
    ]
    real = [each for each in shown if _is_on_the_clock(each)]
    # Adding to `now` itself would forget which of two hours it is in.
    latest = now.timestamp() + CLOCKS_APART.total_seconds()
    past = [each for each in real if each.timestamp() <= latest]
    if not past:
        raise TypedTimeError((NOT_YET if real else SKIPPED).format(text=text))
    return min(max(past, key=datetime.timestamp), now, key=datetime.timestamp)


def _is_on_the_clock(shown: datetime) -> bool:
    """Whether a clock on the wall ever showed it: not where summer time began."""
    if shown.tzinfo is None:
        return True
    utc = datetime.fromtimestamp(shown.timestamp(), shown.tzinfo)
    return utc.replace(tzinfo=None) == shown.replace(tzinfo=None)


def _days(found: re.Match[str], now: datetime, order: DayOrder, text: str) -> tuple[date, ...]:
    if found["first"] is None:
        return now.date(), now.date() - timedelta(days=1)
    day, month = int(found["first"]), int(found["second"])
    if order is DayOrder.MONTH_FIRST:
        day, month = month, day
    if found["year"]:
        year = int(found["year"])
        year += _CENTURY * (year < _TWO_DIGITS)
    else:
        year = now.year - ((month, day) > (now.month, now.day))
    try:
        return (date(year, month, day),)
    except ValueError as error:
        raise TypedTimeError(NO_TIME.format(text=text)) from error
