"""The invoice, supplementary invoice and credit note on A4 sheets.

Directive 2006/112/EC art. 226 and UK VAT Regulations 1995 reg. 14: number in its series, dates of
issue and supply, supplier and customer, quantity, unit price, amount and exemption of each line,
and the document that it amends (art. 219).
"""

from dataclasses import dataclass, field

from models.vocabulary import N_
from printing.documents.invoice_sheets import draw_sheets
from printing.page import Page
from printing.printers import PDF

KEY = "invoice"
TITLE = N_("Invoice")
A4_MM = (210.0, 297.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLinePaper:
    """One line, in words; its figures are in the currency of the document."""

    position: str
    title: str
    when: str
    quantity: str
    unit_price: str
    amount: str
    tax_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceData:
    """One document; every text is ready to print, amounts outside the lines with their currency.

    Attributes:
        kind: `Invoice`, `Supplementary invoice`, `Credit note`.
        facts: (label, value) of its head: dates, desk, who issued it, what it amends and why.
        customer: the name, then number and address line by line.
        taxes: (note, total) for each kind of tax or exemption.
        totals: (label, amount) after the lines; the last one is what is to be paid.
        notes: lines below: what was known when it was issued.
        copy: it has been printed before, or elsewhere.
    """

    kind: str
    number: str
    currency: str
    hospital: str
    facts: tuple[tuple[str, str], ...]
    customer: tuple[str, ...]
    lines: tuple[InvoiceLinePaper, ...]
    taxes: tuple[tuple[str, str], ...]
    totals: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    printed: str
    copy: bool = False


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """As many A4 sheets as the lines need."""

    key: str = field(default=KEY, init=False)
    title: str = field(default=TITLE, init=False)
    content_type: str = field(default=PDF, init=False)

    def render(self, data: InvoiceData) -> bytes:
        """The sheets.

        Raises:
            LetteringError: a text cannot be set.
        """
        page = Page(*A4_MM, f"{data.kind} {data.number}")
        draw_sheets(page, data)
        return page.pdf()
