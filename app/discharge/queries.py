"""What the ward asks about the end of a visit."""

from app.chart.fact import Names
from app.code_words import code_words
from app.discharge.rows import DischargeCard
from app.marks import SyncMark, marks_of
from app.query import OUTBOX, Look, Query
from app.times import moment_words
from app.whereabouts import place_words
from local_store.reading import Read
from models.bed_state import stay_of
from models.clinical import DischargeSummary, discharge_summary_id
from models.encounter import Encounter, EncounterLocation
from models.vocabulary import (
    N_,
    EncounterId,
    EncounterStatus,
    PatientId,
)

VISIT_SINCE = N_("{kind}, since {when}")
WHERE_TO, LEFT_AT = N_("Discharged to"), N_("Left at")
REASON, COURSE = N_("Reason for admission"), N_("What happened in hospital")
ADVICE, FOLLOW_UP = N_("Advice to the patient"), N_("Follow-up")
BY = N_("Completed by")


def newest_encounter(read: Read, patient_id: PatientId) -> Encounter | None:
    """The visit in progress, else the one that began last."""
    visits = [v for v in read.all(Encounter, patient_id=patient_id) if v.voided_at is None]
    in_progress = EncounterStatus.IN_PROGRESS
    return max(visits, key=lambda v: (v.status is in_progress, v.started_at, v.id), default=None)


def place_now(read: Read, encounter_id: EncounterId) -> str:
    """Where the patient of a visit is recorded to be: `Ward 3 · Room A · Bed 2`, or ""."""
    stay = stay_of(read.all(EncounterLocation, encounter_id=encounter_id))
    return place_words(read, stay.location_id) if stay else ""


def discharge_card(look: Look, patient_id: PatientId) -> DischargeCard:
    """Where the end of the newest visit stands."""
    visit = newest_encounter(look.read, patient_id)
    if visit is None:
        return DischargeCard(
            patient_id, "", is_open=False, bed="", summary_id=None, lines=(), mark=SyncMark.SENT
        )
    encounter_id = EncounterId(visit.id)
    names = Names(look)
    since = moment_words(visit.started_at, look.now)
    summary = look.read.get(DischargeSummary, discharge_summary_id(encounter_id))
    marks = marks_of(look.read, [summary.id]) if summary else {}
    return DischargeCard(
        patient_id,
        VISIT_SINCE.format(kind=code_words(visit.class_code), when=since),
        is_open=visit.status is EncounterStatus.IN_PROGRESS,
        bed=place_now(look.read, encounter_id),
        summary_id=summary.id if summary else None,
        lines=_lines(summary, names) if summary else (),
        mark=next(iter(marks.values()), SyncMark.SENT),
    )


def _lines(summary: DischargeSummary, names: Names) -> tuple[tuple[str, str], ...]:
    told = (
        (WHERE_TO, code_words(summary.disposition)),
        (LEFT_AT, moment_words(summary.discharged_at, names.look.now)),
        (REASON, summary.reason),
        (COURSE, summary.course),
        (ADVICE, summary.advice),
        (FOLLOW_UP, summary.follow_up),
        (BY, names.person(summary.recorded_by_id)),
    )
    return tuple((heading, text) for heading, text in told if text)


DISCHARGE_CARD = Query(
    "discharge.card",
    N_("Discharge"),
    discharge_card,
    frozenset(
        {
            *("encounter", "encounter_location", "discharge_summary", "location"),
            *("practitioner", OUTBOX),
        }
    ),
)
