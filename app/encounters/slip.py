"""What the slip of a visit says, from what this desk holds."""

from app.code_words import code_words
from app.command import Paper
from app.desk_card import hospital_name
from app.registration.people import Known, people
from app.registration.wording import GENDER_WORDS, NOT_KNOWN, age_words, banner_name, born_words
from app.staff_words import person_words
from app.whereabouts import Whereabouts, place_words, whereabouts
from models.encounter import Encounter, EncounterLocation, QueueToken
from models.entity import Entity
from models.paper_link import LetterKind, encode_parts
from models.print_job import JobState
from models.vocabulary import N_, PatientId
from printing.documents.admission_slip import KEY, AdmissionSlipData

KIND = N_("{kind} visit")


class NotHere(LookupError):
    """The patient, or a visit of theirs that is going on, is not held at this desk."""


def slip_of(paper: Paper, patient_id: PatientId) -> AdmissionSlipData:
    """The slip of the visit that is going on.

    Raises:
        NotHere: there is none at this desk.
    """
    look = paper.look
    known = people(look.read, [patient_id]).get(patient_id)
    where = whereabouts(look.read, [patient_id], look.now)[patient_id]
    visit = where.visit
    if known is None or visit is None:
        raise NotHere(patient_id)
    age = age_words(known.born, look.now)
    born = born_words(known.born)
    return AdmissionSlipData(
        patient_id=patient_id,
        name=banner_name(known.name),
        born=f"{born} ({age})" if age else born,
        gender=GENDER_WORDS[known.facts.gender] if known.facts else NOT_KNOWN,
        mrn=known.mrn,
        number=known.number_words,
        kind=KIND.format(kind=code_words(visit.class_code)),
        began=f"{visit.started_at.astimezone(look.now.tzinfo):%d-%b-%Y %H:%M}",
        place=_place(paper, where, visit),
        token=where.token,
        codes=_codes(paper, known, visit),
        hospital=hospital_name(look),
        printed_at=look.now,
        printed_by=person_words(look.read, paper.by),
        copy=_printed_before(paper, patient_id, visit),
    )


def _place(paper: Paper, where: Whereabouts, visit: Encounter) -> str:
    bed = where.stay.location_id if where.stay else where.booking.bed_id if where.booking else None
    return place_words(paper.look.read, bed or visit.ward_id)


def _codes(paper: Paper, known: Known, visit: Encounter) -> tuple[str, ...]:
    """The signed records of the patient and the visit that a desk without a line may lack."""
    facts: list[Entity] = [known.patient, *known.identifiers, *known.contacts, *known.addresses]
    facts += [row for row in (known.name, known.facts) if row is not None]
    read = paper.look.read
    facts += read.all(QueueToken, encounter_id=visit.id)
    facts += read.all(EncounterLocation, encounter_id=visit.id)
    sealed = read.sealed_for([(type(row), row.id) for row in facts], always=[(Encounter, visit.id)])
    if not sealed:
        return ()
    return encode_parts(sealed, subject=visit.id, kind=LetterKind.ADMISSION)


def _printed_before(paper: Paper, patient_id: PatientId, visit: Encounter) -> bool:
    jobs = paper.room.jobs
    out = [job for state in (JobState.CONFIRMED, JobState.SENT) for job in jobs.in_state(state)]
    return any(
        job.document_key == KEY
        and job.subject_patient_id == patient_id
        and job.queued_at >= visit.started_at
        for job in out
    )
