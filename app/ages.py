"""How old somebody is, in the units a ward reads."""

from calendar import monthrange
from datetime import date, datetime, timedelta

ADULT_YEARS = 18
TODDLER_YEARS = 2


def age_text(born: datetime, now: datetime) -> str:
    """The age of a living patient in the units of the NHS patient banner.

    NHS CUI Patient Banner v4.0 (ISB 1505): minutes under two hours, hours under two days, days
    under four weeks, weeks and days under a year, months and days under two, years and months
    under eighteen, and years from then on. Both instants are naive, or both are in one zone.
    """
    lived = now - born
    years, months, days = calendar_age(born.date(), now.date())
    if lived < timedelta(hours=2):
        return f"{int(lived.total_seconds() // 60)}min"
    if lived < timedelta(days=2):
        return f"{int(lived.total_seconds() // 3600)}hrs"
    if lived < timedelta(weeks=4):
        return f"{lived.days}d"
    return _long_age(lived.days, years, months, days)


def calendar_age(born_on: date, today: date) -> tuple[int, int, int]:
    """Whole years, months and days from one day to a later one.

    Somebody born on the 31st is a month older on the 1st after a shorter month, and somebody born
    on 29 February a year older on 1 March.
    """
    months = (today.year - born_on.year) * 12 + today.month - born_on.month
    if today.day < born_on.day:
        months -= 1
    return months // 12, months % 12, (today - _months_after(born_on, months)).days


def _long_age(days_lived: int, years: int, months: int, days: int) -> str:
    if years < 1:
        return _two(days_lived // 7, "w", days_lived % 7, "d")
    if years < TODDLER_YEARS:
        return _two(years * 12 + months, "m", days, "d")
    return _two(years, "y", months, "m") if years < ADULT_YEARS else f"{years}y"


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large}{large_unit} {small}{small_unit}" if small else f"{large}{large_unit}"
