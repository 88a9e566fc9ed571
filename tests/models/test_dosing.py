"""Due times on the clock of the site: across midnight, time zones and clock changes."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dosing import EVERY, ROUNDS, dose_count, due_times, supply_quantity
from models.vocabulary import Frequency

LONDON, LAGOS, LORD_HOWE = (
    ZoneInfo("Europe/London"),
    ZoneInfo("Africa/Lagos"),
    ZoneInfo("Australia/Lord_Howe"),
)


def clock(due: tuple[datetime, ...]) -> list[str]:
    return [f"{each:%d %H:%M}" for each in due]


def due_from(start: datetime, frequency: Frequency, days: int | None, hours: int = 72) -> list[str]:
    zone = start.tzinfo
    assert zone is not None
    return clock(
        due_times(start, frequency, days, zone, since=start, until=start + timedelta(hours=hours))
    )


def test_an_order_started_at_half_past_eleven_at_night_is_next_due_in_the_morning() -> None:
    start = datetime(2026, 11, 21, 23, 30, tzinfo=LAGOS)
    assert due_from(start, Frequency.THREE_TIMES_DAILY, 1) == ["22 08:00", "22 14:00", "22 22:00"]


def test_every_six_hours_counts_from_the_start_across_midnight() -> None:
    start = datetime(2026, 11, 21, 23, 30, tzinfo=LAGOS)
    assert due_from(start, Frequency.EVERY_6_HOURS, 1) == [
        "21 23:30",
        "22 05:30",
        "22 11:30",
        "22 17:30",
    ]


def test_in_autumn_the_hour_that_comes_twice_gives_one_dose() -> None:
    start = datetime(2026, 10, 24, 19, 30, tzinfo=LONDON)
    due = due_times(
        start,
        Frequency.EVERY_6_HOURS,
        1,
        LONDON,
        since=start,
        until=datetime(2026, 10, 26, tzinfo=LONDON),
    )
    assert clock(due) == ["24 19:30", "25 01:30", "25 07:30", "25 13:30"]
    gaps = [(b.astimezone(UTC) - a.astimezone(UTC)) / timedelta(hours=1) for a, b in pairwise(due)]
    assert gaps == [6, 7, 6]


def test_in_spring_a_dose_in_the_skipped_hour_is_due_one_hour_later() -> None:
    start = datetime(2026, 3, 28, 19, 30, tzinfo=LONDON)
    assert due_from(start, Frequency.EVERY_6_HOURS, 1) == [
        "28 19:30",
        "29 02:30",
        "29 07:30",
        "29 13:30",
    ]


@pytest.mark.parametrize("month_day", [(3, 28), (10, 24)])
def test_rounds_keep_their_hour_when_the_clocks_change(month_day: tuple[int, int]) -> None:
    start = datetime(2026, *month_day, 23, 30, tzinfo=LONDON)
    hours = [words.split()[1] for words in due_from(start, Frequency.TWICE_DAILY, 2)]
    assert hours == ["08:00", "20:00", "08:00", "20:00"]


def test_a_zone_whose_clocks_change_by_half_an_hour_keeps_its_rounds() -> None:
    start = datetime(2026, 10, 3, 23, 30, tzinfo=LORD_HOWE)
    assert due_from(start, Frequency.DAILY, 2) == ["04 08:00", "05 08:00"]


def test_due_times_do_not_depend_on_the_zone_the_start_is_written_in() -> None:
    start = datetime(2026, 11, 21, 23, 30, tzinfo=LAGOS)
    until = start + timedelta(days=3)
    for written in (start, start.astimezone(UTC), start.astimezone(LORD_HOWE)):
        due = due_times(written, Frequency.DAILY, 2, LAGOS, since=start, until=until)
        assert clock(due) == ["22 08:00", "23 08:00"]


def test_once_is_due_at_its_start_and_when_needed_is_never_due() -> None:
    start = datetime(2026, 11, 21, 23, 30, tzinfo=LAGOS)
    assert due_from(start, Frequency.ONCE, None) == ["21 23:30"]
    assert due_from(start, Frequency.AS_NEEDED, 5) == []


def test_the_start_of_the_window_is_in_it_and_its_end_is_not() -> None:
    start = datetime(2026, 11, 21, 8, tzinfo=LAGOS)
    due = due_times(
        start, Frequency.DAILY, None, LAGOS, since=start, until=start + timedelta(days=2)
    )
    assert clock(due) == ["21 08:00", "22 08:00"]


@given(
    start=st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - zone added
    frequency=st.sampled_from([*ROUNDS, *EVERY]),
    days=st.integers(1, 10),
    zone=st.sampled_from([LONDON, LAGOS, LORD_HOWE]),
)
def test_every_order_has_as_many_doses_as_were_counted_all_after_its_start(
    start: datetime, frequency: Frequency, days: int, zone: ZoneInfo
) -> None:
    begins = start.replace(tzinfo=zone).astimezone(UTC)
    due = due_times(
        begins, frequency, days, zone, since=begins, until=begins + timedelta(days=days + 3)
    )
    assert len(due) == dose_count(frequency, days)
    instants = [each.astimezone(UTC) for each in due]
    assert instants == sorted(set(instants))
    assert all(each >= begins for each in instants)


def test_the_quantity_is_what_the_whole_order_takes_in_whole_units() -> None:
    assert supply_quantity(Decimal(500), Decimal(500), Frequency.THREE_TIMES_DAILY, 5) == 15
    assert supply_quantity(Decimal(250), Decimal(500), Frequency.DAILY, 5) == 3
    assert supply_quantity(Decimal(500), None, Frequency.DAILY, 5) is None
    assert supply_quantity(Decimal(500), Decimal(500), Frequency.AS_NEEDED, 5) is None
