"""Whatever is charged, billed, credited, paid and given back, and in whatever order, adds up."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import (
    PaymentKind,
)
from tests.builders import NOW
from tests.models.till import Till


def check(till: Till) -> None:
    """What must hold after every step."""
    now = till.ledger()
    standing = [p for p in till.payments if p.voided_at is None]
    signs = {PaymentKind.REFUND: 1, PaymentKind.PAYMENT: -1, PaymentKind.DEPOSIT: -1}
    gross = sum(i.total_minor for i in now.bills)
    credited = sum(i.total_minor for i in now.credit_notes)
    money = sum(signs[p.kind] * p.amount_minor for p in standing)
    assert now.balance == gross - credited + money
    assert now.balance == sum(now.open_amounts.values()) - now.unassigned
    assert all(now.credited(bill.id) <= bill.total_minor for bill in now.bills)
    assert now.over_credited == ()
    assert now.paid >= 0
    assert all(amount >= 0 for amount in now.open_amounts.values())
    assert now.billed_twice == ()
    assert not {item.id for item in now.unbilled} & {i for i, n in now.times_billed.items() if n}


def charge(till: Till, data: st.DataObject) -> None:
    till.charge(data.draw(st.integers(0, 5000)))


def take_back(till: Till, data: st.DataObject) -> None:
    if till.ledger().unbilled:
        till.take_back(data.draw(st.sampled_from(till.ledger().unbilled)))


def bill(till: Till, data: st.DataObject) -> None:
    if till.ledger().unbilled and till.ledger().unbilled_total >= 0:
        till.bill(till.ledger().unbilled)


def credit(till: Till, data: st.DataObject) -> None:
    if till.ledger().bills:
        chosen = data.draw(st.sampled_from(till.ledger().bills))
        lines = till.ledger().creditable(chosen.id)
        if lines and all(line.amount_minor >= 0 for line in lines):
            some = data.draw(st.lists(st.sampled_from(lines), min_size=1, unique=True))
            till.credit(chosen, tuple(some), frees=data.draw(st.booleans()))


def deposit(till: Till, data: st.DataObject) -> None:
    till.money(PaymentKind.DEPOSIT, data.draw(st.integers(1, 5000)))


def pay(till: Till, data: st.DataObject) -> None:
    now = till.ledger()
    if owing := [each for each in now.bills if now.open_amounts[each.id]]:
        chosen = data.draw(st.sampled_from(owing))
        amount = data.draw(st.integers(1, now.open_amounts[chosen.id]))
        till.money(PaymentKind.PAYMENT, amount, chosen)


def refund(till: Till, data: st.DataObject) -> None:
    if till.ledger().paid:
        till.money(PaymentKind.REFUND, data.draw(st.integers(1, till.ledger().paid)))


STEPS = (charge, take_back, bill, credit, deposit, pay, refund)


@given(st.data())
def test_any_sequence_of_charges_bills_credits_and_money_adds_up(data: st.DataObject) -> None:
    till = Till()
    for step in data.draw(st.lists(st.sampled_from(STEPS), max_size=14)):
        step(till, data)
        check(till)


def test_a_price_of_nothing_is_a_price() -> None:
    till = Till()
    free = till.charge(0)
    assert till.ledger().unbilled == (free,)
    bill = till.bill(till.ledger().unbilled)
    assert bill.total_minor == len(till.ledger().unbilled) == 0
    assert till.ledger().open_amounts == {bill.id: 0}


def test_a_charge_and_its_taking_back_leave_nothing_to_bill() -> None:
    till = Till()
    till.take_back(till.charge(700))
    now = till.ledger()
    assert (len(now.unbilled), now.unbilled_total, now.charged) == (0, 0, 0)


def test_a_charge_taken_back_after_it_was_billed_is_credited_and_then_gone() -> None:
    till = Till()
    item = till.charge(700)
    bill = till.bill((item,))
    till.take_back(item)
    assert till.ledger().unbilled_total == -700
    till.credit(bill, till.ledger().creditable(bill.id), frees=True)
    assert till.ledger().unbilled == ()
    assert till.ledger().balance == 0


def test_deposit_pay_refund_and_cancel_come_to_what_is_written() -> None:
    till = Till()
    till.money(PaymentKind.DEPOSIT, 300)
    bill = till.bill((till.charge(1000),))
    assert (till.ledger().balance, till.ledger().open_amounts[bill.id]) == (700, 700)
    till.money(PaymentKind.PAYMENT, 700, bill)
    assert till.ledger().balance == 0
    till.credit(bill, till.ledger().creditable(bill.id), frees=False)
    assert (till.ledger().balance, till.ledger().unassigned) == (-1000, 1000)
    till.money(PaymentKind.REFUND, 1000)
    assert (till.ledger().balance, till.ledger().unassigned, till.ledger().paid) == (0, 0, 0)
    check(till)


def test_what_two_desks_billed_apart_is_named_and_settled_by_crediting_one() -> None:
    till = Till()
    item = till.charge(400)
    till.bill((item,))
    second = till.bill((item,))
    assert till.ledger().billed_twice == (item.id,)
    till.credit(second, till.ledger().creditable(second.id), frees=True)
    assert (till.ledger().billed_twice, till.ledger().balance, till.ledger().unbilled) == (
        (),
        400,
        (),
    )


def test_what_two_desks_credited_apart_is_named() -> None:
    till = Till()
    bill = till.bill((till.charge(400),))
    lines = till.ledger().creditable(bill.id)
    for _ in range(2):
        till.credit(bill, lines, frees=False)
    assert till.ledger().over_credited == (bill,)


def test_a_charge_that_was_waived_is_not_billed_again_and_one_that_was_freed_is() -> None:
    till = Till()
    kept, freed = till.charge(100), till.charge(200)
    bill = till.bill((kept, freed))
    first, second = till.ledger().creditable(bill.id)
    till.credit(bill, (first,), frees=False)
    till.credit(bill, (second,), frees=True)
    assert till.ledger().unbilled == (freed,)
    assert till.ledger().creditable(bill.id) == ()


def test_what_was_voided_does_not_count() -> None:
    till = Till()
    bill = till.bill((till.charge(100),))
    till.money(PaymentKind.PAYMENT, 100, bill)
    till.payments[0] = replace(till.payments[0], voided_at=NOW)
    till.invoices[0] = replace(bill, voided_at=NOW)
    assert (till.ledger().balance, till.ledger().unbilled_total) == (0, 100)
