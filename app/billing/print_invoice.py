"""Printing an invoice or credit note; every one after the first says that it is a copy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.billing.accounts import account_of
from app.billing.invoice_content import invoice_content
from app.billing.paper_queue import QUEUED, is_copy
from app.code_words import code_words
from app.command import Paper, PrintTask, Refuse
from app.fields import Context
from app.print_room import PaperPlace
from models.billing import Invoice
from models.vocabulary import N_
from printing.document import DocumentError
from printing.documents.invoice import KEY, InvoiceDocument

NO_PAGES = N_(
    "No printer of this desk takes pages. Add one of language “pdf” to printers.toml, then print "
    "it again."
)


class InvoicePaperRefusal(StrEnum):
    """Why an invoice cannot be printed."""

    NOT_HELD = "not_held"
    NO_PRINTER = "no_printer"
    WILL_NOT_FIT = "will_not_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintInvoice:
    """Which document."""

    invoice_id: Annotated[UUID, Context("invoice")]


def print_invoice(paper: Paper, command: PrintInvoice) -> str:
    """Put it into the print queue of the desk's first printer of pages."""
    read = paper.look.read
    invoice, printer = read.get(Invoice, command.invoice_id), paper.room.for_pages
    if invoice is None:
        raise Refuse(InvoicePaperRefusal.NOT_HELD)
    if printer is None:
        raise Refuse(InvoicePaperRefusal.NO_PRINTER)
    title = f"{code_words(invoice.kind)} {invoice.number}"
    copy = is_copy(paper, invoice, KEY, title)
    account = account_of(read, invoice.patient_id, invoice.encounter_id)
    try:
        content = InvoiceDocument().render(invoice_content(paper, account, invoice, copy=copy))
    except DocumentError as error:
        raise Refuse(InvoicePaperRefusal.WILL_NOT_FIT, why=str(error)) from error
    place = PaperPlace(paper.id, KEY, title, paper.look.now)
    paper.room.put(place, printer, content, about=invoice.patient_id, is_copy=copy)
    return QUEUED.format(title=title, printer=printer.name)


PRINT_INVOICE = PrintTask(
    key="invoice.print",
    title=N_("Print invoice"),
    input=PrintInvoice,
    function=print_invoice,
    refusals={
        InvoicePaperRefusal.NOT_HELD: N_(
            "This desk does not hold that invoice. Wait until it says Online, then try again."
        ),
        InvoicePaperRefusal.NO_PRINTER: NO_PAGES,
        InvoicePaperRefusal.WILL_NOT_FIT: N_("The invoice cannot be set: {why}"),
    },
)
