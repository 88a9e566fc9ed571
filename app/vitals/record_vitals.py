"""Recording a set of vital signs: one panel, a measure for each sign, and its NEWS2 score."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from app.command import Act, Refuse, UseCase
from app.encounters.current import current_encounter
from app.fields import Choice, Context, Layout, Number, Text, Width
from app.typed_times import TypedTimeError, parse_past_time
from app.vitals.age import age_in_years
from models.clinical import Observation
from models.news2 import Score, news2
from models.vital_signs import (
    AIR,
    LOINC,
    MEASURES,
    ON_OXYGEN,
    OWN_CODES,
    PANEL_CODE,
    PANEL_DISPLAY,
    SCALE_2,
    SCORE_CODE,
    SCORE_DISPLAY,
    SCORE_UNIT,
    Sign,
    Value,
    measure_id,
    measures_of,
    uses_scale_2,
)
from models.vocabulary import N_, EncounterId, PatientId, RowId

SHORT = Layout(width=Width.SHORT)
USUAL_SCALE = "1"
SCALES = ((USUAL_SCALE, N_("1 (usual)")), (SCALE_2, N_("2 (88–92 %)")))
BREATHING = ((AIR, N_("Air")), (ON_OXYGEN, N_("Oxygen")))
ACVPU = (
    ("A", N_("Alert")),
    ("C", N_("Confusion, new")),
    ("V", N_("Voice")),
    ("P", N_("Pain")),
    ("U", N_("Unresponsive")),
)


def _number(sign: Sign) -> Number:
    measure = MEASURES[sign]
    return Number(
        *(measure.label, measure.unit_words, measure.lowest, measure.highest),
        decimals=measure.decimals,
        layout=SHORT,
    )


def _choice(sign: Sign, options: tuple[tuple[str, str], ...]) -> Choice:
    return Choice(MEASURES[sign].label, options, layout=SHORT)


class VitalsRefusal(StrEnum):
    """Why a set cannot be recorded."""

    NOTHING = "nothing"
    BAD_TIME = "bad_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVitals:
    """One set, in the order of the NEWS2 chart. What was not measured stays empty."""

    patient_id: Annotated[PatientId, Context("patient")]
    respiration: Annotated[int | None, _number(Sign.RESPIRATION)]
    spo2: Annotated[int | None, _number(Sign.SPO2)]
    oxygen: Annotated[str | None, _choice(Sign.OXYGEN, BREATHING)]
    systolic: Annotated[int | None, _number(Sign.SYSTOLIC)]
    diastolic: Annotated[int | None, _number(Sign.DIASTOLIC)]
    pulse: Annotated[int | None, _number(Sign.PULSE)]
    consciousness: Annotated[str | None, _choice(Sign.CONSCIOUSNESS, ACVPU)]
    temperature: Annotated[Decimal | None, _number(Sign.TEMPERATURE)]
    taken: Annotated[
        str | None,
        Text(N_("Taken"), 30, layout=Layout(width=Width.SHORT, help=N_("Now, or 0930"))),
    ]
    scale: Annotated[
        str | None,
        Choice(
            *(MEASURES[Sign.SCALE].label, SCALES, USUAL_SCALE),
            layout=Layout(width=Width.SHORT, help=N_("2 only if prescribed")),
        ),
    ]


def record_vitals(act: Act, command: RecordVitals) -> UUID:
    """Record the set; the panel takes the id of the opened form, so one form is one set."""
    values = _values(command)
    if not values.keys() - {Sign.SCALE}:
        raise Refuse(VitalsRefusal.NOTHING, field="respiration")
    taken_at = _taken_at(act, command.taken)
    if act.tx.get(Observation, act.id) is not None:
        return act.id
    visit = current_encounter(act.tx, command.patient_id)
    common = {
        "patient_id": command.patient_id,
        "encounter_id": EncounterId(visit.id) if visit else None,
        "effective_at": taken_at,
        **act.stamp(),
    }
    day = taken_at.astimezone(act.now.tzinfo).date()
    age = age_in_years(act.tx, command.patient_id, day)
    for row in _rows(act.id, values, age, common):
        act.tx.add(row)
    return act.id


def _values(command: RecordVitals) -> dict[Sign, Value]:
    """What was measured; the usual scale goes without saying, and 0 is a value."""
    values: dict[Sign, Value] = {}
    for sign in Sign:
        given = getattr(command, sign.value)
        if given is not None and not (sign is Sign.SCALE and given == USUAL_SCALE):
            values[sign] = given if isinstance(given, str) else Decimal(given)
    return values


def _taken_at(act: Act, text: str | None) -> datetime:
    if not text:
        return act.tx.now
    try:
        return parse_past_time(text, act.now, act.order)
    except TypedTimeError as error:
        raise Refuse(VitalsRefusal.BAD_TIME, field="taken", why=str(error)) from error


def _rows(
    panel_id: UUID, values: dict[Sign, Value], age: int | None, common: dict[str, Any]
) -> Iterator[Observation]:
    yield Observation(
        id=panel_id, code=PANEL_CODE, code_system=LOINC, display=PANEL_DISPLAY, **common
    )
    common = {**common, "panel_id": RowId(panel_id)}
    for sign, value in values.items():
        measure = MEASURES[sign]
        yield Observation(
            id=measure_id(panel_id, measure.code),
            code=measure.code,
            code_system=measure.system,
            display=measure.display,
            value=value if isinstance(value, Decimal) else None,
            value_code=value if isinstance(value, str) else None,
            unit=measure.unit,
            **common,
        )
    found = news2(measures_of(values), age, scale2=uses_scale_2(values))
    if isinstance(found, Score):
        yield Observation(
            id=measure_id(panel_id, SCORE_CODE),
            code=SCORE_CODE,
            code_system=OWN_CODES,
            display=SCORE_DISPLAY,
            value=Decimal(found.total),
            unit=SCORE_UNIT,
            **common,
        )


RECORD_VITALS = UseCase(
    key="vitals.record",
    title=N_("Vital signs"),
    input=RecordVitals,
    function=record_vitals,
    refusals={
        VitalsRefusal.NOTHING: N_("Nothing is measured yet. Type at least one sign."),
        VitalsRefusal.BAD_TIME: N_("{why}"),
    },
)
