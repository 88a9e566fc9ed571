"""Printing an invoice or credit note; every one after the first says that it is a copy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.billing.accounts import account_of
from app.billing.invoice_content import invoice_content
from app.billing.paper_queue import is_copy, page_printer, put_in_queue
from app.code_words import code_words
from app.command import Paper, PrintTask, Refuse
from app.fields import Context
from models.billing import Invoice
from models.print_job import PrintJob
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
    invoice, printer = read.get(Invoice, command.invoice_id), page_printer(paper)
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
    job = PrintJob(
        id=paper.id,
        document_key=KEY,
        subject_patient_id=invoice.patient_id,
        title=title,
        printer=printer.name,
        content_type=printer.content_type,
        content=content,
        is_copy=copy,
        queued_at=paper.look.now,
        changed_at=paper.look.now,
    )
    return put_in_queue(paper, job)


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
