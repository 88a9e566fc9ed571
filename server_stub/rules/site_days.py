"""Days at the site. The service stands in the hospital, so its zone is the one on the wall."""

from datetime import date, datetime, time, timedelta, tzinfo


def day_at(instant: datetime, zone: tzinfo | None = None) -> date:
    """The day an instant falls on, at the site or in another zone."""
    return instant.astimezone(zone).date()


def start_of(day: date, zone: tzinfo | None = None) -> datetime:
    """The first instant of a day, aware."""
    midnight = datetime.combine(day, time.min)
    return midnight.astimezone() if zone is None else midnight.replace(tzinfo=zone)


def days_between(first: date, end: date) -> list[date]:
    """Every day from the first on, without the end."""
    return [first + timedelta(days=i) for i in range((end - first).days)]
