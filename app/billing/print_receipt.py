"""Printing the receipt of money taken or given back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.billing.accounts import account_of
from app.billing.paper_queue import QUEUED, is_copy
from app.billing.receipt_content import receipt_content
from app.command import Paper, PrintTask, Refuse
from app.fields import Context
from app.print_room import PaperPlace
from models.billing import Payment
from models.vocabulary import N_
from printing.document import DocumentError
from printing.documents.receipt import KEY, ReceiptDocument


class ReceiptRefusal(StrEnum):
    """Why a receipt cannot be printed."""

    NOT_HELD = "not_held"
    NO_PRINTER = "no_printer"
    WILL_NOT_FIT = "will_not_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReceipt:
    """Which payment, deposit or refund."""

    payment_id: Annotated[UUID, Context("payment")]


def print_receipt(paper: Paper, command: PrintReceipt) -> str:
    """Put it into the print queue of the desk's first printer of pages."""
    read = paper.look.read
    payment, printer = read.get(Payment, command.payment_id), paper.room.for_pages
    if payment is None:
        raise Refuse(ReceiptRefusal.NOT_HELD)
    if printer is None:
        raise Refuse(ReceiptRefusal.NO_PRINTER)
    title = f"{ReceiptDocument().title} {payment.receipt_number}"
    copy = is_copy(paper, payment, KEY, title)
    account = account_of(read, payment.patient_id, payment.encounter_id)
    try:
        content = ReceiptDocument().render(receipt_content(paper, account, payment, copy=copy))
    except DocumentError as error:
        raise Refuse(ReceiptRefusal.WILL_NOT_FIT, why=str(error)) from error
    place = PaperPlace(paper.id, KEY, title, paper.look.now)
    paper.room.put(place, printer, content, about=payment.patient_id, is_copy=copy)
    return QUEUED.format(title=title, printer=printer.name)


PRINT_RECEIPT = PrintTask(
    key="payment.print_receipt",
    title=N_("Print receipt"),
    input=PrintReceipt,
    function=print_receipt,
    refusals={
        ReceiptRefusal.NOT_HELD: N_(
            "This desk does not hold that receipt. Wait until it says Online, then try again."
        ),
        ReceiptRefusal.NO_PRINTER: N_(
            "No printer of this desk takes pages. Add one of language “pdf” to printers.toml, "
            "then print it again."
        ),
        ReceiptRefusal.WILL_NOT_FIT: N_("The receipt cannot be set: {why}"),
    },
)
