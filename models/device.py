"""A workstation as its colleagues know it: its name, what it is for and where it stands."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from models.entity import Entity, MaxLength, References
from models.sync_policy import SyncPolicy, server_owned
from models.vocabulary import DeviceId, Profile, ReplicaClass


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKey(Entity):
    """The public key of one incarnation of a workstation; FHIR has no such resource.

    It is reference data, so that every desk can tell with no server in reach whether a signed
    code on paper comes from this hospital. `public_key` is 64 hexadecimal digits (Ed25519).
    """

    TABLE: ClassVar[str] = "device_key"
    NUMBER: ClassVar[int] = 41
    FHIR: ClassVar[str] = ""
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    device_id: Annotated[DeviceId, References("device")]
    inc: int
    public_key: Annotated[str, MaxLength(64)]
