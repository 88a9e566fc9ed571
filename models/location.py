"""Where things are: sites, wards, rooms and beds; and who has claimed a bed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from models.entity import Entity, MaxLength, References
from models.sync_policy import SyncPolicy, claimed, server_owned
from models.vocabulary import (
    EncounterId,
    LocationId,
    LocationKind,
    PatientId,
    PractitionerId,
    ReplicaClass,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Entity):
    """FHIR Location. `number` is a hospital-wide whole number: what a claim excludes on."""

    TABLE: ClassVar[str] = "location"
    NUMBER: ClassVar[int] = 30
    FHIR: ClassVar[str] = "Location"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    kind: LocationKind
    name: Annotated[str, MaxLength(120)]
    number: int
    part_of_id: Annotated[LocationId | None, References("location")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BedBooking(Entity):
    """FHIR Encounter.location with status `reserved`: a bed claimed for a patient.

    Two bookings of one bed may not overlap; only the service can promise that, so only the
    command `bed.book` writes it. `ends_at` is null while the claim is open.
    """

    TABLE: ClassVar[str] = "bed_booking"
    NUMBER: ClassVar[int] = 31
    FHIR: ClassVar[str] = "Encounter.location"
    SYNC: ClassVar[SyncPolicy] = claimed(ReplicaClass.SCHED, root="patient_id")
    LATER: ClassVar[frozenset[str]] = frozenset({"encounter_id"})

    patient_id: Annotated[PatientId, References("patient")]
    bed_id: Annotated[LocationId, References("location")]
    bed_number: int
    starts_at: datetime
    booked_by_id: Annotated[PractitionerId, References("practitioner")]
    ends_at: datetime | None = None
    encounter_id: Annotated[EncounterId | None, References("encounter")] = None
