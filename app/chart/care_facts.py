"""What the records of a visit and of its findings say happened."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.chart.fact import Fact, Names, one_line
from app.chart.rows import Kind
from app.code_words import code_words
from app.vitals.queries import set_words
from models.clinical import (
    AllergyIntolerance,
    ClinicalNote,
    Condition,
    DischargeSummary,
    Observation,
)
from models.encounter import Encounter, EncounterLocation, QueueToken
from models.vital_signs import is_score, values_of
from models.vocabulary import N_, AllergyKind, EncounterStatus, StayStatus

OPENED = N_("Visit opened: {kind}")
ENDED = N_("Visit ended: {how}")
TOKEN = N_("Queue number {label}")
CAME, LEFT = N_("Came to {place}"), N_("Left {place}")
VITALS, VITALS_SCORED = N_("Vital signs"), N_("Vital signs, NEWS2 {score}")
ALLERGIC = N_("{kind}: {substance}")
NONE_KNOWN = N_("No known allergies")
PROBLEM = N_("{status}: {description}")
DISCHARGED = N_("Discharged to: {where}")


def encounter_facts(row: Encounter, _names: Names) -> Iterator[Fact]:
    """It began, and it ended."""
    began = OPENED.format(kind=code_words(row.class_code))
    yield Fact(kind=Kind.VISIT, at=row.started_at, what=began)
    if row.ended_at is not None and row.status is not EncounterStatus.IN_PROGRESS:
        ended = ENDED.format(how=code_words(row.status))
        yield Fact(kind=Kind.VISIT, at=row.ended_at, what=ended, part="ended", is_entry=False)


def token_facts(row: QueueToken, _names: Names) -> Iterator[Fact]:
    """A number to wait under."""
    what = TOKEN.format(label=row.label)
    yield Fact(kind=Kind.VISIT, at=row.recorded_at, what=what)


def location_facts(row: EncounterLocation, names: Names) -> Iterator[Fact]:
    """Where the patient came to, or left."""
    words = CAME if row.status is StayStatus.ACTIVE else LEFT
    what = words.format(place=names.place(row.location_id))
    yield Fact(kind=Kind.VISIT, at=row.occurred_at, what=what)


def vitals_fact(panel: Observation, parts: Iterable[Observation]) -> Fact:
    """One set, as one thing that happened."""
    parts = list(parts)
    score = next((row.value for row in parts if is_score(row)), None)
    what = VITALS if score is None else VITALS_SCORED.format(score=int(score))
    detail = set_words(values_of(parts))
    return Fact(kind=Kind.VITALS, at=panel.effective_at, what=what, detail=detail)


def observation_fact(row: Observation) -> Fact:
    """A single finding that belongs to no set."""
    value = f"{row.value:f} {row.unit or ''}" if isinstance(row.value, Decimal) else row.value_code
    return Fact(kind=Kind.VITALS, at=row.effective_at, what=row.display, detail=one_line(value))


def allergy_facts(row: AllergyIntolerance, _names: Names) -> Iterator[Fact]:
    """What somebody does not tolerate, or that nothing is known."""
    what = ALLERGIC.format(kind=code_words(row.kind), substance=row.substance)
    if row.kind is AllergyKind.NONE_KNOWN:
        what = NONE_KNOWN
    risk = code_words(row.criticality) if row.criticality else ""
    detail = one_line(row.reaction, risk)
    yield Fact(kind=Kind.ALLERGY, at=row.recorded_at, what=what, detail=detail)


def condition_facts(row: Condition, _names: Names) -> Iterator[Fact]:
    """A problem or diagnosis."""
    what = PROBLEM.format(status=code_words(row.status), description=row.description)
    yield Fact(kind=Kind.PROBLEM, at=row.recorded_at, what=what)


def note_facts(row: ClinicalNote, _names: Names) -> Iterator[Fact]:
    """What somebody wrote."""
    yield Fact(
        kind=Kind.NOTE, at=row.written_at, what=code_words(row.kind), detail=one_line(row.text)
    )


def discharge_facts(row: DischargeSummary, _names: Names) -> Iterator[Fact]:
    """The end of the stay."""
    what = DISCHARGED.format(where=code_words(row.disposition))
    detail = one_line(row.reason, row.follow_up)
    yield Fact(kind=Kind.VISIT, at=row.discharged_at, what=what, detail=detail)
