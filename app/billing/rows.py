"""Accounts and bills as a cashier reads them: frozen rows, every text ready to read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.vocabulary import EncounterId, PatientId


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the list.

    Attributes:
        encounter_id: the visit, or None for what belongs to none.
        visit: what it is and since when: `Inpatient, 10:42`.
        state: `In progress`, `Finished`.
        since: when the visit began, for sorting.
        charged: everything charged, as figures without the currency, like all amounts here.
        unbilled: the part of it on no bill yet.
        billed: what the bills ask for, less credit notes.
        paid: money that came in and stayed.
        balance: what is owed on bills; `balance_minor` is below zero where the hospital owes it.
        due: what would be owed if everything were billed.
        is_leaving: the visit is over and something is due.
    """

    patient_id: PatientId
    encounter_id: EncounterId | None
    patient: str
    mrn: str
    visit: str
    state: str
    since: datetime | None
    charged: str
    charged_minor: int
    unbilled: str
    unbilled_minor: int
    billed: str
    billed_minor: int
    paid: str
    paid_minor: int
    balance: str
    balance_minor: int
    due: str
    due_minor: int
    is_leaving: bool


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One charge in the words of the tariff, never why; its amounts without the currency.

    `bill` is the number it is billed under.
    """

    charge_id: UUID
    title: str
    what_for: str
    when: str
    occurred_at: datetime
    quantity: str
    unit_price: str
    amount: str
    amount_minor: int
    bill: str
    is_twice: bool


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """An invoice, credit note, payment, deposit or refund.

    Attributes:
        what: its kind in words.
        open: what is still to be paid of an invoice, or "".
        about: the reason, the invoice it amends or pays.
        is_bill: whether it can be credited.
        is_payment: whether its paper is a receipt.
        waits: whether it has not reached the service yet.
    """

    document_id: UUID
    what: str
    number: str
    when: str
    at: datetime
    who: str
    amount: str
    amount_minor: int
    open: str
    about: str
    is_bill: bool
    is_payment: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Bill:
    """One account in full.

    Attributes:
        visits: (id of the visit or "", words) of every account of the patient, the newest first.
        balance: what is owed on bills, `is_owed_back` where the hospital owes it.
        due: what would be paid now if everything charged were billed.
        discrepancies: what two desks did apart that does not go together, with what to do.
        has_unbilled: whether some charge is on no bill, be its price nothing.
        known_at: when this desk last proved to hold what the service holds, in words.
    """

    patient_id: PatientId
    encounter_id: EncounterId | None
    patient: str
    visit: str
    visits: tuple[tuple[str, str], ...]
    currency: str
    charged: str
    unbilled: str
    unbilled_minor: int
    billed: str
    paid: str
    balance: str
    balance_minor: int
    due: str
    due_minor: int
    charges: tuple[ChargeRow, ...]
    documents: tuple[DocumentRow, ...]
    discrepancies: tuple[str, ...]
    has_unbilled: bool
    known_at: str
