"""Printing the discharge summary of the newest visit; every one after the first is a copy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from app.command import Paper, PrintTask, Refuse
from app.discharge.summary_data import NotDischarged, summary_data
from app.fields import Context
from app.print_room import PaperPlace
from models.print_job import JobState
from models.vocabulary import N_, PatientId
from printing.document import DocumentError
from printing.documents.discharge_summary import KEY, TITLE, DischargeSummaryPaper

QUEUED = N_("The discharge summary is in the print queue of {printer}.")


class SummaryRefusal(StrEnum):
    """Why a summary cannot be printed."""

    NOT_DISCHARGED = "not_discharged"
    NO_PRINTER = "no_printer"
    CANNOT_BE_SET = "cannot_be_set"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSummary:
    """The summary of the patient who is open."""

    patient_id: Annotated[PatientId, Context("patient")]


def print_summary(paper: Paper, command: PrintSummary) -> str:
    """Put the summary into the queue of the first printer of this desk that takes sheets."""
    printer = paper.room.for_pages
    if printer is None:
        raise Refuse(SummaryRefusal.NO_PRINTER)
    try:
        content = DischargeSummaryPaper().render(summary_data(paper, command.patient_id))
    except NotDischarged as error:
        raise Refuse(SummaryRefusal.NOT_DISCHARGED) from error
    except DocumentError as error:
        raise Refuse(SummaryRefusal.CANNOT_BE_SET, why=str(error)) from error
    place = PaperPlace(paper.id, KEY, TITLE, paper.look.now)
    paper.room.put(
        place,
        printer,
        content,
        about=command.patient_id,
        is_copy=_printed_before(paper, command.patient_id),
    )
    return QUEUED.format(printer=printer.name)


def _printed_before(paper: Paper, patient_id: PatientId) -> bool:
    jobs = paper.room.jobs
    out = [job for state in (JobState.CONFIRMED, JobState.SENT) for job in jobs.in_state(state)]
    return any(job.document_key == KEY and job.subject_patient_id == patient_id for job in out)


PRINT_SUMMARY = PrintTask(
    key="discharge.print_summary",
    title=N_("Print discharge summary"),
    input=PrintSummary,
    function=print_summary,
    refusals={
        SummaryRefusal.NOT_DISCHARGED: N_(
            "The patient is not discharged, so there is no summary yet. Discharge first, then "
            "print it."
        ),
        SummaryRefusal.NO_PRINTER: N_(
            "This desk has only label printers. Print the summary at a desk with a sheet "
            "printer, or add one to printers.toml."
        ),
        SummaryRefusal.CANNOT_BE_SET: N_("The discharge summary cannot be set: {why}"),
    },
)
