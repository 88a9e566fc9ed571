"""A workstation as its colleagues know it: its name, what it is for and where it stands."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from models.entity import Entity, MaxLength
from models.sync_policy import SyncPolicy, server_owned
from models.vocabulary import Profile, ReplicaClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(Entity):
    """FHIR Device. The id is the device id of the sync protocol."""

    TABLE: ClassVar[str] = "device"
    NUMBER: ClassVar[int] = 40
    FHIR: ClassVar[str] = "Device"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    name: Annotated[str, MaxLength(80)]
    profile: Profile
    place: Annotated[str, MaxLength(120)]
