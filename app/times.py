"""Instants in words: short where it was today, never ambiguous."""

from datetime import datetime, timedelta

from models.vocabulary import N_

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEVER = N_("never")
YESTERDAY = N_("yesterday {time}")


def moment_words(at: datetime | None, now: datetime) -> str:
    """`10:42`, `yesterday 10:42`, `03-Apr 10:42` or `03-Apr-2025 10:42`, in the zone of `now`."""
    if at is None:
        return NEVER
    there = at.astimezone(now.tzinfo)
    clock = f"{there:%H:%M}"
    if there.date() == now.date():
        return clock
    if there.date() == now.date() - timedelta(days=1):
        return YESTERDAY.format(time=clock)
    day = f"{there.day:02d}-{_MONTHS[there.month - 1]}"
    return f"{day} {clock}" if there.year == now.year else f"{day}-{there.year} {clock}"


def day_words(there: datetime) -> str:
    """`21-Nov-2026`, in the zone that the instant is given in."""
    return f"{there.day:02d}-{_MONTHS[there.month - 1]}-{there.year:04d}"


def stamp_words(there: datetime) -> str:
    """`21-Nov-2026 10:30`, in the zone it is given in: on paper every instant carries its day."""
    return f"{day_words(there)} {there:%H:%M}"
