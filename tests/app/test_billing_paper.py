"""The invoice and the receipt on paper say what the ledger says, and a reprint says COPY."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from app.billing.accounts import account_of
from app.billing.credit_invoice import CREDIT_INVOICE
from app.billing.issue_invoice import ISSUE_INVOICE
from app.billing.print_invoice import PRINT_INVOICE, PrintInvoice
from app.billing.print_receipt import PRINT_RECEIPT, PrintReceipt
from app.billing.refund_payment import REFUND_PAYMENT
from app.billing.take_payment import TAKE_PAYMENT
from app.command import Done, Outcome, Refused
from app.paper.queries import PRINT_QUEUE
from models.billing import Invoice
from models.money import money_words
from tests.app.till_desk import PATIENT, VISIT, Till, a_till
from tests.builders import OTHER_DEVICE, row_id


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = a_till(tmp_path / "store")
    yield made
    made.bench.close()


def printed(till: Till, command: PrintInvoice | PrintReceipt) -> str:
    """Print it and read what came out."""
    task: Any = PRINT_INVOICE if isinstance(command, PrintInvoice) else PRINT_RECEIPT
    till.bench.clock.go_on(60)
    folder = Path(till.bench.office.room.usual.address)
    before = {*folder.glob("*.pdf")}
    outcome: Outcome = till.bench.office.execute(task, command)
    assert isinstance(outcome, Done), outcome
    assert till.bench.office.room.deliver_waiting() == 1
    (paper,) = {*folder.glob("*.pdf")} - before
    pages = PdfReader(BytesIO(paper.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def words(minor: int) -> str:
    return money_words(minor, "EUR").replace("\u00a0", " ")


def test_deposit_payment_credit_and_refund_stand_on_paper_as_in_the_ledger(till: Till) -> None:
    till.done(TAKE_PAYMENT, amount="50", purpose="deposit")
    till.charge(), till.charge(350)
    first = till.done(ISSUE_INVOICE)
    paid = till.done(TAKE_PAYMENT, amount="30")
    note = till.done(CREDIT_INVOICE, {"invoice": first}, reason="Not given", lines="2")
    back = till.done(REFUND_PAYMENT, amount="20", reason="Went home")
    with till.bench.store.read() as read:
        ledger = account_of(read, PATIENT, VISIT).ledger
    assert (ledger.billed, ledger.paid, ledger.balance) == (18000, 6000, 12000)
    invoice = printed(till, PrintInvoice(invoice_id=first))
    for line in (
        "Invoice A1-I000001",
        "Bed day 1",
        f"Total {words(18350)}",
        f"Credited {words(-350)}",
        f"Paid {words(-6000)}",
        f"To be paid {words(ledger.balance)}",
        "VAT exempt: hospital care",
        "OKAFOR, Chidi",
        "St Mary",
        "Issued by Ife Bello",
    ):
        assert line in invoice
    credit = printed(till, PrintInvoice(invoice_id=note))
    assert "Credit note A1-C000001" in credit
    assert "Amends invoice A1-I000001 of 21-Nov-2026" in credit
    assert "Reason Not given" in credit
    receipt = printed(till, PrintReceipt(payment_id=paid))
    assert f"Received {words(3000)}" in receipt
    assert f"Still owed {words(ledger.balance)}" in receipt
    assert "For A1-I000001" in receipt
    refund = printed(till, PrintReceipt(payment_id=back))
    assert f"Given back {words(2000)}" in refund
    assert "Reason Went home" in refund


def test_a_receipt_says_what_was_handed_over_and_the_change(till: Till) -> None:
    till.charge()
    paid = till.done(TAKE_PAYMENT, tendered="200")
    text = printed(till, PrintReceipt(payment_id=paid))
    assert "Receipt A1-R000001" in text
    assert "Cash handed over EUR 200.00 Change EUR 20.00 Still owed EUR 0.00" in text
    assert "Recorded offline" in text


def test_an_invoice_issued_offline_says_up_to_when_it_knows(till: Till) -> None:
    till.charge()
    first = till.done(ISSUE_INVOICE)
    text = printed(till, PrintInvoice(invoice_id=first))
    assert "Charges known to this desk alone" in text
    assert "Issued offline" in text


def test_the_second_print_says_copy_and_another_invoice_does_not(till: Till) -> None:
    till.charge()
    first = till.done(ISSUE_INVOICE)
    assert "COPY" not in printed(till, PrintInvoice(invoice_id=first))
    assert "COPY" in printed(till, PrintInvoice(invoice_id=first))
    assert "(copy)" in till.bench.office.ask(PRINT_QUEUE)[0].title
    till.charge()
    second = till.done(ISSUE_INVOICE)
    assert "COPY" not in printed(till, PrintInvoice(invoice_id=second))


def test_what_another_desk_issued_is_printed_here_as_a_copy(till: Till) -> None:
    till.charge()
    first = till.done(ISSUE_INVOICE)
    with till.bench.store.read() as read:
        mine = read.get(Invoice, first)
    assert mine is not None
    theirs = replace(mine, id=row_id(990), number="B2-I000001", recorded_on_id=OTHER_DEVICE)
    till.bench.arrive(theirs)
    assert "COPY" in printed(till, PrintInvoice(invoice_id=theirs.id))


@pytest.mark.parametrize("command", [PrintInvoice(invoice_id=UUID(int=1)), None])
def test_what_is_not_held_here_is_refused_in_words(till: Till, command: object) -> None:
    task: Any = PRINT_INVOICE if command else PRINT_RECEIPT
    given: Any = command or PrintReceipt(payment_id=UUID(int=1))
    outcome = till.bench.office.execute(task, given)
    assert isinstance(outcome, Refused)
    assert outcome.code == "not_held"
