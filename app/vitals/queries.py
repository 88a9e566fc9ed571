"""What the ward asks about the vital signs of one patient."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from app.marks import SyncMark, marks_of
from app.query import OUTBOX, Look, Query
from app.staff_words import desk_words, person_words
from app.times import moment_words
from app.vitals.age import age_in_years
from app.vitals.news_words import news_words
from app.vitals.record_vitals import ACVPU, BREATHING, SCALES
from app.vitals.rows import VitalsChart, VitalsSet
from local_store.reading import Read
from models.clinical import Observation
from models.vital_signs import MEASURES, Sign, Value, is_panel, is_score, values_of
from models.vocabulary import N_, PatientId

LATE_FROM = timedelta(minutes=15)
"""A record made longer after the thing itself is shown as a late entry."""
LATE_ENTRY = N_("Late entry, recorded {when}")
STRUCK_OUT = N_("Struck out by {who}: {why}")
NO_REASON = N_("no reason given")
RESP, SATURATION = N_("Resp. {value}"), N_("SpO₂ {value}")
PRESSURE, PULSE = N_("BP {value}"), N_("Pulse {value}")
_ANSWERS = {
    Sign.CONSCIOUSNESS: dict(ACVPU),
    Sign.OXYGEN: dict(BREATHING),
    Sign.SCALE: dict(SCALES),
}
VITALS_TABLES = frozenset(
    {*("observation", "patient_demographics", "practitioner", "device", OUTBOX)}
)


def vitals_chart(look: Look, patient_id: PatientId) -> VitalsChart:
    """Every set of a patient, the newest first; those struck out as well."""
    rows = look.read.all(Observation, patient_id=patient_id)
    parts: dict[UUID, list[Observation]] = defaultdict(list)
    for row in rows:
        if row.panel_id is not None:
            parts[row.panel_id].append(row)
    panels = sorted((row for row in rows if is_panel(row)), key=lambda row: row.effective_at)
    marks = marks_of(look.read, [panel.id for panel in panels])
    sets = _Sets(look, patient_id)
    return VitalsChart(
        patient_id,
        age_in_years(look.read, patient_id, look.today),
        tuple(
            sets.row(panel, parts[panel.id], marks.get(panel.id, SyncMark.SENT))
            for panel in reversed(panels)
        ),
    )


def sign_texts(values: Mapping[Sign, Value]) -> dict[Sign, str]:
    """Each sign as it is read: `24 /min`, `Alert`."""
    return {sign: _text(sign, value) for sign, value in values.items()}


def set_words(values: Mapping[Sign, Value]) -> str:
    """A whole set on one line: `Resp. 25 · SpO₂ 92 % · Oxygen · BP 98/61 · …`."""
    texts = sign_texts(values)
    pressure = [f"{values[s]:f}" for s in (Sign.SYSTOLIC, Sign.DIASTOLIC) if s in values]
    told = (
        RESP.format(value=texts[Sign.RESPIRATION]) if Sign.RESPIRATION in texts else "",
        SATURATION.format(value=texts[Sign.SPO2]) if Sign.SPO2 in texts else "",
        texts.get(Sign.OXYGEN, ""),
        PRESSURE.format(value="/".join(pressure)) if pressure else "",
        PULSE.format(value=texts[Sign.PULSE]) if Sign.PULSE in texts else "",
        texts.get(Sign.CONSCIOUSNESS, ""),
        texts.get(Sign.TEMPERATURE, ""),
    )
    return " · ".join(part for part in told if part)


def late_words(recorded_at: datetime, happened_at: datetime, now: datetime) -> str:
    """That it was entered long after it happened, or ""."""
    if recorded_at - happened_at < LATE_FROM:
        return ""
    return LATE_ENTRY.format(when=moment_words(recorded_at, now))


class _Sets:
    """Makes the rows of one patient; a colleague is looked up once."""

    def __init__(self, look: Look, patient_id: PatientId) -> None:
        self._look, self._patient = look, patient_id
        self._names: dict[UUID | None, str] = {}

    def row(self, panel: Observation, parts: Sequence[Observation], mark: SyncMark) -> VitalsSet:
        look = self._look
        taken_at = panel.effective_at.astimezone(look.now.tzinfo)
        values = values_of(row for row in parts if panel.voided_at or row.voided_at is None)
        age = age_in_years(look.read, self._patient, taken_at.date())
        scores = [row.value for row in parts if is_score(row) and row.value is not None]
        score = int(scores[0]) if scores else None
        return VitalsSet(
            panel_id=panel.id,
            taken_at=taken_at,
            taken=moment_words(taken_at, look.now),
            numbers={s: v for s, v in values.items() if isinstance(v, Decimal)},
            texts=sign_texts(values),
            score=score,
            score_words="" if score is None else str(score),
            news=news_words(values, age),
            who=self._name(person_words, panel.recorded_by_id),
            where=self._name(desk_words, panel.recorded_on_id),
            how=self._how(panel),
            is_void=panel.voided_at is not None,
            mark=mark,
        )

    def _name(self, words: Callable[[Read, UUID | None], str], key: UUID | None) -> str:
        if key not in self._names:
            self._names[key] = words(self._look.read, key)
        return self._names[key]

    def _how(self, panel: Observation) -> str:
        late = late_words(panel.recorded_at, panel.effective_at, self._look.now)
        if panel.voided_at is None:
            return late
        who = self._name(person_words, panel.voided_by_id)
        return STRUCK_OUT.format(who=who, why=panel.void_reason or NO_REASON)


def _text(sign: Sign, value: Value) -> str:
    if isinstance(value, str):
        return _ANSWERS[sign].get(value, value)
    unit = MEASURES[sign].unit_words
    return f"{value:f} {unit}"


VITALS_CHART = Query("vitals.chart", N_("Vital signs"), vitals_chart, VITALS_TABLES)
