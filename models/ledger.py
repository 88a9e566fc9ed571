"""What an account comes to: charges, bills, credit notes and money, brought together; pure.

An account is one visit of one patient, or all of a patient's. For every account

    balance = billed - credited - paid in + given back
    balance = what is still open on its bills - what was paid and belongs to no bill yet

A credit line that names its charge frees it to be billed again; one that does not waives it.
What two desks did apart is never undone here: it is counted, and named as a discrepancy.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from models.billing import ChargeItem, Invoice, InvoiceLine, Payment
from models.vocabulary import InvoiceKind, PaymentKind


@dataclass(frozen=True)
class Ledger:
    """The money of one account, in minor units of one currency. Voided records do not count."""

    charges: tuple[ChargeItem, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    lines: tuple[InvoiceLine, ...] = ()
    payments: tuple[Payment, ...] = ()

    @cached_property
    def bills(self) -> tuple[Invoice, ...]:
        """Invoices and supplementary invoices that stand, the oldest first."""
        found = [i for i in self.invoices if i.kind is not InvoiceKind.CREDIT_NOTE]
        return _in_order(i for i in found if i.voided_at is None)

    @cached_property
    def credit_notes(self) -> tuple[Invoice, ...]:
        """Credit notes that stand, the oldest first."""
        found = [i for i in self.invoices if i.kind is InvoiceKind.CREDIT_NOTE]
        return _in_order(i for i in found if i.voided_at is None)

    @property
    def charged(self) -> int:
        """Everything charged, billed or not."""
        return sum(item.amount_minor for item in self.charges)

    @property
    def billed(self) -> int:
        """What the bills say, less what was credited."""
        gross = sum(bill.total_minor for bill in self.bills)
        return gross - sum(note.total_minor for note in self.credit_notes)

    @property
    def taken(self) -> int:
        """Money that came in: payments and deposits."""
        return sum(p.amount_minor for p in self._standing if p.kind is not PaymentKind.REFUND)

    @property
    def refunded(self) -> int:
        """Money that was given back."""
        return sum(p.amount_minor for p in self._standing if p.kind is PaymentKind.REFUND)

    @property
    def paid(self) -> int:
        """Money that stayed here."""
        return self.taken - self.refunded

    @property
    def balance(self) -> int:
        """What is owed; below zero the hospital owes it."""
        return self.billed - self.paid

    @cached_property
    def times_billed(self) -> Counter[UUID]:
        """How often each charge stands on a bill and was not freed by a credit note."""
        bills = {bill.id for bill in self.bills}
        notes = {note.id for note in self.credit_notes}
        count: Counter[UUID] = Counter()
        for line in self.lines:
            if line.charge_item_id is not None:
                count[line.charge_item_id] += (line.invoice_id in bills) - (
                    line.invoice_id in notes
                )
        return count

    @cached_property
    def unbilled(self) -> tuple[ChargeItem, ...]:
        """Charges on no bill, the oldest first; a charge and its taking back cancel out."""
        loose = [item for item in self.charges if self.times_billed[item.id] < 1]
        events: dict[tuple[UUID, UUID], list[ChargeItem]] = defaultdict(list)
        for item in loose:
            events[item.source_id, item.definition_id].append(item)
        gone = {item.id for items in events.values() if _cancels(items) for item in items}
        kept = (item for item in loose if item.id not in gone)
        return tuple(sorted(kept, key=lambda item: (item.occurred_at, str(item.id))))

    @property
    def unbilled_total(self) -> int:
        """What the charges on no bill come to."""
        return sum(item.amount_minor for item in self.unbilled)

    @property
    def billed_twice(self) -> tuple[UUID, ...]:
        """Charges that two bills ask for: two desks billed them while apart."""
        return tuple(item for item, times in self.times_billed.items() if times > 1)

    @property
    def over_credited(self) -> tuple[Invoice, ...]:
        """Bills of which more was credited than they asked for: two desks credited them apart."""
        return tuple(bill for bill in self.bills if self.credited(bill.id) > bill.total_minor)

    def lines_of(self, invoice_id: UUID) -> tuple[InvoiceLine, ...]:
        """The lines of one invoice or credit note, as they stand on it."""
        found = (line for line in self.lines if line.invoice_id == invoice_id)
        return tuple(sorted(found, key=lambda line: line.position))

    def credited(self, invoice_id: UUID) -> int:
        """What was credited of one bill."""
        return sum(n.total_minor for n in self.credit_notes if n.amends_id == invoice_id)

    def creditable(self, invoice_id: UUID) -> tuple[InvoiceLine, ...]:
        """The lines of a bill that no credit note has taken back."""
        notes = {note.id for note in self.credit_notes if note.amends_id == invoice_id}
        gone = {line.position for line in self.lines if line.invoice_id in notes}
        return tuple(line for line in self.lines_of(invoice_id) if line.position not in gone)

    @cached_property
    def open_amounts(self) -> dict[UUID, int]:
        """What is still to be paid of each bill.

        Money that names a bill goes to it; the rest goes to the oldest bill first.
        """
        open_now = {b.id: b.total_minor - self.credited(b.id) for b in self.bills}
        spare = 0
        for payment in self._standing:
            sign = 1 if payment.kind is PaymentKind.REFUND else -1
            if payment.invoice_id in open_now:
                open_now[payment.invoice_id] += sign * payment.amount_minor
            else:
                spare -= sign * payment.amount_minor
        for invoice_id, amount in open_now.items():
            if amount < 0:
                spare, open_now[invoice_id] = spare - amount, 0
        return _settled(open_now, spare)

    @property
    def unassigned(self) -> int:
        """Money that belongs to no bill yet; below zero only where more went out than came in."""
        return sum(self.open_amounts.values()) - self.balance

    @cached_property
    def _standing(self) -> tuple[Payment, ...]:
        return tuple(p for p in self.payments if p.voided_at is None)


def _settled(open_now: dict[UUID, int], spare: int) -> dict[UUID, int]:
    """Spread what belongs to no bill over the bills, the oldest first."""
    settled = {}
    for invoice_id, amount in open_now.items():
        used = min(amount, max(spare, 0))
        settled[invoice_id] = amount - used
        spare -= used
    return settled


def _cancels(items: list[ChargeItem]) -> bool:
    taken_back = any(item.amount_minor < 0 or item.quantity < 0 for item in items)
    return taken_back and sum(item.amount_minor for item in items) == 0


def _in_order(invoices: Iterable[Invoice]) -> tuple[Invoice, ...]:
    return tuple(sorted(invoices, key=lambda each: (each.issued_at, str(each.id))))
