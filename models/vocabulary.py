"""Ids and enumerations: the words every other part of the program shares.

The only module of `models` that views may import. Code values are those of FHIR R4 where FHIR
has the concept, so that export and import are mechanical.
"""

from enum import IntEnum, StrEnum
from typing import NewType
from uuid import UUID

PatientId = NewType("PatientId", UUID)
PractitionerId = NewType("PractitionerId", UUID)
LocationId = NewType("LocationId", UUID)
DeviceId = NewType("DeviceId", UUID)
ConflictId = NewType("ConflictId", UUID)
ChangeSetId = NewType("ChangeSetId", UUID)
CommandId = NewType("CommandId", UUID)
RowId = NewType("RowId", UUID)


def N_(text: str) -> str:  # noqa: N802 - the name every extraction tool looks for
    """Mark text for translation where it is declared; it is translated where it is shown."""
    return text


class AdministrativeGender(StrEnum):
    """FHIR administrative-gender."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    """How much of a birth date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class NameUse(StrEnum):
    """FHIR name-use."""

    USUAL = "usual"
    OFFICIAL = "official"
    TEMP = "temp"
    NICKNAME = "nickname"
    ANONYMOUS = "anonymous"
    OLD = "old"
    MAIDEN = "maiden"


class ContactSystem(StrEnum):
    """FHIR contact-point-system."""

    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    PAGER = "pager"
    URL = "url"
    SMS = "sms"
    OTHER = "other"


class ContactUse(StrEnum):
    """FHIR contact-point-use."""

    HOME = "home"
    WORK = "work"
    TEMP = "temp"
    OLD = "old"
    MOBILE = "mobile"


class AddressUse(StrEnum):
    """FHIR address-use."""

    HOME = "home"
    WORK = "work"
    TEMP = "temp"
    OLD = "old"
    BILLING = "billing"


class LocationKind(StrEnum):
    """FHIR location-physical-type, the ones a bed board needs."""

    SITE = "si"
    WARD = "wa"
    ROOM = "ro"
    BED = "bd"


class Role(StrEnum):
    """Job roles; `models.rights` says what each may do."""

    RECEPTIONIST = "receptionist"
    NURSE = "nurse"
    ADMINISTRATOR = "administrator"


class Profile(StrEnum):
    """What a workstation is for; it alone decides what the workstation holds."""

    RECEPTION = "reception"
    WARD = "ward"
    SERVICE = "service"


class ReplicaClass(IntEnum):
    """The class of a row: the unit by which a profile admits or keeps out data."""

    REF = 1
    REGISTRY = 2
    ADDRESS = 3
    SCHED = 4


class PolicyKind(StrEnum):
    """How writes to an entity made apart are brought together."""

    APPEND_ONLY = "append_only"
    NEWEST_WINS = "newest_wins"
    MERGE_FIELDS = "merge_fields"
    CLAIMED = "claimed"
    SERVER_OWNED = "server_owned"
    LOCAL_ONLY = "local_only"


class OpKind(StrEnum):
    """What one op of a change set does to one row."""

    INSERT = "insert"
    APPEND = "append"
    PATCH = "patch"
    RESOLVE = "resolve"


class SetStatus(StrEnum):
    """What became of a change set at the service."""

    APPLIED = "applied"
    MERGED = "merged"
    CONFLICT = "conflict"
    PARKED = "parked"
    REJECTED = "rejected"


class Outcome(StrEnum):
    """What became of one op."""

    APPLIED = "applied"
    CONVERGED = "converged"
    LOST = "lost"
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"


class ConflictStatus(StrEnum):
    """Whether a person has decided yet."""

    OPEN = "open"
    RESOLVED = "resolved"
