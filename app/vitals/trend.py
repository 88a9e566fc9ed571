"""The chart of vital signs as numbers: a lane for each sign, with the zones of its score.

Everything is a fraction from 0 to 1, across and up, so that whoever draws it adds only pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

from app.registration.wording import date_words
from app.vitals.rows import Tone, VitalsSet
from models.news2 import NORMAL, Parameter, part_of
from models.vital_signs import MEASURES, Measure, Sign
from models.vocabulary import N_

LONGEST, SHORTEST = timedelta(hours=72), timedelta(hours=4)
"""What the chart looks back at most, and at least; the list holds everything."""
TICK_APART = 0.13
NORMAL_WORDS, NORMAL_FROM = N_("normal {low}–{high} {unit}"), N_("normal from {low} {unit}")
_RANGES = {
    Sign.RESPIRATION: (Decimal(4), Decimal(36)),
    Sign.SPO2: (Decimal(82), Decimal(100)),
    Sign.SYSTOLIC: (Decimal(70), Decimal(230)),
    Sign.PULSE: (Decimal(30), Decimal(150)),
    Sign.TEMPERATURE: (Decimal("34.0"), Decimal("41.0")),
}
"""What a lane shows; a reading beyond it stands at its edge with its number."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A band of a lane in which a reading scores the same."""

    bottom: float
    top: float
    points: int


@dataclass(frozen=True, slots=True)
class Point:
    """One reading, what it scores, and how it is read."""

    across: float
    up: float
    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One sign. `latest` is its newest reading, or "" where it was not measured."""

    title: str
    caption: str
    zones: tuple[Zone, ...]
    points: tuple[Point, ...]
    latest: str
    latest_points: int


@dataclass(frozen=True, slots=True)
class ScoreMark:
    """The score of a set above the lanes."""

    across: float
    figure: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Trend:
    """The chart: scores, lanes from the top, and (across, words) of the times below them."""

    scores: tuple[ScoreMark, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    span: str


FROM_TO = N_("{start} to {end}")


def trend_of(sets: Sequence[VitalsSet]) -> Trend:
    """The chart of those of the sets that stand; a chart without lanes where there are none."""
    standing = sorted((s for s in sets if not s.is_void), key=lambda s: s.taken_at.timestamp())
    if not standing:
        return Trend((), (), (), "")
    end = standing[-1].taken_at.timestamp()
    shown = [s for s in standing if end - s.taken_at.timestamp() <= LONGEST.total_seconds()]
    start = min(shown[0].taken_at.timestamp(), end - SHORTEST.total_seconds())
    placed = [((each.taken_at.timestamp() - start) / (end - start), each) for each in shown]
    return Trend(
        scores=tuple(ScoreMark(x, s.score_words, s.news.tone) for x, s in placed if s.score_words),
        lanes=tuple(_lane(sign, placed) for sign in _RANGES),
        ticks=_ticks([(x, each.taken_at) for x, each in placed]),
        span=FROM_TO.format(start=shown[0].taken, end=shown[-1].taken),
    )


@cache
def zones_of(sign: Sign) -> tuple[Zone, ...]:
    """The bands of a lane from the bottom up; they meet halfway between two readings."""
    low, high = _RANGES[sign]
    step = Decimal(1).scaleb(-MEASURES[sign].decimals)
    zones: list[Zone] = []
    value, edge = low, 0.0
    while value <= high:
        points = part_of(Parameter(sign.value), value)
        after = value + step
        if after > high or part_of(Parameter(sign.value), after) != points:
            top = 1.0 if after > high else _up(sign, value + step / 2)
            zones.append(Zone(edge, top, points))
            edge = top
        value = after
    return tuple(zones)


def _lane(sign: Sign, placed: Sequence[tuple[float, VitalsSet]]) -> Lane:
    points = [
        Point(
            across,
            _up(sign, each.numbers[sign]),
            each.news.parts.get(sign, part_of(Parameter(sign.value), each.numbers[sign])),
            f"{each.numbers[sign]:f}",
        )
        for across, each in placed
        if sign in each.numbers
    ]
    measure = MEASURES[sign]
    return Lane(
        title=measure.label,
        caption=_normal(sign, measure),
        zones=zones_of(sign),
        points=tuple(points),
        latest=points[-1].text if points else "",
        latest_points=points[-1].points if points else 0,
    )


def _normal(sign: Sign, measure: Measure) -> str:
    low, high = NORMAL[Parameter(sign.value)]
    words = NORMAL_FROM if high is None else NORMAL_WORDS
    return words.format(low=low, high=high, unit=measure.unit_words)


def _up(sign: Sign, value: Decimal) -> float:
    low, high = _RANGES[sign]
    return float(min(max((value - low) / (high - low), Decimal(0)), Decimal(1)))


def _ticks(times: Sequence[tuple[float, datetime]]) -> tuple[tuple[float, str], ...]:
    """Times of sets that do not run into each other, the newest always; the day where it turns."""
    kept: list[tuple[float, datetime]] = []
    for across, at in reversed(times):
        if not kept or kept[-1][0] - across >= TICK_APART:
            kept.append((across, at))
    kept.reverse()
    words = []
    for number, (across, at) in enumerate(kept):
        turned = number > 0 and kept[number - 1][1].date() != at.date()
        words.append(
            (across, f"{date_words(at.date())[:6]} {at:%H:%M}" if turned else f"{at:%H:%M}")
        )
    return tuple(words)
