"""What reception asks about patients."""

from collections.abc import Sequence

from sqlalchemy import select

from app.marks import SyncMark
from app.query import OUTBOX, Look, Query
from app.registration.allergy_band import allergy_band
from app.registration.people import Known, people
from app.registration.rows import ContactRow, PatientCard, PatientRow, SearchResult
from app.registration.where_words import bed_words, visit_words, where_words
from app.registration.wording import (
    GENDER_WORDS,
    NOT_KNOWN,
    age_words,
    banner_name,
    born_words,
    contact_label,
    date_words,
)
from app.search import NOT_HERE, read_search
from app.times import moment_words
from app.whereabouts import WHEREABOUTS_TABLES, whereabouts
from local_store.search import search_patients as find
from local_store.tables import table
from models.check_digit import grouped_mrn
from models.conflict import Conflict
from models.patient import Patient, PatientAddress, PatientDistinction
from models.vocabulary import N_, ConflictStatus, EncounterId, PatientId

RECENT_LIMIT = 100
DIED, DIED_AT = N_("died {day}"), N_("died {day}, aged {age}")
DEAD, SIMILAR = N_("Has died"), N_("Another patient is very similar")
PATIENT_TABLES = frozenset(
    {
        *("patient", "patient_name", "patient_demographics", "patient_identifier"),
        *("patient_contact", "patient_address", OUTBOX),
    }
)


def recent_patients(look: Look) -> tuple[PatientRow, ...]:
    """The patients registered last, the newest first."""
    columns = table(Patient).c
    newest = select(columns.id).order_by(columns.registered_at.desc(), columns.id.desc())
    ids = [PatientId(row.id) for row in look.read.connection.execute(newest.limit(RECENT_LIMIT))]
    return patient_rows(look, ids)


def search_patients(look: Look, text: str) -> SearchResult:
    """What the one search box finds, the best first."""
    typed = read_search(text, look.today, look.order)
    if typed.scanned is not None:
        rows = patient_rows(look, [typed.scanned])
        return SearchResult(rows, typed.scanned if rows else None, "" if rows else NOT_HERE)
    rows = patient_rows(look, [hit.patient_id for hit in find(look.read, typed.terms)])
    opens = rows[0].patient_id if typed.whole_number and len(rows) == 1 else None
    return SearchResult(rows, opens, typed.note)


def patient_rows(look: Look, ids: Sequence[PatientId]) -> tuple[PatientRow, ...]:
    """The rows of these patients in this order, without those this desk does not hold."""
    known = people(look.read, ids)
    return tuple(_row(look, known[patient_id]) for patient_id in ids if patient_id in known)


def patient_card(look: Look, patient_id: PatientId) -> PatientCard | None:
    """The banner and summary of a patient; None if this desk does not hold them."""
    known = people(look.read, [patient_id]).get(patient_id)
    if known is None:
        return None
    open_conflicts = look.read.all(Conflict, patient_id=patient_id, status=ConflictStatus.OPEN)
    where = whereabouts(look.read, [patient_id], look.now)[patient_id]
    return PatientCard(
        patient_id=patient_id,
        name=banner_name(known.name),
        born=born_words(known.born),
        age=_age(look, known),
        gender=_gender(known),
        mrn=grouped_mrn(known.mrn),
        temporary_numbers=known.temporary_numbers,
        contacts=_contacts(known),
        address=_address(known.addresses),
        bed=bed_words(look, where),
        open_conflicts=len(open_conflicts),
        mark=known.mark,
        where=where_words(look, where),
        encounter_id=EncounterId(where.visit.id) if where.visit else None,
        visit=visit_words(look, where),
        token=where.token,
        allergies=allergy_band(look, patient_id),
        flags=_flags(look, known),
    )


def _row(look: Look, known: Known) -> PatientRow:
    return PatientRow(
        patient_id=PatientId(known.patient.id),
        name=banner_name(known.name),
        born=born_words(known.born),
        age=_age(look, known),
        gender=_gender(known),
        mrn=known.number_words,
        phone=next((c.value for c in known.contacts), ""),
        registered=moment_words(known.patient.registered_at, look.now),
        mark=known.mark,
    )


def _age(look: Look, known: Known) -> str:
    """The age of the living; of the dead the day and the age at death, never an age today."""
    died_at = known.facts.deceased_at if known.facts else None
    if died_at is None:
        return age_words(known.born, look.now)
    died = died_at.astimezone(look.now.tzinfo)
    age = age_words(known.born, died)
    return (
        DIED_AT.format(day=date_words(died.date()), age=age)
        if age
        else DIED.format(day=date_words(died.date()))
    )


def _gender(known: Known) -> str:
    return GENDER_WORDS[known.facts.gender] if known.facts else NOT_KNOWN


def _contacts(known: Known) -> tuple[ContactRow, ...]:
    return tuple(
        ContactRow(
            contact.id,
            contact.patient_id,
            contact_label(contact),
            contact.value,
            known.marks.get(contact.id, SyncMark.SENT),
        )
        for contact in known.contacts
    )


def _address(addresses: Sequence[PatientAddress]) -> tuple[str, ...]:
    if not addresses:
        return ()
    first = addresses[0]
    town = " ".join(part for part in (first.postal_code, first.city) if part)
    lines = [*(first.lines or "").split("\n"), town, first.district, first.state, first.country]
    return tuple(line for line in lines if line)


def _flags(look: Look, known: Known) -> tuple[str, ...]:
    patient_id = PatientId(known.patient.id)
    apart = [
        *look.read.all(PatientDistinction, patient_id=patient_id),
        *look.read.all(PatientDistinction, other_patient_id=patient_id),
    ]
    dead = bool(known.facts and known.facts.deceased_at)
    return tuple(words for words, holds in ((DEAD, dead), (SIMILAR, bool(apart))) if holds)


RECENT_PATIENTS = Query("patients.recent", N_("Patients"), recent_patients, PATIENT_TABLES)
PATIENT_CARD = Query(
    "patient.card",
    N_("Patient"),
    patient_card,
    PATIENT_TABLES
    | WHEREABOUTS_TABLES
    | {"conflict", "allergy_intolerance", "patient_distinction"},
)
SEARCH_PATIENTS = Query("patients.search", N_("Find a patient"), search_patients, PATIENT_TABLES)
