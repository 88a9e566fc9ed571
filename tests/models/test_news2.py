"""NEWS2 as the Royal College of Physicians printed it (2017, Charts 1 to 4)."""

from decimal import Decimal
from typing import Any

import pytest

from models.news2 import (
    NORMAL,
    Consciousness,
    Measures,
    Parameter,
    Refusal,
    Response,
    Score,
    Unscored,
    news2,
    part_of,
    response_to,
)

WELL: dict[str, Any] = {
    "respiration": 16,
    "spo2": 98,
    "on_oxygen": False,
    "systolic": 120,
    "pulse": 72,
    "consciousness": Consciousness.ALERT,
    "temperature": Decimal("36.8"),
}
SCALE_1 = """
respiration  0:3 8:3 9:1 11:1 12:0 20:0 21:2 24:2 25:3 60:3
spo2         0:3 91:3 92:2 93:2 94:1 95:1 96:0 100:0
systolic     0:3 90:3 91:2 100:2 101:1 110:1 111:0 219:0 220:3 300:3
pulse        0:3 40:3 41:1 50:1 51:0 90:0 91:1 110:1 111:2 130:2 131:3 250:3
temperature  25:3 35.0:3 35.1:1 36.0:1 36.1:0 38.0:0 38.1:1 39.0:1 39.1:2 42:2
"""
SCALE_2_AIR = "0:3 83:3 84:2 85:2 86:1 87:1 88:0 92:0 93:0 94:0 97:0 100:0"
SCALE_2_OXYGEN = "0:3 83:3 84:2 85:2 86:1 87:1 88:0 92:0 93:1 94:1 95:2 96:2 97:3 100:3"


def edges(line: str) -> list[tuple[Decimal, int]]:
    """The pairs of a line of a table."""
    pairs = (pair.split(":") for pair in line.split())
    return [(Decimal(value), int(points)) for value, points in pairs]


EDGES = [
    pytest.param(line.split()[0], value, points, id=f"{line.split()[0]} {value}")
    for line in SCALE_1.strip().splitlines()
    for value, points in edges(line.split(maxsplit=1)[1])
]


def scored(*, age: int | None = 42, scale2: bool = False, **changed: Any) -> Score:
    """The score of somebody well in whom only this is different."""
    found = news2(Measures(**WELL | changed), age, scale2=scale2)
    assert isinstance(found, Score), found
    return found


def refused(*, age: int | None = 42, scale2: bool = False, **changed: Any) -> Refusal:
    """The same where there is no score."""
    found = news2(Measures(**WELL | changed), age, scale2=scale2)
    assert isinstance(found, Refusal), found
    return found


def test_somebody_well_scores_nothing_and_is_seen_again_in_twelve_hours() -> None:
    found = scored()
    assert (found.total, found.response) == (0, Response.ROUTINE)
    assert set(found.parts) == set(Parameter)


@pytest.mark.parametrize(("parameter", "value", "points"), EDGES)
def test_every_edge_of_every_band_scores_as_printed(
    parameter: str, value: Decimal, points: int
) -> None:
    changed: dict[str, Any] = {parameter: value}
    found = scored(**changed)
    assert found.parts[Parameter(parameter)] == points
    assert found.total == points
    assert part_of(Parameter(parameter), value) == points


@pytest.mark.parametrize(("value", "points"), edges(SCALE_2_AIR))
def test_a_prescribed_saturation_is_scored_on_scale_2_on_air(value: Decimal, points: int) -> None:
    assert scored(scale2=True, spo2=value).parts[Parameter.SPO2] == points


@pytest.mark.parametrize(("value", "points"), edges(SCALE_2_OXYGEN))
def test_a_prescribed_saturation_is_scored_on_scale_2_on_oxygen(
    value: Decimal, points: int
) -> None:
    found = scored(scale2=True, spo2=value, on_oxygen=True)
    assert found.parts[Parameter.SPO2] == points
    assert found.total == points + 2


def test_oxygen_scores_two_and_air_nothing() -> None:
    assert scored(on_oxygen=True).total == 2
    assert scored(on_oxygen=False).total == 0


@pytest.mark.parametrize("answer", [each for each in Consciousness if each != "A"])
def test_whoever_is_not_alert_scores_three_and_calls_for_somebody(answer: Consciousness) -> None:
    found = scored(consciousness=answer)
    assert (found.total, found.response) == (3, Response.LOW_MEDIUM)


@pytest.mark.parametrize(
    ("raw", "points"), [("35.04", 3), ("35.05", 1), ("36.04", 1), ("36.05", 0), ("38.04", 0)]
)
def test_a_temperature_is_compared_at_one_decimal(raw: str, points: int) -> None:
    assert scored(temperature=Decimal(raw)).total == points


@pytest.mark.parametrize(
    ("total", "response"),
    [
        *((0, Response.ROUTINE), (1, Response.LOW), (4, Response.LOW), (5, Response.URGENT)),
        *((6, Response.URGENT), (7, Response.EMERGENCY), (20, Response.EMERGENCY)),
    ],
)
def test_the_response_follows_the_total(total: int, response: Response) -> None:
    assert response_to(total, {Parameter.PULSE: min(total, 2)}) is response


@pytest.mark.parametrize(
    ("total", "response"),
    [(3, Response.LOW_MEDIUM), (4, Response.LOW_MEDIUM), (5, Response.URGENT)],
)
def test_a_three_in_one_parameter_calls_for_somebody_even_where_the_total_is_low(
    total: int, response: Response
) -> None:
    assert response_to(total, {Parameter.PULSE: 3}) is response


def test_the_sickest_score_twenty() -> None:
    found = scored(
        respiration=30,
        spo2=80,
        on_oxygen=True,
        systolic=80,
        pulse=140,
        consciousness=Consciousness.UNRESPONSIVE,
        temperature=Decimal("34.0"),
    )
    assert (found.total, found.response) == (20, Response.EMERGENCY)


def test_zero_is_a_value_and_not_a_missing_one() -> None:
    found = scored(respiration=0, pulse=0, systolic=0, spo2=0)
    assert found.total == 12
    assert found.response is Response.EMERGENCY


@pytest.mark.parametrize("age", [0, 1, 15])
def test_a_child_is_never_scored(age: int) -> None:
    found = refused(age=age)
    assert found.reason is Unscored.TOO_YOUNG
    assert not found.parts


@pytest.mark.parametrize("age", [16, 90, None])
def test_from_sixteen_on_and_where_the_age_is_not_known_there_is_a_score(age: int | None) -> None:
    assert scored(age=age).total == 0


@pytest.mark.parametrize("parameter", Parameter)
def test_an_incomplete_set_says_what_is_missing_and_no_total(parameter: Parameter) -> None:
    field = "on_oxygen" if parameter is Parameter.OXYGEN else parameter.value
    unmeasured: dict[str, Any] = {field: None}
    found = refused(**unmeasured)
    assert found.reason is Unscored.INCOMPLETE
    assert found.missing == (parameter,)
    assert not hasattr(found, "total")


def test_what_is_missing_can_only_raise_the_score() -> None:
    found = refused(temperature=None, respiration=24, pulse=118)
    assert found.at_least == 4
    assert scored(respiration=24, pulse=118, temperature=Decimal("36.8")).total == 4


def test_on_scale_2_a_high_saturation_waits_for_air_or_oxygen() -> None:
    found = refused(scale2=True, spo2=97, on_oxygen=None)
    assert found.missing == (Parameter.OXYGEN,)
    assert Parameter.SPO2 not in found.parts


def test_nothing_measured_is_missing_altogether() -> None:
    found = news2(Measures(), 42, scale2=False)
    assert isinstance(found, Refusal)
    assert found.missing == tuple(Parameter)
    assert found.at_least == 0


def test_the_normal_band_is_exactly_what_scores_nothing() -> None:
    for parameter, (low, high) in NORMAL.items():
        step = Decimal("0.1") if parameter is Parameter.TEMPERATURE else Decimal(1)
        for edge, outside in ((low, -step), (high, step)):
            if edge is not None:
                assert part_of(parameter, edge) == 0
                assert part_of(parameter, edge + outside) > 0
