"""Invoices and receipts to set: short, long, and with names from the right."""

from printing.documents.invoice import InvoiceData, InvoiceLinePaper
from printing.documents.receipt import ReceiptData

SHORT = InvoiceLinePaper(
    position="1",
    title="Outpatient visit",
    when="21-Nov-2026",
    quantity="1",
    unit_price="45.00",
    amount="45.00",
    tax_note="VAT exempt: hospital care",
)


def an_invoice(lines: int = 1, **changes: object) -> InvoiceData:
    """An invoice of so many lines, every third with a title that takes two lines."""
    long = "Amoxicillin 500 mg capsules, dispensed on discharge for use at home until finished"
    rows = tuple(
        InvoiceLinePaper(
            position=str(number),
            title=long if number % 3 == 0 else f"Bed day {number}",
            when="21-Nov-2026",
            quantity="21" if number % 3 == 0 else "1",
            unit_price="1,180.00",
            amount="1,234,180.00",
            tax_note="VAT exempt: hospital care",
        )
        for number in range(1, lines + 1)
    )
    values: dict[str, object] = {
        "kind": "Invoice",
        "number": "A1-I000012",
        "currency": "EUR",
        "hospital": "St. Brigid General Hospital",
        "facts": (
            ("Date of issue", "21-Nov-2026 10:30"),
            ("Supplied", "18-Nov-2026 to 21-Nov-2026"),
            ("Issued by", "Ife Bello"),
            ("At", "Cashier 1 (Main hall)"),
        ),
        "customer": ("OKAFOR, Chidi (Mr)", "MRN 204 117 38-5", "14 Broad Street", "450001 Aba"),
        "lines": rows if lines > 1 else (SHORT,),
        "taxes": (("VAT exempt: hospital care", "EUR\u00a045.00"),),
        "totals": (
            ("Total", "EUR\u00a045.00"),
            ("Paid", "EUR\u00a020.00"),
            ("To be paid", "EUR\u00a025.00"),
        ),
        "notes": ("Issued offline. Charges known as at 21-Nov-2026 09:12.",),
        "printed": "Printed 21-Nov-2026 10:31",
        **changes,
    }
    return InvoiceData(**values)  # type: ignore[arg-type]  # the values stand above


def a_receipt(**changes: object) -> ReceiptData:
    """The receipt of a cash payment."""
    values: dict[str, object] = {
        "kind": "Receipt for a payment",
        "hospital": "St. Brigid General Hospital",
        "facts": (
            ("Receipt", "A1-R000031"),
            ("Date", "21-Nov-2026 10:32"),
            ("From", "OKAFOR, Chidi (Mr)"),
            ("MRN", "204 117 38-5"),
            ("Paid by", "Cash"),
            ("For", "A1-I000012"),
            ("Cashier", "Ife Bello"),
            ("At", "Cashier 1 (Main hall)"),
        ),
        "amount": ("Received", "EUR\u00a025.00"),
        "money": (
            ("Cash handed over", "EUR\u00a050.00"),
            ("Change", "EUR\u00a025.00"),
            ("Still owed", "EUR\u00a00.00"),
        ),
        "notes": ("Recorded offline.",),
        **changes,
    }
    return ReceiptData(**values)  # type: ignore[arg-type]  # the values stand above
