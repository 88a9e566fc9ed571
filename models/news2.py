"""NEWS2, the early-warning score of adults.

National Early Warning Score (NEWS) 2, Royal College of Physicians, London 2017: the bands are those
of Chart 1, the thresholds and responses those of Charts 2 and 4. The RCP asks that it be named.
The score is for people of 16 years and over, and not for pregnancy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from models.vocabulary import N_

ACKNOWLEDGEMENT = N_("NEWS2 © Royal College of Physicians 2017. Not for pregnancy.")
YOUNGEST_YEARS = 16
RED_PART = 3
"""One parameter that scores this much calls for somebody by itself."""
URGENT_FROM, EMERGENCY_FROM = 5, 7


class Parameter(StrEnum):
    """What the score is made of, in the order of the RCP chart."""

    RESPIRATION = "respiration"
    SPO2 = "spo2"
    OXYGEN = "oxygen"
    SYSTOLIC = "systolic"
    PULSE = "pulse"
    CONSCIOUSNESS = "consciousness"
    TEMPERATURE = "temperature"


class Consciousness(StrEnum):
    """ACVPU."""

    ALERT = "A"
    CONFUSION = "C"
    VOICE = "V"
    PAIN = "P"
    UNRESPONSIVE = "U"


class Response(StrEnum):
    """How the ward is to answer, from calm to emergency."""

    ROUTINE = "routine"
    LOW = "low"
    LOW_MEDIUM = "low-medium"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Unscored(StrEnum):
    """Why there is no score."""

    TOO_YOUNG = "too-young"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What was measured; None is not measured, and 0 is a value.

    Attributes:
        respiration: breaths a minute.
        spo2: oxygen saturation in %.
        on_oxygen: whether oxygen is given; False is air.
        systolic: systolic blood pressure in mmHg.
        pulse: beats a minute.
        consciousness: the answer on ACVPU.
        temperature: in °C, compared at one decimal.
    """

    respiration: Decimal | int | None = None
    spo2: Decimal | int | None = None
    on_oxygen: bool | None = None
    systolic: Decimal | int | None = None
    pulse: Decimal | int | None = None
    consciousness: Consciousness | None = None
    temperature: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a complete set, 0 to 20, the part of each parameter, and the response."""

    total: int
    parts: Mapping[Parameter, int]
    response: Response


@dataclass(frozen=True, slots=True)
class Refusal:
    """There is no score.

    Attributes:
        reason: why.
        missing: what was not measured, in the order of the chart.
        parts: what each measured parameter scores; empty for the too young.
        at_least: the sum of the parts: whatever is missing, the score cannot be lower.
    """

    reason: Unscored
    missing: tuple[Parameter, ...]
    parts: Mapping[Parameter, int]
    at_least: int


def news2(measures: Measures, age_years: int | None, *, scale2: bool) -> Score | Refusal:
    """The score of one set.

    Args:
        measures: what was measured.
        age_years: whole years, None where the birth date is not known.
        scale2: whether a clinician has prescribed a target saturation of 88-92 %.
    """
    if age_years is not None and age_years < YOUNGEST_YEARS:
        return Refusal(Unscored.TOO_YOUNG, (), {}, 0)
    found = {each: _part(each, measures, scale2=scale2) for each in Parameter}
    parts = {each: points for each, points in found.items() if points is not None}
    missing = tuple(each for each in Parameter if each not in parts and _lacks(each, measures))
    total = sum(parts.values())
    if missing:
        return Refusal(Unscored.INCOMPLETE, missing, parts, total)
    return Score(total, parts, response_to(total, parts))


def response_to(total: int, parts: Mapping[Parameter, int]) -> Response:
    """How to answer a score (Chart 4), one parameter of 3 counting by itself."""
    if total >= EMERGENCY_FROM:
        return Response.EMERGENCY
    if total >= URGENT_FROM:
        return Response.URGENT
    if RED_PART in parts.values():
        return Response.LOW_MEDIUM
    return Response.LOW if total else Response.ROUTINE


_Bands = tuple[tuple[Decimal, int], ...]
_BEYOND = Decimal("Infinity")


def _bands(*upto: tuple[str, int], beyond: int) -> _Bands:
    """Bands by their highest value, and what scores beyond the last."""
    return (*((Decimal(value), points) for value, points in upto), (_BEYOND, beyond))


_RESPIRATION = _bands(("8", 3), ("11", 1), ("20", 0), ("24", 2), beyond=3)
_SPO2_SCALE_1 = _bands(("91", 3), ("93", 2), ("95", 1), beyond=0)
_SPO2_SCALE_2_AIR = _bands(("83", 3), ("85", 2), ("87", 1), beyond=0)
_SPO2_SCALE_2_OXYGEN = _bands(
    ("83", 3), ("85", 2), ("87", 1), ("92", 0), ("94", 1), ("96", 2), beyond=3
)
_SCALE_2_ASKS_FOR_OXYGEN_FROM = 93
_SYSTOLIC = _bands(("90", 3), ("100", 2), ("110", 1), ("219", 0), beyond=3)
_PULSE = _bands(("40", 3), ("50", 1), ("90", 0), ("110", 1), ("130", 2), beyond=3)
_TEMPERATURE = _bands(("35.0", 3), ("36.0", 1), ("38.0", 0), ("39.0", 1), beyond=2)
_ON_OXYGEN = 2

NORMAL: Mapping[Parameter, tuple[Decimal | None, Decimal | None]] = {
    Parameter.RESPIRATION: (Decimal(12), Decimal(20)),
    Parameter.SPO2: (Decimal(96), None),
    Parameter.SYSTOLIC: (Decimal(111), Decimal(219)),
    Parameter.PULSE: (Decimal(51), Decimal(90)),
    Parameter.TEMPERATURE: (Decimal("36.1"), Decimal("38.0")),
}
"""What scores 0 on scale 1; None is open."""


def part_of(parameter: Parameter, value: Decimal) -> int:
    """What one measured number scores by itself, saturation on scale 1.

    Raises:
        KeyError: the parameter is an answer and not a number.
    """
    bands = {
        Parameter.RESPIRATION: _RESPIRATION,
        Parameter.SPO2: _SPO2_SCALE_1,
        Parameter.SYSTOLIC: _SYSTOLIC,
        Parameter.PULSE: _PULSE,
        Parameter.TEMPERATURE: _TEMPERATURE,
    }[parameter]
    return _points(value, bands, "0.1" if parameter is Parameter.TEMPERATURE else "1")


def _part(parameter: Parameter, measures: Measures, *, scale2: bool) -> int | None:
    if parameter is Parameter.SPO2:
        return _saturation(measures, scale2=scale2)
    if parameter is Parameter.OXYGEN:
        given = measures.on_oxygen
        return None if given is None else _ON_OXYGEN * given
    if parameter is Parameter.CONSCIOUSNESS:
        answer = measures.consciousness
        return None if answer is None else RED_PART * (answer is not Consciousness.ALERT)
    value = getattr(measures, parameter.value)
    return None if value is None else part_of(parameter, Decimal(value))


def _saturation(measures: Measures, *, scale2: bool) -> int | None:
    if measures.spo2 is None:
        return None
    value = Decimal(measures.spo2)
    if not scale2:
        return _points(value, _SPO2_SCALE_1, "1")
    if measures.on_oxygen is None and value >= _SCALE_2_ASKS_FOR_OXYGEN_FROM:
        return None
    bands = _SPO2_SCALE_2_OXYGEN if measures.on_oxygen else _SPO2_SCALE_2_AIR
    return _points(value, bands, "1")


def _lacks(parameter: Parameter, measures: Measures) -> bool:
    """Whether it was not measured; a saturation that waits for air or oxygen was."""
    field = "on_oxygen" if parameter is Parameter.OXYGEN else parameter.value
    return getattr(measures, field) is None


def _points(value: Decimal, bands: _Bands, step: str) -> int:
    compared = value.quantize(Decimal(step), ROUND_HALF_UP)
    return next(points for highest, points in bands if compared <= highest)
