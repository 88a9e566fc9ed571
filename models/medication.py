"""Medicines: what there is, what was ordered, given, handed over, and what is on the shelf."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from models.care import CareRecord, Recorded
from models.entity import Entity, MaxLength, References
from models.sync_policy import SyncPolicy, append_only, server_owned, signed
from models.vocabulary import (
    AdministrationStatus,
    Frequency,
    LocationId,
    MedicationId,
    MovementKind,
    NotGivenReason,
    PractitionerId,
    ReplicaClass,
    RequestId,
    RequestStatus,
    Route,
    RowId,
    StopKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication(Entity):
    """FHIR Medication: one product of the formulary, by its generic name.

    `ingredient_code` is what allergies are checked against; `gtin` is the 14 digits of its pack;
    `display_name` has the tall-man letters of a look-alike name; `supply_unit` is what is counted
    (`capsule`); `dose_unit` is what a dose is written in (`mg`), `dose_per_unit` of it in one
    supply unit.
    """

    TABLE: ClassVar[str] = "medication"
    NUMBER: ClassVar[int] = 80
    FHIR: ClassVar[str] = "Medication"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    code: Annotated[str, MaxLength(40)]
    name: Annotated[str, MaxLength(120)]
    display_name: Annotated[str, MaxLength(120)]
    form: Annotated[str, MaxLength(60)]
    strength: Annotated[str, MaxLength(60)]
    ingredient_code: Annotated[str, MaxLength(40)]
    dose_unit: Annotated[str, MaxLength(40)]
    supply_unit: Annotated[str, MaxLength(40)]
    dose_per_unit: Decimal | None = None
    usual_route: Route
    gtin: Annotated[str | None, MaxLength(14)] = None
    advice: Annotated[str | None, MaxLength(200)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTable(Entity):
    """FHIR CodeSystem: a table of safety rules as it was issued; past `good_until` it is stale."""

    TABLE: ClassVar[str] = "rule_table"
    NUMBER: ClassVar[int] = 81
    FHIR: ClassVar[str] = "CodeSystem"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    name: Annotated[str, MaxLength(120)]
    version: Annotated[str, MaxLength(40)]
    issued_on: date
    good_until: date
    row_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceGroup(Entity):
    """FHIR Substance.category: a substance belongs to a class that people are allergic to.

    `code` is of a substance; `group_code` is of its class (`penicillins`) or of a side-chain
    group. `is_cross` marks a group whose members only may cross-react: a warning, no stop.
    """

    TABLE: ClassVar[str] = "substance_group"
    NUMBER: ClassVar[int] = 82
    FHIR: ClassVar[str] = "Substance.category"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    table_id: Annotated[RowId, References("rule_table")]
    code: Annotated[str, MaxLength(40)]
    name: Annotated[str, MaxLength(120)]
    group_code: Annotated[str, MaxLength(40)]
    group_name: Annotated[str, MaxLength(120)]
    is_cross: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationRequest(CareRecord):
    """FHIR MedicationRequest: one medicine of a prescription; immutable once signed.

    `prescription_id` is the FHIR group identifier: what was signed and printed together.
    `medication_text` is the product as its name stood then. `checked` says in words which safety
    checks were made and with which table, `override_reason` why a stop was passed.
    """

    TABLE: ClassVar[str] = "medication_request"
    NUMBER: ClassVar[int] = 83
    FHIR: ClassVar[str] = "MedicationRequest"
    SYNC: ClassVar[SyncPolicy] = signed(ReplicaClass.MEDS, root="patient_id")

    prescription_id: RowId
    status: RequestStatus
    medication_id: Annotated[MedicationId, References("medication")]
    medication_text: Annotated[str, MaxLength(300)]
    dose_value: Decimal
    dose_unit: Annotated[str, MaxLength(40)]
    route: Route
    frequency: Frequency
    starts_at: datetime
    duration_days: int | None = None
    quantity: Decimal | None = None
    indication: Annotated[str | None, MaxLength(200)] = None
    instructions: Annotated[str | None, MaxLength(300)] = None
    override_reason: Annotated[str | None, MaxLength(300)] = None
    checked: Annotated[str | None, MaxLength(1000)] = None
    replaces_id: Annotated[RequestId | None, References("medication_request")] = None
    signed_at: datetime | None = None
    signed_by_id: Annotated[PractitionerId | None, References("practitioner")] = None
    signed_offline: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationStop(CareRecord):
    """FHIR MedicationRequest.statusReason: a signed order was stopped, held or resumed."""

    TABLE: ClassVar[str] = "medication_stop"
    NUMBER: ClassVar[int] = 84
    FHIR: ClassVar[str] = "MedicationRequest.statusReason"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.MEDS, root="patient_id")

    request_id: Annotated[RequestId, References("medication_request")]
    kind: StopKind
    reason: Annotated[str, MaxLength(300)]
    occurred_at: datetime
    offline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationAdministration(CareRecord):
    """FHIR MedicationAdministration: a dose that was given, or not given and why.

    `due_at` is the planned time it answers to. `was_scanned` says whether the wristband was
    scanned for it; `unscanned_reason` says why not.
    """

    TABLE: ClassVar[str] = "medication_administration"
    NUMBER: ClassVar[int] = 85
    FHIR: ClassVar[str] = "MedicationAdministration"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.MEDS, root="patient_id")

    request_id: Annotated[RequestId, References("medication_request")]
    medication_id: Annotated[MedicationId, References("medication")]
    status: AdministrationStatus
    occurred_at: datetime
    due_at: datetime | None = None
    dose_value: Decimal | None = None
    dose_unit: Annotated[str | None, MaxLength(40)] = None
    route: Route | None = None
    not_given_reason: NotGivenReason | None = None
    note: Annotated[str | None, MaxLength(300)] = None
    was_scanned: bool
    unscanned_reason: Annotated[str | None, MaxLength(200)] = None
    batch: Annotated[str | None, MaxLength(20)] = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationDispense(CareRecord):
    """FHIR MedicationDispense: what was handed over, from which batch.

    `from_paper`: the order was read from a signed code, because the line was down.
    """

    TABLE: ClassVar[str] = "medication_dispense"
    NUMBER: ClassVar[int] = 86
    FHIR: ClassVar[str] = "MedicationDispense"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.MEDS, root="patient_id")

    request_id: Annotated[RequestId, References("medication_request")]
    medication_id: Annotated[MedicationId, References("medication")]
    quantity: Decimal
    unit: Annotated[str, MaxLength(40)]
    batch: Annotated[str, MaxLength(20)]
    expires_on: date
    directions: Annotated[str, MaxLength(300)]
    occurred_at: datetime
    place_id: Annotated[LocationId | None, References("location")] = None
    from_paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMovement(Recorded):
    """FHIR SupplyDelivery: so much of a batch came (positive) or went (negative).

    Balances are sums of these; below zero is a discrepancy, never a refusal.
    """

    TABLE: ClassVar[str] = "stock_movement"
    NUMBER: ClassVar[int] = 87
    FHIR: ClassVar[str] = "SupplyDelivery"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.STOCK, root=None)

    place_id: Annotated[LocationId | None, References("location")] = None
    medication_id: Annotated[MedicationId, References("medication")]
    batch: Annotated[str, MaxLength(20)]
    expires_on: date
    quantity: Decimal
    kind: MovementKind
    occurred_at: datetime
    dispense_id: RowId | None = None
    reason: Annotated[str | None, MaxLength(200)] = None
