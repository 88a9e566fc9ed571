"""What the service found out of the ordinary: things for a person to look at, and late arrivals.

Both speak of other rows and go only where those rows go.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from models.entity import Entity, MaxLength, References
from models.sync_policy import SyncPolicy, newest_wins, server_owned
from models.vocabulary import (
    ArrivalKind,
    AttentionKind,
    AttentionStatus,
    DeviceId,
    EncounterId,
    PatientId,
    PractitionerId,
    ReplicaClass,
    RowId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionItem(Entity):
    """Two facts that do not go together, for a person. FHIR has no such resource.

    The service opens it and a person closes it with a word on what was done; of two who closed it
    apart the later is shown and the other stays in the history: nobody has to decide between them.
    `roles` are the job
    roles it is for, separated by spaces. `subject_id` and `other_id` are rows of `subject_table`
    and `other_table`.
    """

    TABLE: ClassVar[str] = "attention_item"
    NUMBER: ClassVar[int] = 51
    FHIR: ClassVar[str] = ""
    SYNC: ClassVar[SyncPolicy] = newest_wins(
        ReplicaClass.CLINICAL, root="patient_id", class_field="replica_class"
    )

    kind: AttentionKind
    patient_id: Annotated[PatientId | None, References("patient")] = None
    encounter_id: Annotated[EncounterId | None, References("encounter")] = None
    subject_table: Annotated[str, MaxLength(60)]
    subject_id: RowId
    other_table: Annotated[str | None, MaxLength(60)] = None
    other_id: RowId | None = None
    roles: Annotated[str, MaxLength(200)]
    replica_class: int
    raised_at: datetime
    status: AttentionStatus = AttentionStatus.OPEN
    closed_by_id: Annotated[PractitionerId | None, References("practitioner")] = None
    closed_at: datetime | None = None
    closing_note: Annotated[str | None, MaxLength(300)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance(Entity):
    """FHIR Provenance: this record did not reach the service by itself and at once.

    Late: it came by the wire long after it was recorded. Paper: it was scanned at
    `carried_by_id` before its own desk could send it.
    """

    TABLE: ClassVar[str] = "provenance"
    NUMBER: ClassVar[int] = 52
    FHIR: ClassVar[str] = "Provenance"
    SYNC: ClassVar[SyncPolicy] = server_owned(
        ReplicaClass.REGISTRY, root="patient_id", class_field="replica_class"
    )

    patient_id: Annotated[PatientId | None, References("patient")] = None
    encounter_id: Annotated[EncounterId | None, References("encounter")] = None
    target_table: Annotated[str, MaxLength(60)]
    target_id: RowId
    arrival: ArrivalKind
    recorded_at: datetime
    received_at: datetime
    recorded_on_id: DeviceId
    carried_by_id: DeviceId | None = None
    replica_class: int
