"""The bill of one account: every charge, every document, and what does not go together."""

from collections import defaultdict
from uuid import UUID

from app.billing.accounts import Account, account_of, accounts_of, usual_account
from app.billing.rows import Bill, ChargeRow, DocumentRow
from app.billing.visit_words import visit_words
from app.code_words import code_words
from app.marks import marks_of
from app.query import Look
from app.registration.people import people
from app.registration.wording import banner_name
from app.staff_words import person_words
from app.times import moment_words
from models.billing import ChargeItemDefinition, Invoice, Payment
from models.money import figures, money_words
from models.vocabulary import (
    N_,
    ChargeTrigger,
    EncounterId,
    InvoiceKind,
    PatientId,
    PaymentKind,
    RowId,
)

NOT_BILLED = N_("Not billed yet")
TRIGGER_WORDS: dict[ChargeTrigger, str] = {
    ChargeTrigger.ENCOUNTER_OPENED: N_("Visit"),
    ChargeTrigger.BED_DAY: N_("Bed"),
    ChargeTrigger.VITALS_RECORDED: N_("Nursing"),
    ChargeTrigger.DOSE_GIVEN: N_("Ward"),
    ChargeTrigger.MEDICINE_DISPENSED: N_("Pharmacy"),
}
"""Where a charge comes from, revealing nothing of why."""
BILLED_TWICE = N_(
    "{title} of {when} stands on {bills}: two desks billed it while they could not see each "
    "other. Credit that line on one of them."
)
OVER_CREDITED = N_(
    "More than {number} asked for has been credited: two desks credited it apart. Issue an "
    "invoice for what was credited too often, or leave it as a gift."
)
OVER_REFUNDED = N_(
    "{amount} more was given back than was ever paid: two desks gave money back apart. Ask the "
    "patient for it, or leave it as a gift."
)
FOR_INVOICE, AMENDS = N_("for {number}"), N_("amends {number}")


def bill(look: Look, patient_id: PatientId, encounter_id: EncounterId | None) -> Bill | None:
    """The account of a visit; None if this desk does not hold the patient."""
    return _bill(look, patient_id, account_of(look.read, patient_id, encounter_id))


def usual_bill(look: Look, patient_id: PatientId) -> Bill | None:
    """The account of a patient that most likely wants a cashier."""
    return _bill(look, patient_id, usual_account(look.read, patient_id))


def _bill(look: Look, patient_id: PatientId, account: Account) -> Bill | None:
    who = people(look.read, [patient_id]).get(patient_id)
    if who is None:
        return None
    ledger = account.ledger

    def words(minor: int) -> str:
        return money_words(minor, account.currency)

    visits = [(str(a.encounter_id or ""), a.visit) for a in accounts_of(look.read, patient_id)]
    return Bill(
        patient_id=patient_id,
        encounter_id=account.encounter_id,
        patient=banner_name(who.name),
        visit=visit_words(account.visit, look.now),
        visits=tuple((key, visit_words(visit, look.now)) for key, visit in reversed(visits)),
        currency=account.currency,
        charged=words(ledger.charged),
        unbilled=words(ledger.unbilled_total),
        unbilled_minor=ledger.unbilled_total,
        billed=words(ledger.billed),
        paid=words(ledger.paid),
        balance=words(ledger.balance),
        balance_minor=ledger.balance,
        due=words(account.due),
        due_minor=account.due,
        charges=_charges(look, account),
        documents=_documents(look, account),
        discrepancies=_discrepancies(look, account),
        has_unbilled=bool(ledger.unbilled),
        known_at=moment_words(look.store.replica.summary().last_agreed_at, look.now),
    )


def _charges(look: Look, account: Account) -> tuple[ChargeRow, ...]:
    ledger, numbers = account.ledger, bill_numbers(account)
    triggers = {each.id: each.event for each in look.read.all(ChargeItemDefinition)}
    ordered = sorted(ledger.charges, key=lambda item: (item.occurred_at, str(item.id)))
    rows = []
    for item in ordered:
        trigger = triggers.get(item.definition_id)
        rows.append(
            ChargeRow(
                charge_id=item.id,
                title=item.title,
                what_for=TRIGGER_WORDS[trigger] if trigger else "",
                when=moment_words(item.occurred_at, look.now),
                occurred_at=item.occurred_at,
                quantity=f"{item.quantity.normalize():f}",
                unit_price=figures(item.unit_price_minor, item.currency),
                amount=figures(item.amount_minor, item.currency),
                amount_minor=item.amount_minor,
                bill=", ".join(numbers[item.id]) or NOT_BILLED,
                is_twice=item.id in ledger.billed_twice,
            )
        )
    return tuple(rows)


def bill_numbers(account: Account) -> dict[UUID, list[str]]:
    """The numbers of the bills that ask for each charge, without lines that were freed."""
    ledger = account.ledger
    bills = {each.id: each for each in ledger.bills}
    notes = {each.id: each for each in ledger.credit_notes}
    freed = {
        (notes[line.invoice_id].amends_id, line.position)
        for line in ledger.lines
        if line.invoice_id in notes and line.charge_item_id is not None
    }
    found: dict[UUID, list[str]] = defaultdict(list)
    for line in ledger.lines:
        stands = line.invoice_id in bills and (line.invoice_id, line.position) not in freed
        if stands and line.charge_item_id is not None:
            found[line.charge_item_id].append(bills[line.invoice_id].number)
    return found


def _documents(look: Look, account: Account) -> tuple[DocumentRow, ...]:
    ledger = account.ledger
    waiting = marks_of(look.read, [d.id for d in (*ledger.invoices, *ledger.payments)])
    rows = [_invoice_row(look, account, each, waits=each.id in waiting) for each in ledger.invoices]
    rows += [
        _payment_row(look, account, each, waits=each.id in waiting) for each in ledger.payments
    ]
    return tuple(sorted(rows, key=lambda row: (row.at, row.number)))


def _invoice_row(look: Look, account: Account, invoice: Invoice, *, waits: bool) -> DocumentRow:
    is_note = invoice.kind is InvoiceKind.CREDIT_NOTE
    left = account.ledger.open_amounts.get(invoice.id)
    amends = account.invoice(invoice.amends_id) if invoice.amends_id else None
    about = [AMENDS.format(number=amends.number)] if amends else []
    return DocumentRow(
        document_id=invoice.id,
        what=code_words(invoice.kind),
        number=invoice.number,
        when=moment_words(invoice.issued_at, look.now),
        at=invoice.issued_at,
        who=person_words(look.read, invoice.recorded_by_id),
        amount=figures(_signed(invoice.total_minor, less=is_note), invoice.currency),
        amount_minor=_signed(invoice.total_minor, less=is_note),
        open=figures(left, invoice.currency) if left is not None else "",
        about=". ".join([*about, *([invoice.reason] if invoice.reason else [])]),
        is_bill=not is_note and bool(account.ledger.creditable(invoice.id)),
        is_payment=False,
        waits=waits,
    )


def _payment_row(look: Look, account: Account, payment: Payment, *, waits: bool) -> DocumentRow:
    out = payment.kind is PaymentKind.REFUND
    bill_paid = account.invoice(payment.invoice_id) if payment.invoice_id else None
    about = [FOR_INVOICE.format(number=bill_paid.number)] if bill_paid else []
    return DocumentRow(
        document_id=payment.id,
        what=f"{code_words(payment.kind)}, {code_words(payment.method).lower()}",
        number=payment.receipt_number,
        when=moment_words(payment.taken_at, look.now),
        at=payment.taken_at,
        who=person_words(look.read, payment.recorded_by_id),
        amount=figures(_signed(payment.amount_minor, less=out), payment.currency),
        amount_minor=_signed(payment.amount_minor, less=out),
        open="",
        about=". ".join([*about, *([payment.reason] if payment.reason else [])]),
        is_bill=False,
        is_payment=True,
        waits=waits,
    )


def _signed(amount: int, *, less: bool) -> int:
    return -amount if less else amount


def _discrepancies(look: Look, account: Account) -> tuple[str, ...]:
    ledger, numbers = account.ledger, bill_numbers(account)
    items = {item.id: item for item in ledger.charges}
    titles = {x.charge_item_id: x.title for x in ledger.lines if x.charge_item_id is not None}
    words = []
    for item_id in ledger.billed_twice:
        item = items.get(item_id)
        when = moment_words(item.occurred_at, look.now) if item else ""
        bills = ", ".join(sorted(numbers[item_id]))
        words.append(BILLED_TWICE.format(title=titles[RowId(item_id)], when=when, bills=bills))
    words += [OVER_CREDITED.format(number=each.number) for each in ledger.over_credited]
    if ledger.paid < 0:
        amount = money_words(-ledger.paid, account.currency)
        words.append(OVER_REFUNDED.format(amount=amount))
    return tuple(words)
