"""Taking back an invoice, or some of its lines, with a credit note: a bill is never altered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.billing.accounts import Account, account_of
from app.billing.bill_writing import Entry, Writ, write_bill
from app.billing.typed_lines import read_lines
from app.command import Act, Opening, Refuse, UseCase
from app.fields import Choice, Context, Layout, Text, Width
from app.query import Look
from models.billing import Invoice, InvoiceLine
from models.vocabulary import N_, InvoiceId, InvoiceKind, RowId

FREE, WAIVE = "free", "waive"
AFTERWARDS = (
    (WAIVE, N_("The patient need not pay them")),
    (FREE, N_("They are to be billed again")),
)


class CreditRefusal(StrEnum):
    """Why nothing is credited."""

    GONE = "gone"
    NOT_A_BILL = "not_a_bill"
    BAD_LINES = "bad_lines"
    CREDITED = "credited"
    TOO_MUCH = "too_much"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditInvoice:
    """Which lines of a bill are taken back, why, and what becomes of their charges."""

    invoice_id: Annotated[UUID, Context("invoice")]
    reason: Annotated[str, Text(N_("Reason"), 200, layout=Layout(width=Width.LONG))]
    lines: Annotated[
        str | None,
        Text(
            N_("Lines"),
            60,
            layout=Layout(help=N_("Empty for the whole invoice, or the lines: 1, 3-5")),
        ),
    ]
    afterwards: Annotated[str, Choice(N_("The charges"), AFTERWARDS, default=WAIVE)]


def open_credit(look: Look, context: Mapping[str, object]) -> Opening:
    """The form on the invoice named in the context, with the lines that can be taken back."""
    invoice_id = context.get("invoice")
    invoice = look.read.get(Invoice, invoice_id) if isinstance(invoice_id, UUID) else None
    raw = {}
    if invoice is not None:
        ledger = account_of(look.read, invoice.patient_id, invoice.encounter_id).ledger
        left = ledger.creditable(invoice.id)
        if len(left) < len(ledger.lines_of(invoice.id)):
            raw = {"lines": ", ".join(str(line.position) for line in left)}
    return Opening(raw, context)


def credit_invoice(act: Act, command: CreditInvoice) -> InvoiceId:
    """Issue the credit note, whose id is that of the opened form."""
    note_id = InvoiceId(act.id)
    if act.tx.get(Invoice, note_id) is not None:
        return note_id
    invoice = act.tx.get(Invoice, command.invoice_id)
    if invoice is None:
        raise Refuse(CreditRefusal.GONE)
    if invoice.kind is InvoiceKind.CREDIT_NOTE or invoice.voided_at is not None:
        raise Refuse(CreditRefusal.NOT_A_BILL, number=invoice.number)
    account = account_of(act.tx, invoice.patient_id, invoice.encounter_id)
    chosen = _chosen(account, invoice, command.lines)
    twice = account.ledger.billed_twice
    entries = []
    for line in chosen:
        freed = command.afterwards == FREE or line.charge_item_id in twice
        entries.append(_entry(line, line.charge_item_id if freed else None))
    writ = Writ(note_id, InvoiceKind.CREDIT_NOTE, invoice, command.reason, invoice.known_at)
    write_bill(act, account, writ, entries)
    return note_id


def _chosen(account: Account, invoice: Invoice, typed: str | None) -> list[InvoiceLine]:
    left = {line.position: line for line in account.ledger.creditable(invoice.id)}
    if not left:
        raise Refuse(CreditRefusal.CREDITED, number=invoice.number)
    wanted = read_lines(typed) if typed else [*left]
    if not wanted or not {*wanted} <= {*left}:
        listed = ", ".join(str(number) for number in left)
        raise Refuse(CreditRefusal.BAD_LINES, field="lines", lines=listed)
    chosen = [left[position] for position in wanted]
    total = sum(line.amount_minor for line in chosen)
    if not 0 <= total <= invoice.total_minor - account.ledger.credited(invoice.id):
        raise Refuse(CreditRefusal.TOO_MUCH, field="lines", number=invoice.number)
    return chosen


def _entry(line: InvoiceLine, charge_item_id: RowId | None) -> Entry:
    return Entry(
        position=line.position,
        charge_item_id=charge_item_id,
        title=line.title,
        occurred_at=line.occurred_at,
        quantity=line.quantity,
        unit_price_minor=line.unit_price_minor,
        amount_minor=line.amount_minor,
        tax_note=line.tax_note,
    )


CREDIT_INVOICE = UseCase(
    key="invoice.credit",
    title=N_("Credit an invoice"),
    input=CreditInvoice,
    function=credit_invoice,
    opening=open_credit,
    refusals={
        CreditRefusal.GONE: N_("This desk does not hold that invoice. Close this and look again."),
        CreditRefusal.NOT_A_BILL: N_("{number} is no invoice that stands. Choose an invoice."),
        CreditRefusal.BAD_LINES: N_(
            "Lines that can be credited: {lines}. Type their numbers, or leave the field empty "
            "for all of them."
        ),
        CreditRefusal.CREDITED: N_(
            "Everything on {number} has been credited already. Nothing more can be taken back."
        ),
        CreditRefusal.TOO_MUCH: N_(
            "These lines alone come to more than is left of {number}. Credit the lines that were "
            "taken back together with them."
        ),
    },
)
