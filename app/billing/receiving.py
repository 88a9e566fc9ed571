"""Recording money with its receipt number, and which bill it goes to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.billing.accounts import Account, account_of
from app.billing.bill_writing import bill_unbilled
from app.command import Act
from models.billing import Payment
from models.vocabulary import InvoiceId, PaymentKind, PaymentMethod

RECEIPTS = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Money that goes one way; `tendered` is the cash put on the counter."""

    id: UUID
    kind: PaymentKind
    method: PaymentMethod
    amount: int
    currency: str
    tendered: int | None = None
    invoice_id: InvoiceId | None = None
    reason: str | None = None


def seen_payments(account: Account) -> int:
    """How often money went in or out of an account: it grows with every payment."""
    return len(account.ledger.payments)


def bill_first(act: Act, account: Account, known_at: datetime | None) -> Account:
    """Bill what is on no bill yet, so that the payment has one; the account as it then stands."""
    ledger = account.ledger
    if not ledger.unbilled or ledger.unbilled_total < 0:
        return account
    bill_unbilled(act, account, act.tx.new_id(), known_at)
    return account_of(act.tx, account.patient_id, account.encounter_id)


def invoice_paid(account: Account, amount: int) -> InvoiceId | None:
    """The bill that a payment is for: the oldest one that asks for so much; None for several."""
    for invoice_id, left in account.ledger.open_amounts.items():
        if left:
            return InvoiceId(invoice_id) if amount <= left else None
    return None


def record_payment(act: Act, account: Account, taking: Taking) -> None:
    """Take the receipt number and record the money."""
    count = act.tx.take_count(f"{act.series} {RECEIPTS}")
    act.tx.add(
        Payment(
            id=taking.id,
            patient_id=account.patient_id,
            encounter_id=account.encounter_id,
            kind=taking.kind,
            method=taking.method,
            receipt_number=f"{act.series}-R{count:06d}",
            amount_minor=taking.amount,
            currency=taking.currency,
            tendered_minor=taking.tendered,
            taken_at=act.tx.now,
            offline=act.offline,
            invoice_id=taking.invoice_id,
            reason=taking.reason,
            **act.stamp(),
        )
    )
