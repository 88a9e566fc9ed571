"""A hand that writes bills and payments as the use cases do."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from models.billing import ChargeItem, Invoice, InvoiceLine, Payment
from models.ledger import Ledger
from models.vocabulary import (
    InvoiceId,
    InvoiceKind,
    PatientId,
    PaymentKind,
    PaymentMethod,
    RowId,
)
from tests.builders import ADA, NOW, row_id

PATIENT = PatientId(row_id(700))


@dataclass
class Till:
    """A hand that writes rows as the use cases do."""

    charges: list[ChargeItem] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)
    lines: list[InvoiceLine] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    count: int = 0

    def ledger(self) -> Ledger:
        lines, payments = tuple(self.lines), tuple(self.payments)
        return Ledger(tuple(self.charges), tuple(self.invoices), lines, payments)

    def next_id(self) -> UUID:
        self.count += 1
        return UUID(int=self.count)

    def stamp(self) -> dict[str, Any]:
        return {"id": self.next_id(), "recorded_at": NOW, "recorded_by_id": ADA}

    def charge(self, amount: int) -> ChargeItem:
        item = ChargeItem(
            id=self.next_id(),
            patient_id=PATIENT,
            definition_id=RowId(row_id(1)),
            title="Dressing",
            quantity=Decimal(1),
            unit_price_minor=amount,
            amount_minor=amount,
            currency="NGN",
            occurred_at=NOW,
            derived_at=NOW,
            source_table="encounter",
            source_id=RowId(self.next_id()),
        )
        self.charges.append(item)
        return item

    def take_back(self, item: ChargeItem) -> None:
        amount = -item.amount_minor
        self.charges.append(replace(item, id=self.next_id(), amount_minor=amount))

    def bill(self, items: tuple[ChargeItem, ...]) -> Invoice:
        kind = InvoiceKind.SUPPLEMENTARY if self.ledger().bills else InvoiceKind.INVOICE
        return self.document(kind, [(i.title, i.amount_minor, i.id) for i in items], None)

    def credit(self, bill: Invoice, lines: tuple[InvoiceLine, ...], *, frees: bool) -> Invoice:
        entries = [(x.title, x.amount_minor, x.charge_item_id if frees else None) for x in lines]
        places = [line.position for line in lines]
        return self.document(InvoiceKind.CREDIT_NOTE, entries, InvoiceId(bill.id), places)

    def document(
        self,
        kind: InvoiceKind,
        entries: list[Any],
        amends: InvoiceId | None,
        places: list[int] | None = None,
    ) -> Invoice:
        at = NOW + timedelta(minutes=self.count)
        made = Invoice(
            **self.stamp(),
            patient_id=PATIENT,
            kind=kind,
            number=f"N{self.count}",
            currency="NGN",
            total_minor=sum(amount for _, amount, _ in entries),
            issued_at=at,
            offline=True,
            amends_id=amends,
        )
        self.invoices.append(made)
        for position, (title, amount, item) in zip(
            places or range(1, len(entries) + 1), entries, strict=True
        ):
            line = InvoiceLine(
                **self.stamp(),
                patient_id=PATIENT,
                invoice_id=InvoiceId(made.id),
                position=position,
                charge_item_id=item,
                title=title,
                quantity=Decimal(1),
                unit_price_minor=amount,
                amount_minor=amount,
            )
            self.lines.append(line)
        return made

    def money(self, kind: PaymentKind, amount: int, bill: Invoice | None = None) -> Payment:
        paid = Payment(
            **self.stamp(),
            patient_id=PATIENT,
            kind=kind,
            method=PaymentMethod.CASH,
            receipt_number=f"R{self.count}",
            amount_minor=amount,
            currency="NGN",
            taken_at=NOW,
            offline=True,
            invoice_id=InvoiceId(bill.id) if bill else None,
        )
        self.payments.append(paid)
        return paid
