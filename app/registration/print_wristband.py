"""Printing a patient's wristband; every one after the first says that it is a copy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from app.ages import ADULT_YEARS, calendar_age
from app.command import Paper, PrintTask, Refuse
from app.desk_card import hospital_name
from app.fields import Context
from app.print_room import PaperPlace
from app.registration.people import people
from models.print_job import JobState
from models.vocabulary import N_, AdministrativeGender, DatePrecision, PatientId
from printing.documents.wristband import KEY, TITLE, wristband_for
from printing.documents.wristband_content import BandCode, WristbandData
from printing.lettering import LetteringError

QUEUED = N_("The wristband is in the print queue of {printer}.")


class WristbandRefusal(StrEnum):
    """Why a band cannot be printed."""

    NOT_HELD = "not_held"
    WILL_NOT_FIT = "will_not_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWristband:
    """A band for the patient who is open."""

    patient_id: Annotated[PatientId, Context("patient")]


def print_wristband(paper: Paper, command: PrintWristband) -> str:
    """Put the band into the print queue of this desk's usual printer."""
    band = wristband_data(paper, command.patient_id)
    printer = paper.room.usual
    try:
        content = wristband_for(printer, BandCode()).render(band)
    except LetteringError as error:
        raise Refuse(WristbandRefusal.WILL_NOT_FIT, why=str(error)) from error
    place = PaperPlace(paper.id, KEY, TITLE, paper.look.now)
    paper.room.put(place, printer, content, about=command.patient_id, is_copy=band.copy)
    return QUEUED.format(printer=printer.name)


def wristband_data(paper: Paper, patient_id: PatientId) -> WristbandData:
    """What the band says, from what this desk holds.

    Raises:
        Refuse: this desk does not hold the patient.
    """
    known = people(paper.look.read, [patient_id]).get(patient_id)
    if known is None:
        raise Refuse(WristbandRefusal.NOT_HELD)
    born = known.born
    number = known.mrn or next(iter(known.temporary_numbers), "")
    return WristbandData(
        patient_id=patient_id,
        family=(known.name.family if known.name else None) or "",
        given=(known.name.given if known.name else None) or "",
        born_on=born.on if born else None,
        born_precision=born.precision if born else DatePrecision.DAY,
        sex=known.facts.gender if known.facts else AdministrativeGender.UNKNOWN,
        child=bool(born and calendar_age(born.on, paper.look.today)[0] < ADULT_YEARS),
        mrn=number if number.isascii() and number.isdigit() else "",
        mrn_grouped=known.number_words,
        temporary_number=not known.mrn,
        hospital=hospital_name(paper.look),
        printed_at=paper.look.now,
        copy=_printed_before(paper, patient_id),
    )


def _printed_before(paper: Paper, patient_id: PatientId) -> bool:
    jobs = paper.room.jobs
    # What is at a printer may already be on a wrist.
    out = [job for state in (JobState.CONFIRMED, JobState.SENT) for job in jobs.in_state(state)]
    return any(job.document_key == KEY and job.subject_patient_id == patient_id for job in out)


PRINT_WRISTBAND = PrintTask(
    key="patient.print_wristband",
    title=N_("Print wristband"),
    input=PrintWristband,
    function=print_wristband,
    refusals={
        WristbandRefusal.NOT_HELD: N_(
            "This desk does not hold this patient. Wait until it says Online, then try again."
        ),
        WristbandRefusal.WILL_NOT_FIT: N_("The wristband cannot be set: {why}"),
    },
)
