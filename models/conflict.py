"""One field that two desks, working apart, set to two different values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from models.entity import Entity, MaxLength, References
from models.sync_policy import SyncPolicy, server_owned
from models.vocabulary import (
    ChangeSetId,
    ConflictStatus,
    DeviceId,
    PatientId,
    PractitionerId,
    ReplicaClass,
    RowId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Entity):
    """A decision that waits for a person; FHIR has no such resource.

    The service opens it and holds both values; the op `resolve` of a person's change set closes
    it. `base`, `standing`, `proposed` and `resolution` are the JSON text of the plain value of
    the field (`null` when empty; the column itself is null only where nothing is known).
    `replica_class` is that of the row in dispute, so that a value in it goes nowhere else.
    """

    TABLE: ClassVar[str] = "conflict"
    NUMBER: ClassVar[int] = 50
    FHIR: ClassVar[str] = ""
    SYNC: ClassVar[SyncPolicy] = server_owned(
        ReplicaClass.REGISTRY, root="patient_id", class_field="replica_class"
    )
    LATER: ClassVar[frozenset[str]] = frozenset({"replica_class"})

    patient_id: Annotated[PatientId, References("patient")]
    entity: Annotated[str, MaxLength(60)]
    row_id: RowId
    field: Annotated[str, MaxLength(60)]
    base: str | None = None
    standing: str
    standing_user_id: Annotated[PractitionerId | None, References("practitioner")] = None
    standing_device_id: DeviceId | None = None
    standing_at: datetime | None = None
    proposed: str
    proposed_user_id: Annotated[PractitionerId | None, References("practitioner")] = None
    proposed_device_id: DeviceId | None = None
    proposed_at: datetime | None = None
    change_set_id: ChangeSetId
    status: ConflictStatus = ConflictStatus.OPEN
    resolution: str | None = None
    resolved_by_id: Annotated[PractitionerId | None, References("practitioner")] = None
    resolved_at: datetime | None = None
    replica_class: int | None = None
