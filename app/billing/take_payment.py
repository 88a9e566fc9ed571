"""Taking money: for what is owed, or as a deposit ahead of a bill; with a numbered receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from app.billing.accounts import account_in_context, account_of
from app.billing.receiving import Taking, bill_first, invoice_paid, record_payment, seen_payments
from app.code_words import CODE_WORDS
from app.command import Act, Opening, Refuse, UseCase
from app.fields import Choice, Context, Layout, Money
from app.query import Look
from models.money import money_words, typed_money
from models.vocabulary import (
    N_,
    EncounterId,
    PatientId,
    PaymentKind,
    PaymentMethod,
    RowId,
)

FOR_THE_BILL, AHEAD = "bill", "deposit"
PURPOSES = (
    (FOR_THE_BILL, N_("What is owed")),
    (AHEAD, N_("Deposit ahead of a bill")),
)
METHODS = tuple(CODE_WORDS[PaymentMethod].items())


class PaymentRefusal(StrEnum):
    """Why no money is recorded."""

    ZERO = "zero"
    TOO_MUCH = "too_much"
    TOO_LITTLE_CASH = "too_little_cash"
    NOT_CASH = "not_cash"
    CHANGED = "changed"
    NO_CURRENCY = "no_currency"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePayment:
    """Money on the counter; `seen` is how many payments the account had when the form opened."""

    patient_id: Annotated[PatientId, Context("patient")]
    encounter_id: Annotated[EncounterId | None, Context("encounter")]
    currency: Annotated[str, Context("currency")]
    known_at: Annotated[datetime | None, Context("known")]
    seen: Annotated[int, Context("payments_seen")]
    amount: Annotated[int, Money(N_("Amount"))]
    method: Annotated[str, Choice(N_("Paid by"), METHODS, default=PaymentMethod.CASH)]
    tendered: Annotated[
        int | None,
        Money(N_("Cash handed over"), layout=Layout(help=N_("Empty if it is the exact amount"))),
    ]
    purpose: Annotated[
        str,
        Choice(
            N_("Paid for"),
            PURPOSES,
            default=FOR_THE_BILL,
            layout=Layout(help=N_("Charges on no bill yet are billed with it")),
        ),
    ]


def open_payment(look: Look, context: Mapping[str, object]) -> Opening:
    """The form with what is owed filled in; a deposit where nothing is."""
    account = account_in_context(look.read, context)
    due = account.due
    raw = {"purpose": FOR_THE_BILL, "amount": typed_money(due, account.currency)}
    if due <= 0:
        raw = {"purpose": AHEAD}
    known: dict[str, object] = {
        "encounter": account.encounter_id,
        "currency": account.currency,
        "known": look.store.replica.summary().last_agreed_at,
        "payments_seen": seen_payments(account),
    }
    return Opening(raw, {**context, **known})


def take_payment(act: Act, command: TakePayment) -> RowId:
    """Record the payment, whose id is that of the opened form, and bill first what it is for."""
    payment_id = RowId(act.id)
    account = account_of(act.tx, command.patient_id, command.encounter_id)
    if any(payment.id == payment_id for payment in account.ledger.payments):
        return payment_id
    if seen_payments(account) != command.seen:
        raise Refuse(PaymentRefusal.CHANGED)
    _check_amounts(command)
    deposit = command.purpose == AHEAD
    if not deposit:
        if command.amount > account.due:
            owed = money_words(max(account.due, 0), command.currency)
            raise Refuse(PaymentRefusal.TOO_MUCH, field="amount", owed=owed)
        account = bill_first(act, account, command.known_at)
    taking = Taking(
        id=payment_id,
        kind=PaymentKind.DEPOSIT if deposit else PaymentKind.PAYMENT,
        method=PaymentMethod(command.method),
        amount=command.amount,
        currency=command.currency,
        tendered=command.tendered,
        invoice_id=None if deposit else invoice_paid(account, command.amount),
    )
    record_payment(act, account, taking)
    return payment_id


def _check_amounts(command: TakePayment) -> None:
    if not command.currency:
        raise Refuse(PaymentRefusal.NO_CURRENCY)
    if command.amount == 0:
        raise Refuse(PaymentRefusal.ZERO, field="amount")
    if command.tendered is None:
        return
    if command.method != PaymentMethod.CASH:
        raise Refuse(PaymentRefusal.NOT_CASH, field="tendered")
    if command.tendered < command.amount:
        raise Refuse(PaymentRefusal.TOO_LITTLE_CASH, field="tendered")


TAKE_PAYMENT = UseCase(
    key="payment.take",
    title=N_("Take a payment"),
    input=TakePayment,
    function=take_payment,
    opening=open_payment,
    refusals={
        PaymentRefusal.ZERO: N_("Nothing is not a payment. Type the amount that was handed over."),
        PaymentRefusal.TOO_MUCH: N_(
            "Only {owed} is owed. Take the rest as a deposit, or correct the amount."
        ),
        PaymentRefusal.TOO_LITTLE_CASH: N_(
            "That is less than the amount. Correct the amount to what was handed over."
        ),
        PaymentRefusal.NOT_CASH: N_("Only cash gives change. Empty this field, or choose Cash."),
        PaymentRefusal.CHANGED: N_(
            "Money was taken or given back on this account after you opened this form. Close it, "
            "look at the bill, and open it again if something is still owed."
        ),
        PaymentRefusal.NO_CURRENCY: N_(
            "This desk has no tariff yet, so it does not know the currency. Wait until it says "
            "Online."
        ),
    },
)
