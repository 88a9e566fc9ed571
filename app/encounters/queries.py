"""What reception asks about visits."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import select

from app.code_words import code_words
from app.encounters.rows import VisitRow
from app.marks import SyncMark, marks_of
from app.query import OUTBOX, Look, Query
from app.registration.people import people
from app.registration.wording import banner_name
from app.times import moment_words
from app.whereabouts import (
    WHEREABOUTS_TABLES,
    Whereabouts,
    place_words,
    rows_in,
    token_of,
    whereabouts,
)
from local_store.tables import table
from models.encounter import Encounter, QueueToken
from models.values import us_from_instant
from models.vocabulary import N_, EncounterId, EncounterStatus, PatientId

MISTAKE = N_("Recorded by mistake")
_NAMES = frozenset({"patient", "patient_name", "patient_identifier", OUTBOX})
SHOWN_MAX = 500
"""So many visits of one day are listed."""


def visits_of(look: Look, patient_id: PatientId) -> tuple[VisitRow, ...]:
    """Every visit of a patient, the newest first, those struck out too."""
    return _rows(look, look.read.all(Encounter, patient_id=patient_id))


def todays_visits(look: Look) -> tuple[VisitRow, ...]:
    """The visits begun today at any desk, the newest first."""
    midnight = datetime.combine(look.today, time(), look.now.tzinfo)
    columns = table(Encounter).c
    begun = columns.started_at >= us_from_instant(midnight)
    standing = columns.voided_at.is_(None)
    found = select(columns.id).where(begun, standing).order_by(columns.started_at.desc())
    ids = [row.id for row in look.read.connection.execute(found.limit(SHOWN_MAX))]
    return _rows(look, rows_in(look.read, Encounter, "id", ids))


def _rows(look: Look, visits: Sequence[Encounter]) -> tuple[VisitRow, ...]:
    patients = sorted({visit.patient_id for visit in visits})
    known = people(look.read, patients)
    where = whereabouts(look.read, patients, look.now)
    tokens = rows_in(look.read, QueueToken, "encounter_id", [visit.id for visit in visits])
    marks = marks_of(look.read, [visit.id for visit in visits])
    newest_first = sorted(visits, key=lambda v: (v.started_at, v.id), reverse=True)
    return tuple(
        VisitRow(
            encounter_id=EncounterId(visit.id),
            patient_id=visit.patient_id,
            patient=banner_name(known[visit.patient_id].name),
            mrn=known[visit.patient_id].number_words,
            kind=code_words(visit.class_code),
            state=MISTAKE if visit.voided_at else code_words(visit.status),
            is_open=visit.status is EncounterStatus.IN_PROGRESS and visit.voided_at is None,
            place=_place(look, visit, where[visit.patient_id]),
            token=token_of(tokens, EncounterId(visit.id)),
            began=moment_words(visit.started_at, look.now),
            started_at=visit.started_at,
            ended=moment_words(visit.ended_at, look.now) if visit.ended_at else "",
            mark=marks.get(visit.id, SyncMark.SENT),
        )
        for visit in newest_first
        if visit.patient_id in known
    )


def _place(look: Look, visit: Encounter, where: Whereabouts) -> str:
    if where.visit is None or where.visit.id != visit.id:
        return place_words(look.read, visit.ward_id)
    bed = where.stay.location_id if where.stay else where.booking.bed_id if where.booking else None
    return place_words(look.read, bed or visit.ward_id)


VISITS = Query("visits.of_patient", N_("Visits"), visits_of, _NAMES | WHEREABOUTS_TABLES)
TODAYS_VISITS = Query(
    "visits.today", N_("Visits of today"), todays_visits, _NAMES | WHEREABOUTS_TABLES
)
