"""What was seen, thought and written about a patient."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID, uuid5

from models.care import CareRecord
from models.entity import MaxLength, References
from models.sync_policy import SyncPolicy, append_only, merge_fields
from models.vocabulary import (
    AllergyKind,
    ClinicalStatus,
    Criticality,
    Disposition,
    EncounterId,
    NoteKind,
    ReplicaClass,
    RowId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(CareRecord):
    """FHIR Observation: a panel without a value, or one measure of it, or a score.

    `value` is a number in `unit` (UCUM); `value_code` is a coded answer. `0` is a value.
    """

    TABLE: ClassVar[str] = "observation"
    NUMBER: ClassVar[int] = 70
    FHIR: ClassVar[str] = "Observation"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.CLINICAL, root="patient_id")

    code: Annotated[str, MaxLength(40)]
    code_system: Annotated[str, MaxLength(80)]
    display: Annotated[str, MaxLength(120)]
    effective_at: datetime
    panel_id: Annotated[RowId | None, References("observation")] = None
    value: Decimal | None = None
    value_code: Annotated[str | None, MaxLength(60)] = None
    unit: Annotated[str | None, MaxLength(40)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllergyIntolerance(CareRecord):
    """FHIR AllergyIntolerance, or the recorded answer that none is known.

    With `substance_code` it is checked against every order; without one it cannot be, and every
    order says so. It goes wherever medicines go.
    """

    TABLE: ClassVar[str] = "allergy_intolerance"
    NUMBER: ClassVar[int] = 71
    FHIR: ClassVar[str] = "AllergyIntolerance"
    SYNC: ClassVar[SyncPolicy] = merge_fields(ReplicaClass.MEDS, root="patient_id")

    kind: AllergyKind
    substance: Annotated[str, MaxLength(200)]
    substance_code: Annotated[str | None, MaxLength(40)] = None
    reaction: Annotated[str | None, MaxLength(200)] = None
    criticality: Criticality | None = None
    status: ClinicalStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(CareRecord):
    """FHIR Condition: a diagnosis or problem."""

    TABLE: ClassVar[str] = "condition"
    NUMBER: ClassVar[int] = 72
    FHIR: ClassVar[str] = "Condition"
    SYNC: ClassVar[SyncPolicy] = merge_fields(ReplicaClass.CLINICAL, root="patient_id")

    description: Annotated[str, MaxLength(300)]
    code: Annotated[str | None, MaxLength(40)] = None
    code_system: Annotated[str | None, MaxLength(80)] = None
    status: ClinicalStatus
    onset_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalNote(CareRecord):
    """FHIR Composition: what somebody wrote; final when written, added to by another note."""

    TABLE: ClassVar[str] = "clinical_note"
    NUMBER: ClassVar[int] = 73
    FHIR: ClassVar[str] = "Composition"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.CLINICAL, root="patient_id")

    kind: NoteKind
    text: Annotated[str, MaxLength(20_000)]
    written_at: datetime
    addendum_to_id: Annotated[RowId | None, References("clinical_note")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeSummary(CareRecord):
    """FHIR Composition: the end of a stay; one a visit, whoever writes it first."""

    TABLE: ClassVar[str] = "discharge_summary"
    NUMBER: ClassVar[int] = 74
    FHIR: ClassVar[str] = "Composition"
    SYNC: ClassVar[SyncPolicy] = merge_fields(ReplicaClass.CLINICAL, root="patient_id")

    disposition: Disposition
    discharged_at: datetime
    reason: Annotated[str | None, MaxLength(1000)] = None
    course: Annotated[str | None, MaxLength(20_000)] = None
    advice: Annotated[str | None, MaxLength(5000)] = None
    follow_up: Annotated[str | None, MaxLength(1000)] = None


def discharge_summary_id(encounter_id: EncounterId) -> UUID:
    """The id of a visit's one discharge summary, the same at every desk."""
    return uuid5(encounter_id, DischargeSummary.TABLE)
