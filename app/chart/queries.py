"""What the ward asks about notes and problems, and about everybody who lies there."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from app.chart.care_facts import note_facts
from app.chart.fact import Names
from app.chart.how import Way, how_words
from app.chart.rows import NoteRow, NotesAndProblems, ProblemRow, WardSummary
from app.code_words import code_words
from app.marks import SyncMark, marks_of
from app.query import OUTBOX, Look, Query
from app.times import moment_words
from app.vitals.age import age_in_years
from app.vitals.news_words import NEXT_SET, RESPONSES
from local_store.tables import table
from models.clinical import ClinicalNote, Condition, Observation
from models.entity import fields_of
from models.news2 import Response, Score, news2
from models.vital_signs import PANEL_CODE, measures_of, uses_scale_2, values_of
from models.vocabulary import N_, ClinicalStatus, PatientId

NO_SET = N_("no set yet")
OVERDUE, CONTINUOUS = N_("overdue since {when}"), N_("continuous")


def notes_and_problems(look: Look, patient_id: PatientId) -> NotesAndProblems:
    """What was written about a patient, and their problems."""
    notes = look.read.all(ClinicalNote, patient_id=patient_id)
    problems = look.read.all(Condition, patient_id=patient_id)
    marks = marks_of(look.read, [row.id for row in (*notes, *problems)])
    names = Names(look)
    notes.sort(key=lambda note: (note.written_at, note.id), reverse=True)
    problems.sort(key=lambda each: (each.recorded_at, each.id), reverse=True)
    problems.sort(key=lambda each: (each.voided_at is not None, not _is_active(each)))
    return NotesAndProblems(
        patient_id,
        tuple(_note(row, names, marks.get(row.id, SyncMark.SENT)) for row in notes),
        tuple(_problem(row, names, marks.get(row.id, SyncMark.SENT)) for row in problems),
    )


def ward_summary(look: Look, patient_ids: Collection[PatientId]) -> tuple[WardSummary, ...]:
    """The last vital signs of each of these patients, and when the next are due."""
    newest = _newest_panels(look, patient_ids)
    return tuple(_summary(look, patient_id, newest.get(patient_id)) for patient_id in patient_ids)


def _newest_panels(look: Look, patient_ids: Collection[PatientId]) -> dict[PatientId, Observation]:
    """One question, along the index of patients."""
    columns = table(Observation).c
    wanted = [columns.id, *(columns[spec.name] for spec in fields_of(Observation))]
    query = (
        select(*wanted)
        .where(columns.patient_id.in_(list(patient_ids)))
        .where(columns.code == PANEL_CODE, columns.voided_at.is_(None))
        .order_by(columns.effective_at, columns.id)
    )
    found: dict[PatientId, Observation] = {}
    for row in look.read.connection.execute(query).mappings():
        plain = {name: value for name, value in row.items() if name != "id"}
        panel = Observation.from_plain(row["id"], plain)
        found[panel.patient_id] = panel
    return found


def _summary(look: Look, patient_id: PatientId, panel: Observation | None) -> WardSummary:
    if panel is None:
        return WardSummary(patient_id, "", "info", NO_SET, "", is_overdue=False, urgency=-1)
    parts = look.read.all(Observation, patient_id=patient_id, panel_id=panel.id)
    values = values_of(row for row in parts if row.voided_at is None)
    age = age_in_years(look.read, patient_id, look.today)
    score = news2(measures_of(values), age, scale2=uses_scale_2(values))
    last = moment_words(panel.effective_at, look.now)
    if not isinstance(score, Score):
        return WardSummary(patient_id, "", "info", last, "", is_overdue=False, urgency=0)
    due, is_overdue = _due(panel.effective_at, score.response, look.now)
    tone = RESPONSES[score.response][0]
    urgency = 1 + score.total
    return WardSummary(patient_id, str(score.total), tone, last, due, is_overdue, urgency)


def _due(taken_at: datetime, response: Response, now: datetime) -> tuple[str, bool]:
    if response is Response.EMERGENCY:
        return CONTINUOUS, False
    # Counted in UTC: hours of a ward do not jump with its clocks.
    due_at = datetime.fromtimestamp(
        taken_at.timestamp() + NEXT_SET[response].total_seconds(), now.tzinfo
    )
    is_overdue = due_at.timestamp() < now.timestamp()
    when = moment_words(due_at, now)
    return (OVERDUE.format(when=when) if is_overdue else when), is_overdue


def _note(row: ClinicalNote, names: Names, mark: SyncMark) -> NoteRow:
    now = names.look.now
    (fact,) = note_facts(row, names)
    return NoteRow(
        note_id=row.id,
        kind=code_words(row.kind),
        text=row.text,
        by=f"{names.person(row.recorded_by_id)} · {names.desk(row.recorded_on_id)}",
        when=moment_words(row.written_at, now),
        at=row.written_at.astimezone(now.tzinfo),
        is_void=row.voided_at is not None,
        how=how_words(row, fact, Way(mark=mark), names),
        mark=mark,
    )


def _problem(row: Condition, names: Names, mark: SyncMark) -> ProblemRow:
    now = names.look.now
    return ProblemRow(
        condition_id=row.id,
        description=row.description,
        status=code_words(row.status),
        is_active=_is_active(row),
        by=names.person(row.recorded_by_id),
        when=moment_words(row.recorded_at, now),
        at=row.recorded_at.astimezone(now.tzinfo),
        is_void=row.voided_at is not None,
        mark=mark,
    )


def _is_active(row: Condition) -> bool:
    return row.status is ClinicalStatus.ACTIVE


NOTES = Query(
    "chart.notes",
    N_("Notes and problems"),
    notes_and_problems,
    frozenset({"clinical_note", "condition", "practitioner", "device", OUTBOX}),
)
WARD_SUMMARY = Query(
    "ward.summary",
    N_("Vital signs on the ward"),
    ward_summary,
    frozenset({"observation", "patient_demographics"}),
)
