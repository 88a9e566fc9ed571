"""Days at the site. The service stands in the hospital, so its zone is the one on the wall."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

_NO_ZONE = (OverflowError, OSError, ValueError)
"""How systems say that they know no zone for a time at an end of the calendar."""


def day_at(instant: datetime, zone: tzinfo | None = None) -> date:
    """The day an instant falls on, at the site or in another zone."""
    try:
        return instant.astimezone(zone).date()
    except _NO_ZONE:
        return instant.date()


def start_of(day: date, zone: tzinfo | None = None) -> datetime:
    """The first instant of a day, aware."""
    midnight = datetime.combine(day, time.min)
    try:
        return midnight.astimezone() if zone is None else midnight.replace(tzinfo=zone)
    except _NO_ZONE:
        return midnight.replace(tzinfo=UTC)


def seconds_of_the_day_left(now: datetime, zone: tzinfo | None = None) -> float:
    """How long the present day still lasts; on days on which the clocks change too."""
    tomorrow = day_at(now, zone) + timedelta(days=1)
    return start_of(tomorrow, zone).timestamp() - now.timestamp()


def days_between(first: date, end: date, *, at_most: int) -> list[date]:
    """Every day from the first on, without the end, and no more than so many."""
    return [first + timedelta(days=i) for i in range(min((end - first).days, at_most))]
