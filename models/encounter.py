"""A visit: what it is, where the patient is during it, the number they wait under."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from models.care import CareRecord, Recorded
from models.entity import MaxLength, References
from models.sync_policy import SyncPolicy, append_only, merge_fields
from models.vocabulary import (
    EncounterClass,
    EncounterStatus,
    LocationId,
    PractitionerId,
    ReplicaClass,
    StayStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter(CareRecord):
    """FHIR Encounter. It says that somebody is here, never why: every desk holds it."""

    TABLE: ClassVar[str] = "encounter"
    NUMBER: ClassVar[int] = 60
    FHIR: ClassVar[str] = "Encounter"
    SYNC: ClassVar[SyncPolicy] = merge_fields(ReplicaClass.SCHED, root="patient_id")

    class_code: EncounterClass
    status: EncounterStatus
    started_at: datetime
    ended_at: datetime | None = None
    ward_id: Annotated[LocationId | None, References("location")] = None
    attending_id: Annotated[PractitionerId | None, References("practitioner")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueToken(CareRecord):
    """The number a patient waits under: the letter of the desk and its counter of that day.

    FHIR has no such resource.
    """

    TABLE: ClassVar[str] = "queue_token"
    NUMBER: ClassVar[int] = 61
    FHIR: ClassVar[str] = ""
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.SCHED, root="patient_id")

    label: Annotated[str, MaxLength(12)]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterLocation(CareRecord):
    """FHIR Encounter.location: the patient came to a place, or left it. A fact, never refused."""

    TABLE: ClassVar[str] = "encounter_location"
    NUMBER: ClassVar[int] = 62
    FHIR: ClassVar[str] = "Encounter.location"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.SCHED, root="patient_id")

    location_id: Annotated[LocationId, References("location")]
    status: StayStatus
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BedCleaning(Recorded):
    """FHIR Location.operationalStatus: a bed was made ready for the next patient.

    A bed is to be cleaned when the last patient left it after it was last cleaned; no flag says
    so, so none can be left behind.
    """

    TABLE: ClassVar[str] = "bed_cleaning"
    NUMBER: ClassVar[int] = 63
    FHIR: ClassVar[str] = "Location.operationalStatus"
    SYNC: ClassVar[SyncPolicy] = append_only(ReplicaClass.SCHED, root=None)

    bed_id: Annotated[LocationId, References("location")]
    occurred_at: datetime
