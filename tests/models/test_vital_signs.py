"""The vital-signs panel as it is coded."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from models.clinical import Observation
from models.news2 import Consciousness, Parameter, part_of
from models.vital_signs import (
    BY_CODE,
    LOINC,
    MEASURES,
    OWN_CODES,
    PANEL_CODE,
    SCORE_CODE,
    Sign,
    is_panel,
    is_score,
    measure_id,
    measures_of,
    uses_scale_2,
    values_of,
)
from models.vocabulary import PatientId, PractitionerId

AT = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
PANEL = UUID(int=7)


def row(sign: Sign, value: Decimal | None = None, answer: str | None = None) -> Observation:
    measure = MEASURES[sign]
    return observation(measure.code, measure.system, value, answer)


def observation(
    code: str, system: str, value: Decimal | None = None, answer: str | None = None
) -> Observation:
    return Observation(
        id=measure_id(PANEL, code),
        patient_id=PatientId(UUID(int=1)),
        recorded_at=AT,
        recorded_by_id=PractitionerId(UUID(int=2)),
        code=code,
        code_system=system,
        display=code,
        effective_at=AT,
        value=value,
        value_code=answer,
    )


def test_every_measure_has_a_code_of_its_own() -> None:
    assert len(BY_CODE) == len(MEASURES) == len(Sign)
    assert BY_CODE[LOINC, "9279-1"].sign is Sign.RESPIRATION
    assert BY_CODE[LOINC, "8310-5"].unit == "Cel"


def test_every_number_has_a_unit_and_room_for_what_is_normal() -> None:
    for measure in MEASURES.values():
        assert (measure.unit is None) == (measure.lowest == measure.highest)
        if measure.unit is not None:
            assert measure.unit_words


def test_the_limits_let_the_sickest_reading_through() -> None:
    for parameter in (Parameter.RESPIRATION, Parameter.PULSE, Parameter.SYSTOLIC):
        measure = MEASURES[Sign(parameter.value)]
        assert part_of(parameter, Decimal(str(measure.highest))) == 3
        assert part_of(parameter, Decimal(str(measure.lowest))) == 3


def test_a_set_is_read_back_from_its_rows_and_zero_stays_a_value() -> None:
    rows = [
        observation(PANEL_CODE, LOINC),
        row(Sign.PULSE, Decimal(0)),
        row(Sign.OXYGEN, answer="oxygen"),
        row(Sign.CONSCIOUSNESS, answer="V"),
        observation(SCORE_CODE, OWN_CODES, Decimal(9)),
    ]
    values = values_of(rows)
    found = measures_of(values)
    assert values[Sign.PULSE] == 0
    assert (found.pulse, found.on_oxygen) == (Decimal(0), True)
    assert found.consciousness is Consciousness.VOICE
    assert found.temperature is None


def test_an_answer_from_another_list_is_no_answer() -> None:
    found = measures_of({Sign.CONSCIOUSNESS: "drowsy", Sign.OXYGEN: "helium"})
    assert found.consciousness is None
    assert found.on_oxygen is None


def test_scale_2_is_used_only_where_it_was_said() -> None:
    assert not uses_scale_2({})
    assert not uses_scale_2({Sign.SCALE: "1"})
    assert uses_scale_2({Sign.SCALE: "2"})


def test_panel_and_score_are_known_by_their_codes() -> None:
    assert is_panel(observation(PANEL_CODE, LOINC))
    assert not is_panel(observation(PANEL_CODE, OWN_CODES))
    assert is_score(observation(SCORE_CODE, OWN_CODES))


def test_a_measure_saved_twice_has_the_same_id() -> None:
    assert measure_id(PANEL, "8867-4") == measure_id(PANEL, "8867-4")
    assert measure_id(PANEL, "8867-4") != measure_id(PANEL, "8310-5")
