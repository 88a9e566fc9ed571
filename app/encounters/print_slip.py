"""Printing the slip of the visit that is going on; every one after the first is a copy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from app.command import Paper, PrintTask, Refuse
from app.encounters.slip import NotHere, slip_of
from app.fields import Context
from app.print_room import PaperPlace
from models.paper_link import PaperError
from models.vocabulary import N_, PatientId
from printing.document import DocumentError
from printing.documents.admission_slip import KEY, TITLE, AdmissionSlip

QUEUED = N_("The slip is in the print queue of {printer}.")


class SlipRefusal(StrEnum):
    """Why a slip cannot be printed."""

    NO_VISIT = "no_visit"
    NO_PRINTER = "no_printer"
    WILL_NOT_FIT = "will_not_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSlip:
    """The slip of the patient who is open."""

    patient_id: Annotated[PatientId, Context("patient")]


def print_slip(paper: Paper, command: PrintSlip) -> str:
    """Put the slip into the queue of the first printer of this desk that takes sheets."""
    printer = paper.room.for_pages
    if printer is None:
        raise Refuse(SlipRefusal.NO_PRINTER)
    try:
        slip = slip_of(paper, command.patient_id)
        content = AdmissionSlip().render(slip)
    except NotHere as error:
        raise Refuse(SlipRefusal.NO_VISIT) from error
    except (DocumentError, PaperError) as error:
        raise Refuse(SlipRefusal.WILL_NOT_FIT, why=str(error)) from error
    place = PaperPlace(paper.id, KEY, TITLE, paper.look.now)
    paper.room.put(place, printer, content, about=command.patient_id, is_copy=slip.copy)
    return QUEUED.format(printer=printer.name)


PRINT_SLIP = PrintTask(
    key="encounter.print_slip",
    title=N_("Print visit slip"),
    input=PrintSlip,
    function=print_slip,
    refusals={
        SlipRefusal.NO_VISIT: N_(
            "No visit is open for this patient at this desk. Open one with Ctrl+O, then print "
            "its slip."
        ),
        SlipRefusal.NO_PRINTER: N_(
            "This desk has only label printers. Print the slip at a desk with a sheet printer, "
            "or add one to printers.toml."
        ),
        SlipRefusal.WILL_NOT_FIT: N_("The slip cannot be set: {why}"),
    },
)
