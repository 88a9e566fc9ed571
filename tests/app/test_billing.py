"""A cashier bills what was charged, once; takes money, once; and every number is used once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.billing.accounts import account_of
from app.billing.credit_invoice import CREDIT_INVOICE
from app.billing.issue_invoice import ISSUE_INVOICE
from app.billing.queries import ACCOUNTS, USUAL_BILL
from app.billing.refund_payment import REFUND_PAYMENT
from app.billing.take_payment import TAKE_PAYMENT
from app.command import Done, Outcome, Refused
from models.billing import Invoice, InvoiceLine, Payment
from models.vocabulary import EncounterStatus, InvoiceId, InvoiceKind, PaymentKind
from tests.app.fixed_line import FixedLine
from tests.app.till_desk import PATIENT, VISIT, Till, a_till, a_visit
from tests.builders import NOW, person


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = a_till(tmp_path / "store")
    yield made
    made.bench.close()


def code(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.code


def invoice(till: Till, invoice_id: object) -> Invoice:
    with till.bench.store.read() as read:
        found = read.get(Invoice, invoice_id)  # type: ignore[arg-type]  # an id from a result
    assert found is not None
    return found


def test_everything_charged_and_not_billed_goes_on_one_invoice(till: Till) -> None:
    items = [till.charge(), till.charge(0), till.charge(9500)]
    made = invoice(till, till.done(ISSUE_INVOICE))
    assert (made.kind, made.number, made.total_minor) == (InvoiceKind.INVOICE, "A1-I000001", 27500)
    assert (made.currency, made.encounter_id, made.amends_id) == ("EUR", VISIT, None)
    with till.bench.store.read() as read:
        lines = sorted(read.all(InvoiceLine), key=lambda line: line.position)
    assert [line.charge_item_id for line in lines] == [item.id for item in items]
    assert {line.tax_note for line in lines} == {"VAT exempt: hospital care"}
    bill = till.bill()
    assert (bill.unbilled_minor, bill.balance, bill.due) == (
        0,
        "EUR\u00a0275.00",
        "EUR\u00a0275.00",
    )


def test_what_is_charged_later_goes_on_a_supplementary_invoice_that_names_the_first(
    till: Till,
) -> None:
    till.charge()
    first = till.done(ISSUE_INVOICE)
    assert code(till.do(ISSUE_INVOICE)) == "nothing"
    till.charge(350)
    second = invoice(till, till.done(ISSUE_INVOICE))
    assert (second.kind, second.number) == (InvoiceKind.SUPPLEMENTARY, "A1-I000002")
    assert (second.amends_id, second.total_minor) == (first, 350)


def test_an_invoice_saved_twice_is_one_invoice_and_one_number(till: Till) -> None:
    till.charge()
    form = till.bench.office.open_form(ISSUE_INVOICE, {"patient": PATIENT})
    first = till.bench.office.save(form, {})
    till.bench.restart()
    assert isinstance(till.bench.office.save(form, {}), Done)
    assert isinstance(first, Done)
    till.charge()
    assert invoice(till, till.done(ISSUE_INVOICE)).number == "A1-I000002"


def test_charges_taken_back_after_they_were_billed_are_credited_first(till: Till) -> None:
    item = till.charge()
    till.done(ISSUE_INVOICE)
    back = -item.amount_minor
    till.charge(back, source_id=item.source_id, unit_price_minor=18000)
    refused = till.do(ISSUE_INVOICE)
    assert code(refused) == "taken_back"
    assert "EUR\u00a0180.00" in getattr(refused, "words", "")


def test_an_invoice_says_up_to_when_its_charges_were_known(till: Till) -> None:
    agreed = NOW.replace(hour=9)
    till.bench.store.replica.note_agreement(till.bench.seq, agreed)
    till.charge()
    made = invoice(till, till.done(ISSUE_INVOICE))
    assert (made.offline, made.known_at) == (True, agreed)
    till.bench.office.line = FixedLine()
    till.charge()
    online = invoice(till, till.done(ISSUE_INVOICE))
    assert not online.offline
    assert online.known_at == till.bench.clock.now()


def test_a_credit_note_takes_back_lines_and_says_why(till: Till) -> None:
    till.charge(), till.charge(350), till.charge(500)
    first = till.done(ISSUE_INVOICE)
    note = invoice(
        till,
        till.done(CREDIT_INVOICE, {"invoice": first}, reason="Not given", lines="2-3"),
    )
    assert (note.kind, note.number) == (InvoiceKind.CREDIT_NOTE, "A1-C000001")
    assert (note.amends_id, note.total_minor, note.reason) == (first, 850, "Not given")
    bill = till.bill()
    assert (bill.balance_minor, bill.unbilled_minor) == (18000, 0)
    form = till.bench.office.open_form(CREDIT_INVOICE, {"patient": PATIENT, "invoice": first})
    assert form.raw["lines"] == "1"
    again = till.do(CREDIT_INVOICE, {"invoice": first}, reason="x", lines="2")
    assert code(again) == "bad_lines"
    till.done(CREDIT_INVOICE, {"invoice": first}, reason="All of it", lines="")
    assert code(till.do(CREDIT_INVOICE, {"invoice": first}, reason="x", lines="")) == "credited"
    assert till.bill().balance_minor == 0


@pytest.mark.parametrize("lines", ["9", "1-9", "one", "0", "1,,x"])
def test_only_lines_that_are_there_can_be_credited(till: Till, lines: str) -> None:
    till.charge()
    first = till.done(ISSUE_INVOICE)
    refused = till.do(CREDIT_INVOICE, {"invoice": first}, reason="x", lines=lines)
    assert code(refused) == "bad_lines"
    assert "1" in getattr(refused, "words", "")


def test_charges_credited_to_be_billed_again_are_billed_again(till: Till) -> None:
    till.charge()
    first = till.done(ISSUE_INVOICE)
    context = {"invoice": first}
    till.done(CREDIT_INVOICE, context, reason="Wrong name", lines="", afterwards="free")
    assert till.bill().unbilled_minor == 18000
    assert invoice(till, till.done(ISSUE_INVOICE)).total_minor == 18000


def test_a_credit_note_is_not_credited(till: Till) -> None:
    till.charge()
    first = till.done(ISSUE_INVOICE)
    note = till.done(CREDIT_INVOICE, {"invoice": first}, reason="x", lines="")
    assert code(till.do(CREDIT_INVOICE, {"invoice": note}, reason="x", lines="")) == "not_a_bill"


def test_a_line_and_its_taking_back_are_credited_together(till: Till) -> None:
    item = till.charge()
    till.charge(350)
    back = -item.amount_minor
    other = {"source_id": item.source_id, "title": "Bed day taken back", "definition_id": VISIT}
    till.charge(back, **other)
    first = till.done(ISSUE_INVOICE)
    refused = till.do(CREDIT_INVOICE, {"invoice": first}, reason="x", lines="1")
    assert code(refused) == "too_much"
    till.done(CREDIT_INVOICE, {"invoice": first}, reason="x", lines="1,3")
    assert till.bill().balance_minor == 350


def test_two_cashiers_apart_bill_one_charge_and_the_bill_says_what_to_do(till: Till) -> None:
    item = till.charge()
    mine = till.done(ISSUE_INVOICE)
    other = replace(invoice(till, mine), id=VISIT, number="B2-I000007")
    with till.bench.store.read() as read:
        (line,) = read.all(InvoiceLine)
    till.bench.arrive(other, replace(line, id=VISIT, invoice_id=InvoiceId(other.id)))
    bill = till.bill()
    (words,) = bill.discrepancies
    assert "A1-I000001, B2-I000007" in words
    assert "Credit that line on one of them" in words
    (row,) = [row for row in bill.charges if row.charge_id == item.id]
    assert row.is_twice
    till.done(CREDIT_INVOICE, {"invoice": other.id}, reason="Billed twice", lines="")
    bill = till.bill()
    assert (bill.discrepancies, bill.balance_minor, bill.unbilled_minor) == ((), 18000, 0)
    assert bill.charges[0].bill == "A1-I000001"


def test_the_list_of_accounts_adds_up_as_the_bill_does(till: Till) -> None:
    till.charge(), till.charge(350)
    first = till.done(ISSUE_INVOICE)
    till.done(CREDIT_INVOICE, {"invoice": first}, reason="x", lines="2", afterwards="free")
    till.done(TAKE_PAYMENT, amount="50", purpose="deposit")
    till.done(REFUND_PAYMENT, amount="20", reason="Too much")
    (row,) = till.bench.office.ask(ACCOUNTS)
    with till.bench.store.read() as read:
        ledger = account_of(read, PATIENT, VISIT).ledger
    figures = (row.charged_minor, row.unbilled_minor, row.billed_minor, row.paid_minor)
    assert figures == (ledger.charged, ledger.unbilled_total, ledger.billed, ledger.paid)
    assert figures == (18350, 350, 18000, 3000)
    assert (row.balance_minor, row.due_minor) == (ledger.balance, 15350)
    assert (row.patient, row.visit) == ("OKAFOR, Chidi", "Inpatient, 19-Nov 10:30")


def test_a_visit_that_is_over_and_paid_is_no_longer_in_the_list(till: Till) -> None:
    till.charge()
    till.bench.arrive(a_visit(status=EncounterStatus.FINISHED, ended_at=NOW))
    (row,) = till.bench.office.ask(ACCOUNTS)
    assert row.is_leaving
    till.done(TAKE_PAYMENT)
    assert till.bench.office.ask(ACCOUNTS) == ()
    usual = till.bench.office.ask(USUAL_BILL, PATIENT)
    assert usual is not None
    assert (usual.encounter_id, usual.balance_minor) == (VISIT, 0)


def test_a_receptionist_issues_no_invoice(till: Till) -> None:
    till.charge()
    till.bench.desk.sign_in(person())
    assert code(till.do(ISSUE_INVOICE)) == "right"
    with till.bench.store.read() as read:
        assert read.all(Payment) == []
    assert PaymentKind.PAYMENT not in {row.what for row in till.bill().documents}
