"""Money is taken once, given back never too often, and every receipt has a number of its own."""

import itertools
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest

from app.billing.accounts import account_of
from app.billing.credit_invoice import CREDIT_INVOICE
from app.billing.issue_invoice import ISSUE_INVOICE
from app.billing.refund_payment import REFUND_PAYMENT
from app.billing.take_payment import TAKE_PAYMENT, TakePayment
from app.command import Done, Outcome, Refused
from local_store.store import Store
from models.billing import Invoice, Payment
from models.vocabulary import PaymentKind, PaymentMethod, Profile
from tests.app.till_desk import IFE, PATIENT, VISIT, Till, a_till
from tests.builders import HandClock, MemoryBox, Workbench, a_store, seeded


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = a_till(tmp_path / "store")
    yield made
    made.bench.close()


def code(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.code


def payments(till: Till) -> list[Payment]:
    with till.bench.store.read() as read:
        return sorted(read.all(Payment), key=lambda payment: payment.receipt_number)


def test_the_form_opens_on_what_is_owed_and_enter_bills_and_takes_it(till: Till) -> None:
    till.charge(), till.charge(350)
    form = till.bench.office.open_form(TAKE_PAYMENT, {"patient": PATIENT})
    assert (form.raw["amount"], form.raw["method"]) == ("183.50", "cash")
    assert isinstance(till.bench.office.save(form, form.raw), Done)
    (paid,) = payments(till)
    assert (paid.kind, paid.amount_minor, paid.currency) == (PaymentKind.PAYMENT, 18350, "EUR")
    assert paid.receipt_number == "A1-R000001"
    with till.bench.store.read() as read:
        (invoice,) = read.all(Invoice)
    assert (paid.invoice_id, invoice.number) == (invoice.id, "A1-I000001")
    assert till.bill().balance_minor == 0


def test_settle_pressed_twice_is_one_payment(till: Till) -> None:
    till.charge()
    form = till.bench.office.open_form(TAKE_PAYMENT, {"patient": PATIENT})
    first = till.bench.office.save(form, form.raw)
    assert till.bench.office.save(form, form.raw) == first
    till.bench.restart()
    assert isinstance(till.bench.office.save(form, form.raw), Done)
    assert len(payments(till)) == 1


def test_two_windows_on_one_account_take_one_payment(till: Till) -> None:
    till.charge()
    forms = [till.bench.office.open_form(TAKE_PAYMENT, {"patient": PATIENT}) for _ in range(2)]
    outcomes = [till.bench.office.save(form, form.raw) for form in forms]
    assert isinstance(outcomes[0], Done)
    assert code(outcomes[1]) == "changed"
    assert len(payments(till)) == 1


def test_cash_handed_over_is_kept_with_the_payment(till: Till) -> None:
    till.charge()
    till.done(TAKE_PAYMENT, tendered="200")
    (paid,) = payments(till)
    assert (paid.amount_minor, paid.tendered_minor) == (18000, 20000)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"amount": "0"}, "zero"),
        ({"amount": "180.01"}, "too_much"),
        ({"tendered": "179.99"}, "too_little_cash"),
        ({"tendered": "200", "method": "card"}, "not_cash"),
    ],
)
def test_amounts_that_do_not_go_together_are_refused(
    till: Till, raw: dict[str, str], reason: str
) -> None:
    till.charge()
    assert code(till.do(TAKE_PAYMENT, **raw)) == reason
    assert payments(till) == []
    assert till.bill().documents == (), "nothing was billed either"


def test_an_amount_is_pasted_as_other_programs_write_it(till: Till) -> None:
    till.charge(123450)
    till.done(TAKE_PAYMENT, amount="1.234,50 EUR")
    assert payments(till)[0].amount_minor == 123450
    refused = till.do(TAKE_PAYMENT, amount="12 USD", purpose="deposit")
    assert "Amounts here are in EUR" in str(getattr(refused, "problems", ""))


def test_a_deposit_comes_before_there_is_anything_to_bill(till: Till) -> None:
    form = till.bench.office.open_form(TAKE_PAYMENT, {"patient": PATIENT})
    assert form.raw["purpose"] == "deposit"
    till.done(TAKE_PAYMENT, amount="100", method="card")
    (paid,) = payments(till)
    assert (paid.kind, paid.method, paid.invoice_id) == (
        PaymentKind.DEPOSIT,
        PaymentMethod.CARD,
        None,
    )
    till.charge()
    assert till.bench.office.open_form(TAKE_PAYMENT, {"patient": PATIENT}).raw["amount"] == "80.00"


def test_money_back_is_never_more_than_was_paid_and_says_why(till: Till) -> None:
    till.done(TAKE_PAYMENT, amount="100", purpose="deposit")
    refused = till.do(REFUND_PAYMENT, amount="100.01", reason="x")
    assert code(refused) == "not_paid"
    assert "EUR\u00a0100.00" in getattr(refused, "words", "")
    form = till.bench.office.open_form(REFUND_PAYMENT, {"patient": PATIENT})
    assert form.raw["amount"] == "100.00"
    till.done(REFUND_PAYMENT, amount="60", reason="Went home")
    assert code(till.do(REFUND_PAYMENT, amount="40.01", reason="x")) == "not_paid"
    assert code(till.do(REFUND_PAYMENT, amount="0", reason="x")) == "zero"
    missing = till.do(REFUND_PAYMENT, amount="40", reason="")
    assert "reason" in getattr(missing, "problems", {})
    out = payments(till)[-1]
    assert (out.kind, out.receipt_number, out.reason) == (
        PaymentKind.REFUND,
        "A1-R000002",
        "Went home",
    )


def test_deposit_payment_credit_and_refund_come_to_nothing(till: Till) -> None:
    till.done(TAKE_PAYMENT, amount="50", purpose="deposit")
    till.charge()
    till.done(TAKE_PAYMENT)
    assert till.bill().balance_minor == 0
    with till.bench.store.read() as read:
        (invoice,) = read.all(Invoice)
    till.done(CREDIT_INVOICE, {"invoice": invoice.id}, reason="Never came", lines="")
    assert till.bill().balance == "EUR\u00a0-180.00"
    till.done(REFUND_PAYMENT, reason="Never came")
    bill = till.bill()
    assert (bill.balance_minor, bill.paid, bill.billed) == (0, "EUR\u00a00.00", "EUR\u00a00.00")


def test_a_number_is_not_used_up_by_what_was_refused_or_killed(till: Till) -> None:
    till.charge()
    assert code(till.do(TAKE_PAYMENT, amount="999")) == "too_much"
    with suppress(ZeroDivisionError), till.bench.store.act("payment.take", IFE) as tx:
        assert tx.take_count("A1 receipt") == 1
        raise ZeroDivisionError
    till.done(TAKE_PAYMENT)
    assert payments(till)[0].receipt_number == "A1-R000001"


def test_the_count_goes_on_after_a_restart(tmp_path: Path) -> None:
    clock, entropy, box = HandClock(), seeded(7), MemoryBox()
    store = a_store(tmp_path / "store", clock, entropy, box, Profile.CASHIER)
    for count in (1, 2, 3):
        with store.act("payment.take", IFE) as tx:
            assert tx.take_count("A1 receipt") == count
            paid = Payment(
                id=tx.new_id(),
                patient_id=PATIENT,
                kind=PaymentKind.DEPOSIT,
                method=PaymentMethod.CASH,
                receipt_number=f"A1-R{count:06d}",
                amount_minor=100,
                currency="EUR",
                taken_at=tx.now,
                offline=True,
                recorded_at=tx.now,
                recorded_by_id=IFE,
            )
            tx.add(paid)
        store.close()
        store = Store.open(tmp_path / "store", box, clock, entropy)
    store.close()


def test_desks_that_are_apart_never_give_one_number_twice_and_leave_no_gap(
    tmp_path: Path,
) -> None:
    tills = [a_till(tmp_path / series, series) for series in ("A1", "B2", "C3")]
    numbers: list[str] = []
    try:
        for till, _ in itertools.product(tills, range(4)):
            till.charge()
            till.done(ISSUE_INVOICE)
            till.done(TAKE_PAYMENT)
        for till in tills:
            with till.bench.store.read() as read:
                numbers += [invoice.number for invoice in read.all(Invoice)]
                numbers += [payment.receipt_number for payment in read.all(Payment)]
    finally:
        for till in tills:
            till.bench.close()
    wanted = [f"{s}-{k}{n:06d}" for s in ("A1", "B2", "C3") for k in "IR" for n in range(1, 5)]
    assert sorted(numbers) == wanted


def test_a_payment_over_several_bills_pays_the_oldest_first(till: Till) -> None:
    till.charge()
    first = till.done(ISSUE_INVOICE)
    till.charge(350)
    second = till.done(ISSUE_INVOICE)
    till.done(TAKE_PAYMENT, amount="181")
    with till.bench.store.read() as read:
        left = account_of(read, PATIENT, VISIT).ledger.open_amounts
    assert left == {first: 0, second: 250}


def test_a_form_needs_the_currency_of_the_tariff(till: Till) -> None:
    command = TakePayment(
        patient_id=PATIENT,
        encounter_id=VISIT,
        currency="",
        known_at=None,
        seen=0,
        amount=100,
        method="cash",
        tendered=None,
        purpose="deposit",
    )
    bench: Workbench = till.bench
    assert code(bench.office.execute(TAKE_PAYMENT, command, UUID(int=5))) == "no_currency"
