"""Writing a numbered bill: the number, the document and its lines, in the action that issues it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.billing.accounts import Account
from app.command import Act
from models.billing import ChargeItem, ChargeItemDefinition, Invoice, InvoiceLine
from models.vocabulary import InvoiceId, InvoiceKind, RowId

LINES_MAX = 400
"""One action writes at most 500 records; more charges go to a supplementary invoice."""
INVOICES, CREDIT_NOTES = "invoice", "credit_note"
_LETTERS = {INVOICES: "I", CREDIT_NOTES: "C"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line before its document exists."""

    position: int
    charge_item_id: RowId | None
    title: str
    occurred_at: datetime | None
    quantity: Decimal
    unit_price_minor: int
    amount_minor: int
    tax_note: str | None


@dataclass(frozen=True, slots=True)
class Writ:
    """What a bill says beside its lines."""

    id: UUID
    kind: InvoiceKind
    amends: Invoice | None = None
    reason: str | None = None
    known_at: datetime | None = None


def bill_unbilled(
    act: Act, account: Account, invoice_id: UUID, known_at: datetime | None
) -> Invoice:
    """Bill what is on no bill yet; a supplementary invoice where there is a first one already."""
    first = next(iter(account.ledger.bills), None)
    kind = InvoiceKind.SUPPLEMENTARY if first else InvoiceKind.INVOICE
    known = known_at if act.offline else act.now
    items = account.ledger.unbilled[:LINES_MAX]
    entries = [_entry(act, item, place) for place, item in enumerate(items, start=1)]
    return write_bill(act, account, Writ(invoice_id, kind, first, None, known), entries)


def write_bill(act: Act, account: Account, writ: Writ, entries: Sequence[Entry]) -> Invoice:
    """Take the number and record the document with its lines."""
    series = CREDIT_NOTES if writ.kind is InvoiceKind.CREDIT_NOTE else INVOICES
    count = act.tx.take_count(f"{act.series} {series}")
    whose: dict[str, Any] = {"patient_id": account.patient_id, "encounter_id": account.encounter_id}
    made = Invoice(
        id=writ.id,
        kind=writ.kind,
        number=f"{act.series}-{_LETTERS[series]}{count:06d}",
        currency=account.currency,
        total_minor=sum(entry.amount_minor for entry in entries),
        issued_at=act.tx.now,
        known_at=writ.known_at,
        offline=act.offline,
        amends_id=InvoiceId(writ.amends.id) if writ.amends else None,
        reason=writ.reason,
        **whose,
        **act.stamp(),
    )
    act.tx.add(made)
    for entry in entries:
        facts = {each.name: getattr(entry, each.name) for each in fields(entry)}
        line = InvoiceLine(
            id=act.tx.new_id(), invoice_id=InvoiceId(made.id), **facts, **whose, **act.stamp()
        )
        act.tx.add(line)
    return made


def _entry(act: Act, item: ChargeItem, position: int) -> Entry:
    tariff = act.tx.get(ChargeItemDefinition, item.definition_id)
    return Entry(
        position=position,
        charge_item_id=RowId(item.id),
        title=item.title,
        occurred_at=item.occurred_at,
        quantity=item.quantity,
        unit_price_minor=item.unit_price_minor,
        amount_minor=item.amount_minor,
        tax_note=tariff.tax_note if tariff else None,
    )
