"""The vital-signs panel: its measures as they are coded, in which unit, and within which limits.

LOINC codes © Regenstrief Institute, used under the LOINC licence; units are UCUM. The limits keep
slips of the finger out; what lies within them may still be an emergency.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID, uuid5

from models.clinical import Observation
from models.news2 import Consciousness, Measures
from models.vocabulary import N_

LOINC = "http://loinc.org"
OWN_CODES = "urn:almoner:vital-signs"
PANEL_CODE, PANEL_DISPLAY = "85353-1", "Vital signs panel"
SCORE_CODE, SCORE_DISPLAY, SCORE_UNIT = "news2", "NEWS2 score", "{score}"


class Sign(StrEnum):
    """The measures of a set, by the name of their field in the form."""

    RESPIRATION = "respiration"
    SPO2 = "spo2"
    SCALE = "scale"
    OXYGEN = "oxygen"
    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    PULSE = "pulse"
    CONSCIOUSNESS = "consciousness"
    TEMPERATURE = "temperature"


AIR, ON_OXYGEN = "air", "oxygen"
SCALE_2 = "2"


@dataclass(frozen=True, slots=True)
class Measure:
    """How one measure is recorded.

    Attributes:
        sign: which one.
        code: its code.
        system: the code list.
        display: what the code means.
        label: what people call it.
        unit: UCUM, None for an answer out of a list.
        unit_words: the unit as people read it.
        lowest: the least number that can be a reading.
        highest: the greatest.
        decimals: digits after the point.
    """

    sign: Sign
    code: str
    system: str
    display: str
    label: str
    unit: str | None = None
    unit_words: str = ""
    lowest: float = 0
    highest: float = 0
    decimals: int = 0


MEASURES: Mapping[Sign, Measure] = {
    each.sign: each
    for each in (
        Measure(
            *(Sign.RESPIRATION, "9279-1", LOINC, "Respiratory rate", N_("Respiration")),
            *("/min", N_("/min"), 0, 80),
        ),
        Measure(
            *(Sign.SPO2, "59408-5", LOINC, "Oxygen saturation by pulse oximetry", N_("SpO₂")),
            *("%", N_("%"), 30, 100),
        ),
        Measure(Sign.SCALE, "spo2-scale", OWN_CODES, "NEWS2 SpO2 scale", N_("SpO₂ scale")),
        Measure(
            Sign.OXYGEN, "air-or-oxygen", OWN_CODES, "Breathing air or oxygen", N_("Air or oxygen")
        ),
        Measure(
            *(Sign.SYSTOLIC, "8480-6", LOINC, "Systolic blood pressure", N_("Systolic")),
            *("mm[Hg]", N_("mmHg"), 0, 320),
        ),
        Measure(
            *(Sign.DIASTOLIC, "8462-4", LOINC, "Diastolic blood pressure", N_("Diastolic")),
            *("mm[Hg]", N_("mmHg"), 0, 220),
        ),
        Measure(
            *(Sign.PULSE, "8867-4", LOINC, "Heart rate", N_("Pulse")),
            *("/min", N_("/min"), 0, 320),
        ),
        Measure(
            *(Sign.CONSCIOUSNESS, "acvpu", OWN_CODES, "Consciousness (ACVPU)"),
            N_("Consciousness"),
        ),
        Measure(
            *(Sign.TEMPERATURE, "8310-5", LOINC, "Body temperature", N_("Temperature")),
            *("Cel", N_("°C"), 25, 45, 1),
        ),
    )
}
BY_CODE: Mapping[tuple[str, str], Measure] = {
    (each.system, each.code): each for each in MEASURES.values()
}
Value = Decimal | str


def is_panel(row: Observation) -> bool:
    """Whether it stands for a whole set."""
    return row.code_system == LOINC and row.code == PANEL_CODE


def is_score(row: Observation) -> bool:
    """Whether it is the score of a set."""
    return row.code_system == OWN_CODES and row.code == SCORE_CODE


def measure_id(panel_id: UUID, code: str) -> UUID:
    """The id of one measure of a set, the same however often the set is saved."""
    return uuid5(panel_id, code)


def values_of(rows: Iterable[Observation]) -> dict[Sign, Value]:
    """What was measured, out of the rows of one set; rows of other kinds are passed by."""
    found: dict[Sign, Value] = {}
    for row in rows:
        measure = BY_CODE.get((row.code_system, row.code))
        value = row.value if row.value is not None else row.value_code
        if measure is not None and value is not None:
            found[measure.sign] = value
    return found


def measures_of(values: Mapping[Sign, Value]) -> Measures:
    """The same as the score takes it; an answer that is not on its list counts as none."""
    known = {each.value for each in Consciousness}
    answer = values.get(Sign.CONSCIOUSNESS)
    breathing = values.get(Sign.OXYGEN)
    return Measures(
        respiration=_number(values, Sign.RESPIRATION),
        spo2=_number(values, Sign.SPO2),
        on_oxygen={AIR: False, ON_OXYGEN: True}.get(str(breathing)),
        systolic=_number(values, Sign.SYSTOLIC),
        pulse=_number(values, Sign.PULSE),
        consciousness=Consciousness(str(answer)) if answer in known else None,
        temperature=_number(values, Sign.TEMPERATURE),
    )


def uses_scale_2(values: Mapping[Sign, Value]) -> bool:
    """Whether saturation is to be scored against a prescribed 88-92 %."""
    return values.get(Sign.SCALE) == SCALE_2


def _number(values: Mapping[Sign, Value], sign: Sign) -> Decimal | None:
    value = values.get(sign)
    return value if isinstance(value, Decimal) else None
