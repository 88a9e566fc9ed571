"""Giving money back, with a reason and a receipt of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from app.billing.accounts import account_in_context, account_of
from app.billing.receiving import Taking, record_payment, seen_payments
from app.billing.take_payment import METHODS
from app.command import Act, Opening, Refuse, UseCase
from app.fields import Choice, Context, Layout, Money, Text, Width
from app.query import Look
from models.money import money_words, typed_money
from models.vocabulary import N_, EncounterId, PatientId, PaymentKind, PaymentMethod, RowId


class RefundRefusal(StrEnum):
    """Why nothing is given back."""

    ZERO = "zero"
    NOT_PAID = "not_paid"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPayment:
    """Money back over the counter; `seen` as in a payment."""

    patient_id: Annotated[PatientId, Context("patient")]
    encounter_id: Annotated[EncounterId | None, Context("encounter")]
    currency: Annotated[str, Context("currency")]
    seen: Annotated[int, Context("payments_seen")]
    amount: Annotated[int, Money(N_("Amount"))]
    method: Annotated[str, Choice(N_("Given back by"), METHODS, default=PaymentMethod.CASH)]
    reason: Annotated[str, Text(N_("Reason"), 200, layout=Layout(width=Width.LONG))]


def open_refund(look: Look, context: Mapping[str, object]) -> Opening:
    """The form with what the hospital owes filled in."""
    account = account_in_context(look.read, context)
    spare = -account.due
    raw = {"amount": typed_money(spare, account.currency)} if spare > 0 else {}
    known: dict[str, object] = {
        "encounter": account.encounter_id,
        "currency": account.currency,
        "payments_seen": seen_payments(account),
    }
    return Opening(raw, {**context, **known})


def refund_payment(act: Act, command: RefundPayment) -> RowId:
    """Record the refund, whose id is that of the opened form."""
    refund_id = RowId(act.id)
    account = account_of(act.tx, command.patient_id, command.encounter_id)
    if any(payment.id == refund_id for payment in account.ledger.payments):
        return refund_id
    if seen_payments(account) != command.seen:
        raise Refuse(RefundRefusal.CHANGED)
    if command.amount == 0:
        raise Refuse(RefundRefusal.ZERO, field="amount")
    if command.amount > account.ledger.paid:
        paid = money_words(max(account.ledger.paid, 0), command.currency)
        raise Refuse(RefundRefusal.NOT_PAID, field="amount", paid=paid)
    taking = Taking(
        id=refund_id,
        kind=PaymentKind.REFUND,
        method=PaymentMethod(command.method),
        amount=command.amount,
        currency=command.currency,
        reason=command.reason,
    )
    record_payment(act, account, taking)
    return refund_id


REFUND_PAYMENT = UseCase(
    key="payment.refund",
    title=N_("Give money back"),
    input=RefundPayment,
    function=refund_payment,
    opening=open_refund,
    refusals={
        RefundRefusal.ZERO: N_("Nothing cannot be given back. Type the amount."),
        RefundRefusal.NOT_PAID: N_(
            "Only {paid} was paid on this account and not given back. Correct the amount."
        ),
        RefundRefusal.CHANGED: N_(
            "Money was taken or given back on this account after you opened this form. Close it "
            "and look at the bill again."
        ),
    },
)
