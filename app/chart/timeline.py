"""Everything that happened to a patient in one visit, or ever: one indexed question a table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.chart.billing_facts import invoice_facts, payment_facts
from app.chart.care_facts import (
    allergy_facts,
    condition_facts,
    discharge_facts,
    encounter_facts,
    location_facts,
    note_facts,
    observation_fact,
    token_facts,
    vitals_fact,
)
from app.chart.carried_here import carried_here
from app.chart.fact import Fact, Names
from app.chart.how import Way, how_words
from app.chart.medicine_facts import (
    administration_facts,
    dispense_facts,
    request_facts,
    stop_facts,
)
from app.chart.rows import Timeline, TimelineRow, VisitChoice
from app.chart.void_record import VOIDABLE
from app.code_words import code_words
from app.marks import SyncMark, marks_of
from app.query import OUTBOX, Look, Query
from app.times import moment_words
from models.attention import Provenance
from models.billing import Invoice, Payment
from models.care import CareRecord
from models.clinical import (
    AllergyIntolerance,
    ClinicalNote,
    Condition,
    DischargeSummary,
    Observation,
)
from models.encounter import Encounter, EncounterLocation, QueueToken
from models.medication import (
    MedicationAdministration,
    MedicationDispense,
    MedicationRequest,
    MedicationStop,
)
from models.vital_signs import is_panel
from models.vocabulary import N_, EncounterId, PatientId

SINCE, BETWEEN = N_("{kind}, since {start}"), N_("{kind}, {start} to {end}")
FACTS: dict[type[CareRecord], Callable[[Any, Names], Iterator[Fact]]] = {
    QueueToken: token_facts,
    EncounterLocation: location_facts,
    AllergyIntolerance: allergy_facts,
    Condition: condition_facts,
    ClinicalNote: note_facts,
    DischargeSummary: discharge_facts,
    MedicationRequest: request_facts,
    MedicationStop: stop_facts,
    MedicationAdministration: administration_facts,
    MedicationDispense: dispense_facts,
    Invoice: invoice_facts,
    Payment: payment_facts,
}
TIMELINE_TABLES = frozenset(
    {
        *(entity.TABLE for entity in FACTS),
        *(Encounter.TABLE, Observation.TABLE, Provenance.TABLE),
        *("practitioner", "device", "location", OUTBOX),
    }
)
_Found = tuple[CareRecord, Fact]


def timeline(look: Look, patient_id: PatientId, encounter_id: EncounterId | None) -> Timeline:
    """What happened in a visit, or ever, the newest first."""
    visits = sorted(
        look.read.all(Encounter, patient_id=patient_id), key=lambda v: v.started_at, reverse=True
    )
    whose: dict[str, object] = {"patient_id": patient_id}
    if encounter_id is not None:
        whose = {"encounter_id": encounter_id}
    shown = [v for v in visits if encounter_id in (None, v.id)]
    names = Names(look)
    found = [
        *((row, fact) for row in shown for fact in encounter_facts(row, names)),
        *_observations(look.read.all(Observation, **whose)),
        *_others(look, whose, names),
    ]
    arrivals: dict[UUID, Provenance] = {
        row.target_id: row for row in look.read.all(Provenance, **whose)
    }
    ids = {row.id for row, _ in found}
    marks, carried = marks_of(look.read, ids), carried_here(look.read, ids)
    rows = []
    for row, fact in found:
        way = Way(arrivals.get(row.id), marks.get(row.id, SyncMark.SENT), row.id in carried)
        rows.append(_row(row, fact, names, way))
    rows.sort(key=lambda row: (row.at, row.key), reverse=True)
    choices = tuple(_choice(visit, look.now) for visit in visits)
    return Timeline(patient_id, encounter_id, choices, tuple(rows))


def newest_visit(look: Look, patient_id: PatientId) -> Timeline:
    """The story of the newest visit, or everything where there was none."""
    visits = look.read.all(Encounter, patient_id=patient_id)
    standing = [visit for visit in visits if visit.voided_at is None]
    newest = max(standing, key=lambda v: (v.started_at, v.id), default=None)
    return timeline(look, patient_id, EncounterId(newest.id) if newest else None)


def _others(look: Look, whose: dict[str, object], names: Names) -> Iterator[_Found]:
    for entity, facts in FACTS.items():
        for row in look.read.all(entity, **whose):
            for fact in facts(row, names):
                yield row, fact


def _observations(rows: Sequence[Observation]) -> Iterable[_Found]:
    """The sets, each as one, and what belongs to none."""
    parts: dict[UUID | None, list[Observation]] = defaultdict(list)
    for row in rows:
        parts[row.panel_id].append(row)
    for row in parts[None]:
        yield row, (vitals_fact(row, parts[row.id]) if is_panel(row) else observation_fact(row))


def _row(record: CareRecord, fact: Fact, names: Names, way: Way) -> TimelineRow:
    look = names.look
    is_void = record.voided_at is not None
    return TimelineRow(
        key=f"{record.id}{fact.part}",
        table=type(record).TABLE,
        row_id=record.id,
        kind=fact.kind,
        at=fact.at.astimezone(look.now.tzinfo),
        when=moment_words(fact.at, look.now),
        what=fact.what,
        detail=fact.detail,
        who=names.person(fact.by or record.recorded_by_id) if fact.is_entry else "",
        where=names.desk(record.recorded_on_id) if fact.is_entry else "",
        how=how_words(record, fact, way, names),
        mark=way.mark,
        is_void=is_void,
        can_void=not is_void and type(record).TABLE in VOIDABLE,
    )


def _choice(visit: Encounter, now: datetime) -> VisitChoice:
    kind, start = code_words(visit.class_code), moment_words(visit.started_at, now)
    words = SINCE.format(kind=kind, start=start)
    if visit.ended_at is not None:
        words = BETWEEN.format(kind=kind, start=start, end=moment_words(visit.ended_at, now))
    return VisitChoice(EncounterId(visit.id), words)


TIMELINE = Query("chart.timeline", N_("Timeline"), timeline, TIMELINE_TABLES)
NEWEST_VISIT = Query("chart.newest_visit", N_("Newest visit"), newest_visit, TIMELINE_TABLES)
