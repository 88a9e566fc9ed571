"""The score of a set while it is being typed: pure, and quick enough for every key."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from app.times import moment_words
from app.typed_dates import DayOrder
from app.typed_times import TypedTimeError, parse_past_time
from app.vitals.news_words import news_words
from app.vitals.rows import NewsWords
from models.vital_signs import MEASURES, Measure, Sign, Value
from models.vocabulary import N_

TAKEN = N_("Taken {when}")
NOW_TAKEN = N_("Taken now")


def preview_news2(raw: Mapping[str, str], age_years: int | None) -> NewsWords:
    """What the texts of the form score so far; a text that is no reading yet counts as none."""
    return news_words(typed_values(raw), age_years)


def typed_values(raw: Mapping[str, str]) -> dict[Sign, Value]:
    """The texts that are readings, by sign."""
    found: dict[Sign, Value] = {}
    for sign, measure in MEASURES.items():
        text = raw.get(sign.value, "").strip()
        value = _reading(measure, text) if measure.unit is not None else text
        if value is not None and value != "" and (sign is not Sign.SCALE or value == "2"):
            found[sign] = value
    return found


def taken_words(text: str, now: datetime, order: DayOrder) -> str:
    """How a typed time will be understood: `Taken yesterday 23:50`; or what is wrong with it."""
    if not text.strip():
        return NOW_TAKEN
    try:
        return TAKEN.format(when=moment_words(parse_past_time(text, now, order), now))
    except TypedTimeError as error:
        return str(error)


def _reading(measure: Measure, text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    fits = value.is_finite() and measure.lowest <= value <= measure.highest
    return value if fits and -int(value.as_tuple().exponent) <= measure.decimals else None
