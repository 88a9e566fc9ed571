"""Since when somebody is in a bed, as it is typed: empty for now, or a time within the visit."""

from datetime import datetime, timedelta

from app.times import moment_words
from app.typed_dates import DayOrder
from app.typed_times import TypedTimeError, parse_past_time
from models.encounter import Encounter
from models.vocabulary import N_

NOW = N_("Now, or 0930")
BEFORE_IT_BEGAN = N_(
    "That is before the visit began ({began}). Check the time the patient came to the bed."
)
_MINUTE = timedelta(minutes=1)
"""What is typed has no seconds: it may mean any instant of its minute."""


def since_words(text: str, now: datetime, order: DayOrder) -> str:
    """How a typed time will be understood, `yesterday 23:50`; or what is wrong with it."""
    if not text.strip():
        return NOW
    try:
        return moment_words(parse_past_time(text, now, order), now)
    except TypedTimeError as error:
        return str(error)


def came_at(text: str, now: datetime, order: DayOrder, visit: Encounter | None) -> datetime:
    """When the patient came to the bed.

    Raises:
        TypedTimeError: it is no time, it is still to come, or it is before the visit.
    """
    typed = parse_past_time(text, now, order)
    if visit is None or typed >= visit.started_at:
        return typed
    if typed + _MINUTE > visit.started_at:
        return visit.started_at
    raise TypedTimeError(BEFORE_IT_BEGAN.format(began=moment_words(visit.started_at, now)))
