"""The accounts that want a cashier: added up by the database, whatever their number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from app.billing.rows import AccountRow
from app.billing.visit_words import visit_state, visit_words
from app.query import Look
from app.registration.people import Known, people
from app.registration.wording import banner_name
from local_store.tables import table
from models.billing import ChargeItem, Invoice, InvoiceLine, Payment
from models.encounter import Encounter
from models.money import figures
from models.vocabulary import EncounterId, EncounterStatus, InvoiceKind, PatientId, PaymentKind

Key = tuple[UUID, UUID | None]


@dataclass
class _Sums:
    """The figures of one account, in minor units, and its visit."""

    charged: int = 0
    unbilled: int = 0
    billed: int = 0
    paid: int = 0
    currency: str = ""
    visit: Encounter | None = None

    @property
    def balance(self) -> int:
        return self.billed - self.paid

    @property
    def is_wanted(self) -> bool:
        going_on = (
            self.visit is not None
            and self.visit.status is EncounterStatus.IN_PROGRESS
            and self.visit.voided_at is None
        )
        return going_on or bool(self.balance) or bool(self.unbilled)


def open_accounts(look: Look) -> tuple[AccountRow, ...]:
    """Visits in progress and accounts not settled: first those that are leaving, then by name."""
    wanted = {key: sums for key, sums in _sums(look).items() if sums.is_wanted}
    known = people(look.read, sorted({PatientId(patient) for patient, _ in wanted}))
    rows = [
        _row(look, key, sums, known[PatientId(key[0])])
        for key, sums in wanted.items()
        if PatientId(key[0]) in known
    ]
    return tuple(sorted(rows, key=lambda r: (not r.is_leaving, r.patient, str(r.encounter_id))))


def _sums(look: Look) -> dict[Key, _Sums]:
    found: dict[Key, _Sums] = {}
    for query, field in _QUESTIONS:
        for patient, encounter, amount, currency in look.read.connection.execute(query()):
            sums = found.setdefault((patient, encounter), _Sums())
            setattr(sums, field, int(amount or 0))
            sums.currency = currency or sums.currency
    for visit in _visits(look, found):
        found.setdefault((visit.patient_id, visit.id), _Sums()).visit = visit
    usual = next((sums.currency for sums in found.values() if sums.currency), "")
    for sums in found.values():
        sums.currency = sums.currency or usual
    return found


def _visits(look: Look, found: dict[Key, _Sums]) -> Iterator[Encounter]:
    """The visits in progress, and the others that have an account."""
    going_on = look.read.all(Encounter, status=EncounterStatus.IN_PROGRESS)
    yield from going_on
    held = {visit.id for visit in going_on}
    for _, encounter in list(found):
        visit = look.read.get(Encounter, encounter) if encounter and encounter not in held else None
        if visit is not None:
            yield visit


def _row(look: Look, key: Key, sums: _Sums, who: Known) -> AccountRow:
    def words(minor: int) -> str:
        return figures(minor, sums.currency)

    over = sums.visit is None or sums.visit.status is not EncounterStatus.IN_PROGRESS
    due = sums.balance + sums.unbilled
    return AccountRow(
        patient_id=PatientId(key[0]),
        encounter_id=EncounterId(key[1]) if key[1] else None,
        patient=banner_name(who.name),
        mrn=who.number_words,
        visit=visit_words(sums.visit, look.now),
        state=visit_state(sums.visit),
        since=sums.visit.started_at if sums.visit else None,
        charged=words(sums.charged),
        charged_minor=sums.charged,
        unbilled=words(sums.unbilled),
        unbilled_minor=sums.unbilled,
        billed=words(sums.billed),
        billed_minor=sums.billed,
        paid=words(sums.paid),
        paid_minor=sums.paid,
        balance=words(sums.balance),
        balance_minor=sums.balance,
        due=words(due),
        due_minor=due,
        is_leaving=over and due > 0,
    )


def _charged() -> Select[Any]:
    return _grouped(table(ChargeItem).c, table(ChargeItem).c.amount_minor)


def _unbilled() -> Select[Any]:
    """Charges that stand on no bill: as in `models.ledger`, a credit line frees its charge."""
    lines, bills, items = table(InvoiceLine).c, table(Invoice).c, table(ChargeItem).c
    is_note = bills.kind == InvoiceKind.CREDIT_NOTE.value
    times = (
        select(lines.charge_item_id, func.sum(case((is_note, -1), else_=1)).label("n"))
        .join(table(Invoice), bills.id == lines.invoice_id)
        .where(lines.charge_item_id.is_not(None), bills.voided_at.is_(None))
        .group_by(lines.charge_item_id)
        .subquery()
    )
    return (
        _grouped(items, items.amount_minor)
        .outerjoin(times, times.c.charge_item_id == items.id)
        .where(func.coalesce(times.c.n, 0) < 1)
    )


def _billed() -> Select[Any]:
    columns = table(Invoice).c
    is_note = columns.kind == InvoiceKind.CREDIT_NOTE.value
    signed = case((is_note, -columns.total_minor), else_=columns.total_minor)
    return _grouped(columns, signed).where(columns.voided_at.is_(None))


def _paid() -> Select[Any]:
    columns = table(Payment).c
    is_refund = columns.kind == PaymentKind.REFUND.value
    signed = case((is_refund, -columns.amount_minor), else_=columns.amount_minor)
    return _grouped(columns, signed).where(columns.voided_at.is_(None))


def _grouped(columns: Any, amount: Any) -> Select[Any]:
    whose = (columns.patient_id, columns.encounter_id)
    return select(*whose, func.sum(amount), func.min(columns.currency)).group_by(*whose)


_QUESTIONS = ((_charged, "charged"), (_unbilled, "unbilled"), (_billed, "billed"), (_paid, "paid"))
