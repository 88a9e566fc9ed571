"""Times as people type them, across midnight and where the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.typed_dates import DayOrder
from app.typed_times import TypedTimeError, parse_past_time

BERLIN = ZoneInfo("Europe/Berlin")
LAGOS = ZoneInfo("Africa/Lagos")


@pytest.mark.parametrize("text", ["0930", "9:30", "09.30", "930", " 0930 ", "9h30"])
def test_a_time_alone_is_of_today(text: str) -> None:
    now = datetime(2026, 11, 21, 10, 30, tzinfo=LAGOS)
    assert parse_past_time(text, now) == now.replace(hour=9)


def test_just_after_midnight_a_late_time_was_yesterday() -> None:
    now = datetime(2026, 11, 21, 0, 10, tzinfo=LAGOS)
    assert parse_past_time("2350", now) == datetime(2026, 11, 20, 23, 50, tzinfo=LAGOS)


def test_a_watch_a_few_minutes_ahead_means_now() -> None:
    now = datetime(2026, 11, 21, 10, 30, tzinfo=LAGOS)
    assert parse_past_time("1033", now) == now


def test_a_day_can_be_said_in_the_order_of_the_site() -> None:
    now = datetime(2026, 11, 21, 10, 30, tzinfo=LAGOS)
    the_19th = datetime(2026, 11, 19, 22, 15, tzinfo=LAGOS)
    assert parse_past_time("19/11 2215", now) == the_19th
    assert parse_past_time("11/19 2215", now, DayOrder.MONTH_FIRST) == the_19th
    assert parse_past_time("19/11/26 22:15", now) == the_19th


def test_new_years_eve_is_of_the_year_before() -> None:
    now = datetime(2026, 1, 2, 8, 0, tzinfo=LAGOS)
    assert parse_past_time("31/12 2355", now) == datetime(2025, 12, 31, 23, 55, tzinfo=LAGOS)


def test_in_the_hour_that_comes_twice_the_later_one_that_has_been_is_meant() -> None:
    second = datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN, fold=1)
    assert parse_past_time("0230", second).astimezone(UTC).hour == 1
    first = datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN, fold=0)
    assert parse_past_time("0230", first).astimezone(UTC).hour == 0


def test_a_time_that_the_clocks_passed_over_is_refused_in_words() -> None:
    now = datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN)
    with pytest.raises(TypedTimeError, match="clocks went forward"):
        parse_past_time("29/3 0230", now)


def test_in_the_night_of_the_change_a_time_before_it_is_an_hour_nearer() -> None:
    now = datetime(2026, 3, 29, 3, 10, tzinfo=BERLIN)
    found = parse_past_time("0150", now)
    assert (now.timestamp() - found.timestamp()) / 60 == 20


@pytest.mark.parametrize("text", ["", "25:00", "0960", "soon", "99", "30/2 0900"])
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(TypedTimeError, match="0930"):
        parse_past_time(text, datetime(2026, 11, 21, 10, 30, tzinfo=UTC))


def test_what_is_still_to_come_is_refused() -> None:
    with pytest.raises(TypedTimeError, match="still to come"):
        parse_past_time("22/11/2026 0900", datetime(2026, 11, 21, 10, 30, tzinfo=UTC))
