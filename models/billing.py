"""Money: the tariff, what the service charged for what happened, bills and payments.

Amounts are whole minor units of `currency` (ISO 4217).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from models.care import CareRecord
from models.entity import Entity, MaxLength, References
from models.sync_policy import SyncPolicy, append_only, server_owned
from models.vocabulary import (
    ChargeTrigger,
    EncounterId,
    InvoiceId,
    InvoiceKind,
    PatientId,
    PaymentKind,
    PaymentMethod,
    ReplicaClass,
    RowId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeItemDefinition(Entity):
    """FHIR ChargeItemDefinition: a line of the tariff, from one day to another (exclusive).

    `applies_to` narrows the event: the class of a visit, the code of a medicine; None is all.
    """

    TABLE: ClassVar[str] = "charge_item_definition"
    NUMBER: ClassVar[int] = 90
    FHIR: ClassVar[str] = "ChargeItemDefinition"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.BILLING)

    code: Annotated[str, MaxLength(40)]
    title: Annotated[str, MaxLength(200)]
    event: ChargeTrigger
    applies_to: Annotated[str | None, MaxLength(40)] = None
    unit_price_minor: int
    currency: Annotated[str, MaxLength(3)]
    tax_note: Annotated[str | None, MaxLength(200)] = None
    effective_from: date
    effective_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeItem(Entity):
    """FHIR ChargeItem: derived by the service alone from what happened, once for each event.

    Its id is UUIDv5 of the event's row, the tariff line and the part; `source_table` and
    `source_id` name the event; a void of the event makes a second item of the negative amount.
    """

    TABLE: ClassVar[str] = "charge_item"
    NUMBER: ClassVar[int] = 91
    FHIR: ClassVar[str] = "ChargeItem"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.BILLING, root="patient_id")

    patient_id: Annotated[PatientId, References("patient")]
    encounter_id: Annotated[EncounterId | None, References("encounter")] = None
    definition_id: Annotated[RowId, References("charge_item_definition")]
    title: Annotated[str, MaxLength(200)]
    quantity: Decimal
    unit_price_minor: int
    amount_minor: int
    currency: Annotated[str, MaxLength(3)]
    occurred_at: datetime
    derived_at: datetime
    source_table: Annotated[str, MaxLength(60)]
    source_id: RowId


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(CareRecord):
    """FHIR Invoice: numbered in the series of its desk; never altered once issued.

    A supplementary invoice and a credit note name in `amends_id` the one they belong to. The
    amounts of a credit note are positive; its kind says which way they go. `known_at` is up to
    when its charges were known at that desk.
    """

    TABLE: ClassVar[str] = "invoice"
    NUMBER: ClassVar[int] = 92
    FHIR: ClassVar[str] = "Invoice"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.BILLING, root="patient_id")

    kind: InvoiceKind
    number: Annotated[str, MaxLength(30)]
    currency: Annotated[str, MaxLength(3)]
    total_minor: int
    issued_at: datetime
    known_at: datetime | None = None
    offline: bool
    amends_id: Annotated[InvoiceId | None, References("invoice")] = None
    reason: Annotated[str | None, MaxLength(200)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine(CareRecord):
    """FHIR Invoice.lineItem: as it was issued."""

    TABLE: ClassVar[str] = "invoice_line"
    NUMBER: ClassVar[int] = 93
    FHIR: ClassVar[str] = "Invoice.lineItem"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.BILLING, root="patient_id")

    invoice_id: Annotated[InvoiceId, References("invoice")]
    position: int
    charge_item_id: RowId | None = None
    title: Annotated[str, MaxLength(200)]
    occurred_at: datetime | None = None
    quantity: Decimal
    unit_price_minor: int
    amount_minor: int
    tax_note: Annotated[str | None, MaxLength(200)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(CareRecord):
    """FHIR PaymentReconciliation: money taken or given back, with a receipt of its own series.

    `amount_minor` is positive; `kind` says which way it went. `tendered_minor` is the cash put
    on the counter.
    """

    TABLE: ClassVar[str] = "payment"
    NUMBER: ClassVar[int] = 94
    FHIR: ClassVar[str] = "PaymentReconciliation"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.BILLING, root="patient_id")

    kind: PaymentKind
    method: PaymentMethod
    receipt_number: Annotated[str, MaxLength(30)]
    amount_minor: int
    currency: Annotated[str, MaxLength(3)]
    tendered_minor: int | None = None
    taken_at: datetime
    offline: bool
    invoice_id: Annotated[InvoiceId | None, References("invoice")] = None
    reason: Annotated[str | None, MaxLength(200)] = None
