"""The early-warning score in the words of the ward: how grave, how often, whom to call.

Responses after NEWS2, Royal College of Physicians 2017, Chart 4.
"""

from collections.abc import Mapping
from datetime import timedelta

from app.vitals.rows import NewsWords, Tone
from models.news2 import (
    ACKNOWLEDGEMENT,
    Parameter,
    Refusal,
    Response,
    Score,
    Unscored,
    news2,
    response_to,
)
from models.vital_signs import MEASURES, Sign, Value, measures_of, uses_scale_2
from models.vocabulary import N_

ACKNOWLEDGED = ACKNOWLEDGEMENT
"""Shown wherever a score is."""
NOTHING_YET = N_("The score appears here while you type.")
NO_SCORE = N_("No NEWS2 under 16 years")
TOO_YOUNG = N_(
    "NEWS2 is made for people of 16 years and over. Use the chart of this ward for children."
)
MISSING = N_("Still missing: {what}.")
SO_FAR = N_("NEWS2 at least {total}: {response}")
INCOMPLETE = N_("NEWS2 is not complete")
SCORED = N_("NEWS2 {total}: {response}")
RESPONSES: Mapping[Response, tuple[Tone, str, str]] = {
    Response.ROUTINE: ("success", N_("routine"), N_("Next set within 12 hours.")),
    Response.LOW: (
        "info",
        N_("low"),
        N_("Next set within 4 to 6 hours. A registered nurse decides whether more is needed."),
    ),
    Response.LOW_MEDIUM: (
        "attention",
        N_("3 in one sign"),
        N_("Next set within 1 hour. Inform the medical team; they review why."),
    ),
    Response.URGENT: (
        "attention",
        N_("urgent response"),
        N_("Next set within 1 hour. Inform the medical team at once; they come and assess."),
    ),
    Response.EMERGENCY: (
        "danger",
        N_("emergency response"),
        N_("Call the emergency team now. Continuous monitoring."),
    ),
}
NEXT_SET: Mapping[Response, timedelta] = {
    Response.ROUTINE: timedelta(hours=12),
    Response.LOW: timedelta(hours=6),
    Response.LOW_MEDIUM: timedelta(hours=1),
    Response.URGENT: timedelta(hours=1),
    Response.EMERGENCY: timedelta(),
}
"""The longest until the next set; none for continuous monitoring."""


def news_words(values: Mapping[Sign, Value], age_years: int | None) -> NewsWords:
    """What a set scores, in words."""
    found = news2(measures_of(values), age_years, scale2=uses_scale_2(values))
    return _scored(found) if isinstance(found, Score) else _refused(found, nothing=not values)


def _scored(found: Score) -> NewsWords:
    tone, response, words = RESPONSES[found.response]
    title = SCORED.format(total=found.total, response=response)
    return NewsWords(str(found.total), tone, title, words, _by_sign(found.parts))


def _refused(found: Refusal, *, nothing: bool) -> NewsWords:
    if found.reason is Unscored.TOO_YOUNG:
        return NewsWords("–", "info", NO_SCORE, TOO_YOUNG, {})
    if nothing:
        return NewsWords("–", "info", INCOMPLETE, NOTHING_YET, {})
    labels = (MEASURES[Sign(each.value)].label for each in found.missing)
    missing = MISSING.format(what=", ".join(labels))
    response = response_to(found.at_least, found.parts)
    parts = _by_sign(found.parts)
    if response in (Response.ROUTINE, Response.LOW):
        figure = f"≥ {found.at_least}" if found.at_least else "–"
        return NewsWords(figure, "info", INCOMPLETE, missing, parts)
    tone, called, words = RESPONSES[response]
    title = SO_FAR.format(total=found.at_least, response=called)
    return NewsWords(f"≥ {found.at_least}", tone, title, f"{words} {missing}", parts)


def _by_sign(parts: Mapping[Parameter, int]) -> dict[Sign, int]:
    return {Sign(parameter.value): points for parameter, points in parts.items()}
