"""Invoices and receipts say everything they must, on as many sheets as that takes."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it ships no type marker

from printing.documents.invoice import InvoiceDocument
from printing.documents.receipt import ReceiptDocument
from printing.lettering import LetteringError
from tests.printing.documents.bills import a_receipt, an_invoice

ARABIC = "الأمين، محمد عبد الرحمن بن يوسف آل مكتوم الهاشمي القرشي"
ISSUED = "21-Nov-2026 10:30"
LONG = "Oluwaseun Temitope Adebayo-Fitzgerald-Montgomery of the House of Ogunlesi, Second Baby"


def sheets(paper: bytes) -> list[str]:
    """The words of each sheet on one line, with plain spaces."""
    pages = PdfReader(BytesIO(paper)).pages
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in pages]


def inked_edges(paper: bytes) -> list[tuple[int, int, int, int]]:
    """How much white is left round the ink of each sheet, in points."""
    document = PdfDocument(paper)
    found = []
    for page in document:
        picture = page.render(scale=1).to_pil().convert("L").point(lambda p: 255 * (p < 200))
        left, top, right, bottom = picture.getbbox()
        found.append((left, top, picture.width - right, picture.height - bottom))
    document.close()
    return found


def test_an_invoice_names_number_dates_supplier_customer_lines_and_totals() -> None:
    (text,) = sheets(InvoiceDocument().render(an_invoice()))
    for words in (
        "Invoice A1-I000012",
        "St. Brigid General Hospital",
        f"Date of issue {ISSUED}",
        "Supplied 18-Nov-2026 to 21-Nov-2026",
        "OKAFOR, Chidi (Mr)",
        "450001 Aba",
        "Outpatient visit",
        "45.00",
        "VAT exempt: hospital care",
        "Total EUR 45.00",
        "To be paid EUR 25.00",
        "Charges known as at 21-Nov-2026 09:12",
        "page 1 of 1",
    ):
        assert words in text
    assert "COPY" not in text


def test_forty_lines_take_two_sheets_and_the_last_has_the_totals() -> None:
    first, last = sheets(InvoiceDocument().render(an_invoice(40)))
    assert "page 1 of 2" in first
    assert "page 2 of 2" in last
    assert "Bed day 1 " in first
    assert "Bed day 40" in last
    assert ("To be paid" in first, "To be paid" in last) == (False, True)
    assert "Invoice A1-I000012" in last


@pytest.mark.parametrize("lines", [1, 20, 21, 22, 23, 24, 25, 26, 27, 28, 40, 90])
def test_whatever_the_number_of_lines_each_is_there_and_nothing_leaves_the_sheet(
    lines: int,
) -> None:
    paper = InvoiceDocument().render(an_invoice(lines))
    text = " ".join(sheets(paper))
    assert sum(f"Bed day {n} " in text for n in range(1, lines + 1)) == sum(
        n % 3 != 0 for n in range(1, lines + 1) if lines > 1
    )
    for margins in inked_edges(paper):
        assert min(margins) > 20


def test_a_reprint_says_copy_on_every_sheet() -> None:
    for text in sheets(InvoiceDocument().render(an_invoice(40, copy=True))):
        assert text.count("COPY") == 2
    (strip,) = sheets(ReceiptDocument().render(a_receipt(copy=True)))
    assert "COPY" in strip


@pytest.mark.parametrize("name", [ARABIC, LONG])
def test_a_long_name_or_one_from_the_right_stays_on_the_paper(name: str) -> None:
    invoice = InvoiceDocument().render(an_invoice(customer=(name, "MRN 204 117 38-5")))
    facts = (("Receipt", "A1-R000031"), ("From", name), ("MRN", "204 117 38-5"))
    receipt = ReceiptDocument().render(a_receipt(facts=facts))
    for paper in (invoice, receipt):
        assert min(min(margins) for margins in inked_edges(paper)) >= 10
        if name is LONG:
            assert "Montgomery" in sheets(paper)[0]


def test_a_receipt_names_payer_amount_change_balance_and_cashier() -> None:
    (text,) = sheets(ReceiptDocument().render(a_receipt()))
    for words in (
        "Receipt A1-R000031",
        "OKAFOR, Chidi (Mr)",
        "A1-I000012",
        "Received EUR 25.00",
        "Cash handed over EUR 50.00",
        "Change EUR 25.00",
        "Still owed EUR 0.00",
        "Ife Bello",
    ):
        assert words in text


def test_a_letter_that_cannot_be_printed_is_said_so() -> None:
    with pytest.raises(LetteringError, match="cannot be printed"):
        ReceiptDocument().render(a_receipt(notes=("\u3042",)))
