"""Ages in the units of the NHS patient banner; the vectors are those of the guide."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ages import age_text, calendar_age

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lived", "shown"),
    [
        (timedelta(hours=1, minutes=30), "90min"),
        (timedelta(days=1, hours=2, minutes=5), "26hrs"),
        (timedelta(days=3, hours=17), "3d"),
        (timedelta(days=27, hours=5), "27d"),
        (timedelta(days=28, hours=5), "4w"),
        (timedelta(days=29, hours=5), "4w 1d"),
        (timedelta(0), "0min"),
        (timedelta(hours=2), "2hrs"),
        (timedelta(days=2), "2d"),
    ],
)
def test_a_young_age_is_shown_as_the_guide_shows_it(lived: timedelta, shown: str) -> None:
    assert age_text(NOW - lived, NOW) == shown


@pytest.mark.parametrize(
    ("years", "days", "shown"),
    [
        (1, 1, "12m 1d"),
        (1, 8, "12m 8d"),
        (1, 39, "13m 8d"),
        (4, 39, "4y 1m"),
        (0, 364, "52w"),
        (17, 300, "17y 9m"),
        (18, 0, "18y"),
        (42, 10, "42y"),
    ],
)
def test_an_age_in_years_and_days_is_shown_as_the_guide_shows_it(
    years: int, days: int, shown: str
) -> None:
    born = datetime(2000, 1, 1, 8, 0, tzinfo=UTC)
    now = datetime(2000 + years, 1, 1, 8, 0, tzinfo=UTC) + timedelta(days=days)
    assert age_text(born, now) == shown


def test_somebody_born_on_29_february_has_a_birthday_on_1_march() -> None:
    assert calendar_age(date(2024, 2, 29), date(2025, 2, 28)) == (0, 11, 30)
    assert calendar_age(date(2024, 2, 29), date(2025, 3, 1)) == (1, 0, 1)


@given(st.dates(date(1890, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000))
def test_an_age_is_never_negative_in_any_part(born_on: date, days: int) -> None:
    years, months, rest = calendar_age(born_on, born_on + timedelta(days=days))
    assert years >= 0
    assert 0 <= months < 12
    assert 0 <= rest <= 31
