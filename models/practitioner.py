"""The people who work here, what they may do, and how they prove who they are."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from models.entity import Entity, MaxLength, References
from models.sync_policy import SyncPolicy, server_owned
from models.vocabulary import PractitionerId, ReplicaClass, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner(Entity):
    """FHIR Practitioner: a member of staff."""

    TABLE: ClassVar[str] = "practitioner"
    NUMBER: ClassVar[int] = 20
    FHIR: ClassVar[str] = "Practitioner"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    family: Annotated[str, MaxLength(120)]
    given: Annotated[str, MaxLength(200)]
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerRole(Entity):
    """FHIR PractitionerRole: one job role of one member of staff."""

    TABLE: ClassVar[str] = "practitioner_role"
    NUMBER: ClassVar[int] = 21
    FHIR: ClassVar[str] = "PractitionerRole"
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    practitioner_id: Annotated[PractitionerId, References("practitioner")]
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerCredential(Entity):
    """A sign-in name and the Argon2id hash of its password; FHIR has no such resource.

    It is reference data on purpose: every desk must be able to verify every employee with no
    server in reach.
    """

    TABLE: ClassVar[str] = "practitioner_credential"
    NUMBER: ClassVar[int] = 22
    FHIR: ClassVar[str] = ""
    SYNC: ClassVar[SyncPolicy] = server_owned(ReplicaClass.REF)

    practitioner_id: Annotated[PractitionerId, References("practitioner")]
    username: Annotated[str, MaxLength(60)]
    password_hash: Annotated[str, MaxLength(200)]
