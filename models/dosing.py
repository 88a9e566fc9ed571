"""When the doses of an order are due, on the clock of the site, across midnight and clock changes.

Doses said by the day (`3 times daily`) fall on the ward's rounds; doses said by the hour (`every 6
hours`) count from the start. Both keep their time on the wall clock when the clocks change: a round
at 08:00 stays at 08:00, and one gap of the night is an hour longer or shorter. An hour that the
clocks skip gives a dose one hour later; an hour that comes twice gives one dose, the first time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_CEILING, Decimal
from itertools import islice, takewhile

from models.vocabulary import Frequency

ROUNDS: dict[Frequency, tuple[time, ...]] = {
    Frequency.DAILY: (time(8),),
    Frequency.NIGHTLY: (time(22),),
    Frequency.TWICE_DAILY: (time(8), time(20)),
    Frequency.THREE_TIMES_DAILY: (time(8), time(14), time(22)),
    Frequency.FOUR_TIMES_DAILY: (time(8), time(12), time(18), time(22)),
}
"""The hours of the ward's rounds."""
EVERY: dict[Frequency, timedelta] = {
    Frequency.EVERY_6_HOURS: timedelta(hours=6),
    Frequency.EVERY_8_HOURS: timedelta(hours=8),
    Frequency.EVERY_12_HOURS: timedelta(hours=12),
}
_DAY = timedelta(days=1)


def doses_a_day(frequency: Frequency) -> int | None:
    """How many doses a day; None for once and for when needed."""
    if frequency in EVERY:
        return _DAY // EVERY[frequency]
    rounds = ROUNDS.get(frequency)
    return len(rounds) if rounds is not None else None


def dose_count(frequency: Frequency, duration_days: int | None) -> int | None:
    """How many doses an order has in all; None when it is open-ended or given when needed."""
    if frequency is Frequency.ONCE:
        return 1
    daily = doses_a_day(frequency)
    return None if daily is None or duration_days is None else daily * duration_days


def due_times(
    starts_at: datetime,
    frequency: Frequency,
    duration_days: int | None,
    zone: tzinfo,
    *,
    since: datetime,
    until: datetime,
) -> tuple[datetime, ...]:
    """The due times from `since` (included) to `until` (left out), in the zone of the site.

    Args:
        starts_at: when the order begins; no dose is due before it.
        frequency: how often; `AS_NEEDED` has no due times.
        duration_days: for how many days; None without an end.
        zone: the zone of the site.
        since: an aware instant.
        until: an aware instant.
    """
    in_order = islice(_all(starts_at, frequency, zone), dose_count(frequency, duration_days))
    before = takewhile(lambda due: due.astimezone(UTC) < until.astimezone(UTC), in_order)
    return tuple(due for due in before if due.astimezone(UTC) >= since.astimezone(UTC))


def supply_quantity(
    dose_value: Decimal,
    dose_per_unit: Decimal | None,
    frequency: Frequency,
    duration_days: int | None,
) -> Decimal | None:
    """How many supply units the whole order takes, in whole ones; None where it cannot be said."""
    doses = dose_count(frequency, duration_days)
    if doses is None or not dose_per_unit:
        return None
    whole = dose_value * doses / dose_per_unit
    return whole.to_integral_value(ROUND_CEILING)


def _all(starts_at: datetime, frequency: Frequency, zone: tzinfo) -> Iterator[datetime]:
    start = starts_at.astimezone(zone)
    if frequency is Frequency.ONCE:
        yield start
    elif frequency in EVERY:
        yield from _by_the_hour(start, EVERY[frequency], zone)
    elif frequency in ROUNDS:
        yield from _on_rounds(start, ROUNDS[frequency], zone)


def _by_the_hour(start: datetime, step: timedelta, zone: tzinfo) -> Iterator[datetime]:
    yield start
    clock = start.replace(tzinfo=None)
    while True:
        clock += step
        yield _on_clock(clock.date(), clock.time(), zone)


def _on_rounds(start: datetime, rounds: tuple[time, ...], zone: tzinfo) -> Iterator[datetime]:
    day = start.date()
    first = start.astimezone(UTC)
    while True:
        for hour in rounds:
            due = _on_clock(day, hour, zone)
            if due.astimezone(UTC) >= first:
                yield due
        day += _DAY


def _on_clock(day: date, hour: time, zone: tzinfo) -> datetime:
    """That time on that day; through UTC, so that an hour the clocks skip becomes the next one."""
    return datetime.combine(day, hour, zone).astimezone(UTC).astimezone(zone)
