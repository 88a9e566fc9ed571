"""What the pharmacy's screens get: worklist, one prescription, the shelf; in words."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias
from uuid import UUID

from app.pharmacy.standing import Standing
from models.vocabulary import PatientId, RequestId

AllergyTone: TypeAlias = Literal["danger", "attention", "success"]


@dataclass(frozen=True, slots=True)
class PrescriptionRow:
    """A prescription that waits. `is_halted`: all that is left of it is on hold."""

    prescription_id: UUID
    patient_id: PatientId
    patient: str
    place: str
    medicines: str
    signed_at: datetime
    signed_at_words: str
    signed_by: str
    state: str
    is_halted: bool
    from_paper: bool


@dataclass(frozen=True, slots=True)
class BatchChoice:
    """A batch that an item may be taken from; the first is the one to take."""

    code: str
    expires_on: date
    expires: str
    balance: str


@dataclass(frozen=True, slots=True)
class DispenseItem:
    """One medicine of a prescription.

    `warnings` says what the allergy check found and what halts the order; `stops` means that
    nothing may be handed over, `needs_reason` that it takes a reason. `dispenses` are the
    hand-overs so far, the newest first.
    """

    request_id: RequestId
    medicine: str
    gtin: str | None
    unit: str
    directions: str
    ordered: str
    dispensed: str
    remaining: Decimal | None
    standing: Standing
    state: str
    checked: str
    warnings: tuple[str, ...]
    stops: bool
    needs_reason: bool
    batches: tuple[BatchChoice, ...]
    dispenses: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Prescription:
    """What was signed together, for whom, by whom, and how this desk knows it.

    `allergy_tone` is how `allergies` looks: `danger`, `attention` or `success`.
    """

    prescription_id: UUID
    patient_id: PatientId
    patient: str
    born: str
    number: str
    allergies: str
    allergy_tone: AllergyTone
    signed: str
    from_paper: bool
    items: tuple[DispenseItem, ...]


@dataclass(frozen=True, slots=True)
class StockRow:
    """One batch on the shelf. `mark` is "", `expired`, `soon` or `count`."""

    batch_id: UUID
    medicine: str
    batch: str
    expires_on: date
    expires: str
    balance: Decimal
    amount: str
    mark: str
    words: str
