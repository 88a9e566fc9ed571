"""A patient: one UUID per human, and apart from it the names, numbers and facts we know them by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from models.care import Recorded
from models.entity import Entity, MaxLength, References
from models.sync_policy import SyncPolicy, append_only, merge_fields, newest_wins
from models.vocabulary import (
    AddressUse,
    AdministrativeGender,
    ContactSystem,
    ContactUse,
    DatePrecision,
    NameUse,
    PatientId,
    PractitionerId,
    ReplicaClass,
)

MRN_SYSTEM = "urn:almoner:mrn"
TEMPORARY_MRN_SYSTEM = "urn:almoner:mrn:temporary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient(Entity):
    """The human being. FHIR Patient; a fact, never altered, idempotent by its id."""

    TABLE: ClassVar[str] = "patient"
    NUMBER: ClassVar[int] = 1
    FHIR: ClassVar[str] = "Patient"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.REGISTRY, root="id")

    registered_at: datetime
    registered_by_id: Annotated[PractitionerId | None, References("practitioner")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientName(Entity):
    """FHIR Patient.name. A wrong name is a matter of identity: two edits go to a person."""

    TABLE: ClassVar[str] = "patient_name"
    NUMBER: ClassVar[int] = 2
    FHIR: ClassVar[str] = "Patient.name"
    SYNC: ClassVar[SyncPolicy] = merge_fields(ReplicaClass.REGISTRY, root="patient_id")

    patient_id: Annotated[PatientId, References("patient")]
    use: NameUse
    family: Annotated[str | None, MaxLength(120)] = None
    given: Annotated[str | None, MaxLength(200)] = None
    prefix: Annotated[str | None, MaxLength(40)] = None
    suffix: Annotated[str | None, MaxLength(40)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientIdentifier(Entity):
    """FHIR Patient.identifier: a number printed once is never rewritten."""

    TABLE: ClassVar[str] = "patient_identifier"
    NUMBER: ClassVar[int] = 3
    FHIR: ClassVar[str] = "Patient.identifier"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.REGISTRY, root="patient_id")

    patient_id: Annotated[PatientId, References("patient")]
    system: Annotated[str, MaxLength(200)]
    value: Annotated[str, MaxLength(100)]
    type_code: Annotated[str | None, MaxLength(20)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDemographics(Entity):
    """FHIR Patient.gender, birthDate and the rest; one row a patient, its id is the patient's.

    A birth date known only to the month or year is stored as the first day of it, with its
    precision.
    """

    TABLE: ClassVar[str] = "patient_demographics"
    NUMBER: ClassVar[int] = 4
    FHIR: ClassVar[str] = "Patient"
    SYNC: ClassVar[SyncPolicy] = merge_fields(ReplicaClass.REGISTRY, root="patient_id")

    patient_id: Annotated[PatientId, References("patient")]
    gender: AdministrativeGender
    born_on: date | None = None
    born_precision: DatePrecision | None = None
    deceased_at: datetime | None = None
    language: Annotated[str | None, MaxLength(40)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientContact(Entity):
    """FHIR Patient.telecom: one row for each telephone or address of the electronic kind."""

    TABLE: ClassVar[str] = "patient_contact"
    NUMBER: ClassVar[int] = 5
    FHIR: ClassVar[str] = "Patient.telecom"
    SYNC: ClassVar[SyncPolicy] = newest_wins(ReplicaClass.REGISTRY, root="patient_id")

    patient_id: Annotated[PatientId, References("patient")]
    system: ContactSystem
    value: Annotated[str, MaxLength(120)]
    use: ContactUse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientAddress(Entity):
    """FHIR Patient.address. `lines` are separated by line feeds."""

    TABLE: ClassVar[str] = "patient_address"
    NUMBER: ClassVar[int] = 6
    FHIR: ClassVar[str] = "Patient.address"
    SYNC: ClassVar[SyncPolicy] = newest_wins(ReplicaClass.ADDRESS, root="patient_id")

    patient_id: Annotated[PatientId, References("patient")]
    use: AddressUse | None = None
    lines: Annotated[str | None, MaxLength(400)] = None
    city: Annotated[str | None, MaxLength(120)] = None
    district: Annotated[str | None, MaxLength(120)] = None
    state: Annotated[str | None, MaxLength(120)] = None
    postal_code: Annotated[str | None, MaxLength(20)] = None
    country: Annotated[str | None, MaxLength(80)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDistinction(Recorded):
    """FHIR Linkage: somebody looked at two similar patients and found that they are two people."""

    TABLE: ClassVar[str] = "patient_distinction"
    NUMBER: ClassVar[int] = 7
    FHIR: ClassVar[str] = "Linkage"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.REGISTRY, root="patient_id")

    patient_id: Annotated[PatientId, References("patient")]
    other_patient_id: Annotated[PatientId, References("patient")]
    reason: Annotated[str, MaxLength(300)]
