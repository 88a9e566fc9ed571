"""Printing a prescription with its signed codes; what is stopped prints as stopped."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Paper, PrintTask, Refuse
from app.fields import Context
from app.orders.paper import are_stopped, prescription_of, reference_of
from app.orders.standing import OrderState, Standing, orders_of
from app.print_room import PaperPlace
from models.paper_link import PaperError
from models.print_job import JobState
from models.vocabulary import N_, PatientId
from printing.document import DocumentError
from printing.documents.prescription import KEY, STOPPED_TITLE, TITLE, Prescription

QUEUED = N_("The prescription is in the print queue of {printer}.")
_PRINTED = (OrderState.ACTIVE, OrderState.HELD, OrderState.STOPPED)


class PrintRefusal(StrEnum):
    """Why a prescription cannot be printed."""

    NOTHING = "nothing"
    NO_PRINTER = "no_printer"
    WILL_NOT_FIT = "will_not_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrders:
    """The prescription whose orders are selected; without one, the newest that was signed."""

    patient_id: Annotated[PatientId, Context("patient")]
    prescription_id: Annotated[UUID | None, Context("prescription")]


def print_orders(paper: Paper, command: PrintOrders) -> str:
    """Put the prescription into the queue of the first printer of this desk that takes sheets."""
    printer = paper.room.for_pages
    if printer is None:
        raise Refuse(PrintRefusal.NO_PRINTER)
    orders = _orders(paper, command)
    title = _title(orders)
    is_copy = _printed_before(paper, title)
    try:
        data = prescription_of(paper, orders, copy=is_copy)
        content = Prescription().render(data)
    except (DocumentError, PaperError) as error:
        raise Refuse(PrintRefusal.WILL_NOT_FIT, why=str(error)) from error
    place = PaperPlace(paper.id, KEY, title, paper.look.now)
    paper.room.put(place, printer, content, about=command.patient_id, is_copy=is_copy)
    return QUEUED.format(printer=printer.name)


def _orders(paper: Paper, command: PrintOrders) -> list[Standing]:
    signed = [s for s in orders_of(paper.look.read, command.patient_id) if s.state in _PRINTED]
    if not signed:
        raise Refuse(PrintRefusal.NOTHING)
    newest = max(signed, key=lambda s: (s.order.signed_at or s.order.recorded_at, str(s.order.id)))
    wanted = command.prescription_id or newest.order.prescription_id
    found = [s for s in signed if s.order.prescription_id == wanted]
    if not found:
        raise Refuse(PrintRefusal.NOTHING)
    return found


def _title(orders: list[Standing]) -> str:
    """Which prescription, and whether it is stopped: that paper is no copy of the first."""
    return f"{STOPPED_TITLE if are_stopped(orders) else TITLE} {reference_of(orders)}"


def _printed_before(paper: Paper, title: str) -> bool:
    jobs = paper.room.jobs
    # What is at a printer may already be in somebody's hand.
    out = [job for state in (JobState.CONFIRMED, JobState.SENT) for job in jobs.in_state(state)]
    return any(job.document_key == KEY and job.title == title for job in out)


PRINT_ORDERS = PrintTask(
    key="order.print",
    title=N_("Print prescription"),
    input=PrintOrders,
    function=print_orders,
    refusals={
        PrintRefusal.NOTHING: N_("Nothing of this prescription is signed. Sign it first."),
        PrintRefusal.NO_PRINTER: N_(
            "This desk has only label printers. Print at a desk with a sheet printer, or add one "
            "to printers.toml."
        ),
        PrintRefusal.WILL_NOT_FIT: N_("The prescription cannot be set: {why}"),
    },
)
