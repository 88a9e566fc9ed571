"""Recording a set of vital signs: one panel, a measure for each sign, and its NEWS2 score."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Refuse, UseCase
from app.encounters.current import current_encounter
from app.fields import Choice, Context, Layout, Number, Text, Width
from app.typed_times import TypedTimeError, parse_past_time
from app.vitals.age import age_in_years
from app.vitals.set_rows import is_recorded, set_rows
from models.vital_signs import AIR, MEASURES, ON_OXYGEN, SCALE_2, Sign, Value
from models.vocabulary import N_, EncounterId, PatientId

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
    if is_recorded(act.tx, act.id):
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
    for row in set_rows(act.id, values, age, common):
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
