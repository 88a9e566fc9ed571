"""What a receipt says, from what this desk holds."""

from app.billing.accounts import Account
from app.code_words import code_words
from app.command import Paper
from app.desk_card import hospital_name
from app.registration.people import people
from app.registration.wording import banner_name
from app.staff_words import desk_words, person_words
from app.times import stamp_words
from models.billing import Payment
from models.money import money_words
from models.vocabulary import N_, PaymentKind
from printing.documents.receipt import ReceiptData

KINDS: dict[PaymentKind, str] = {
    PaymentKind.PAYMENT: N_("Receipt for a payment"),
    PaymentKind.DEPOSIT: N_("Receipt for a deposit"),
    PaymentKind.REFUND: N_("Money given back"),
}
RECEIVED, GIVEN_BACK = N_("Received"), N_("Given back")
OFFLINE = N_("Recorded offline. The balance is that of the charges known at this desk.")
VOID = N_("Struck out: this receipt does not count.")


def receipt_content(paper: Paper, account: Account, payment: Payment, *, copy: bool) -> ReceiptData:
    """The receipt, with the balance of the account as it stands now."""
    out = payment.kind is PaymentKind.REFUND
    words = GIVEN_BACK if out else RECEIVED
    return ReceiptData(
        kind=KINDS[payment.kind],
        hospital=hospital_name(paper.look),
        facts=_facts(paper, account, payment),
        amount=(words, money_words(payment.amount_minor, payment.currency)),
        money=_money(account, payment),
        notes=_notes(payment),
        copy=copy,
    )


def _facts(paper: Paper, account: Account, payment: Payment) -> tuple[tuple[str, str], ...]:
    read, zone = paper.look.read, paper.look.now.tzinfo
    who = people(read, [payment.patient_id]).get(payment.patient_id)
    out = payment.kind is PaymentKind.REFUND
    bills = _bills(account, payment)
    facts = (
        ("Receipt", payment.receipt_number),
        ("Date", stamp_words(payment.taken_at.astimezone(zone))),
        ("To" if out else "From", banner_name(who.name if who else None)),
        ("MRN", who.number_words if who else ""),
        ("Given by" if out else "Paid by", code_words(payment.method)),
        ("For", ", ".join(bills)),
        ("Reason", payment.reason or ""),
        ("Cashier", person_words(read, payment.recorded_by_id)),
        ("At", desk_words(read, payment.recorded_on_id) if payment.recorded_on_id else ""),
    )
    return tuple((words, value) for words, value in facts if value)


def _bills(account: Account, payment: Payment) -> list[str]:
    """The bills it is for: the one it names, else for a payment every bill of the account."""
    named = account.invoice(payment.invoice_id) if payment.invoice_id else None
    if named is not None:
        return [named.number]
    if payment.kind is not PaymentKind.PAYMENT:
        return []
    return [each.number for each in account.ledger.bills]


def _money(account: Account, payment: Payment) -> tuple[tuple[str, str], ...]:
    currency, balance = payment.currency, account.ledger.balance
    rows = []
    if payment.tendered_minor is not None:
        change = payment.tendered_minor - payment.amount_minor
        rows.append(("Cash handed over", money_words(payment.tendered_minor, currency)))
        rows.append(("Change", money_words(change, currency)))
    if balance < 0:
        return (*rows, ("In the patient's favour", money_words(-balance, currency)))
    return (*rows, ("Still owed", money_words(balance, currency)))


def _notes(payment: Payment) -> tuple[str, ...]:
    notes = [OFFLINE] if payment.offline else []
    return (*notes, VOID) if payment.voided_at is not None else tuple(notes)
