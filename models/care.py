"""What every care record says of itself: for whom, in which visit, by whom, where, when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from models.entity import Entity, MaxLength, References
from models.vocabulary import DeviceId, EncounterId, PatientId, PractitionerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Entity):
    """Who recorded it, where and when.

    `recorded_at` is the corrected time of the desk; when the thing itself happened stands in a
    field of its own. Both are kept, so that a late entry is seen to be one.
    """

    recorded_at: datetime
    recorded_by_id: Annotated[PractitionerId, References("practitioner")]
    recorded_on_id: DeviceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareRecord(Recorded):
    """A record about one patient. Nothing of it is deleted: it is voided, and stays to be seen."""

    patient_id: Annotated[PatientId, References("patient")]
    encounter_id: Annotated[EncounterId | None, References("encounter")] = None
    voided_at: datetime | None = None
    voided_by_id: Annotated[PractitionerId | None, References("practitioner")] = None
    void_reason: Annotated[str | None, MaxLength(200)] = None


VOID_FIELDS = ("voided_at", "voided_by_id", "void_reason")
"""The fields that the op `void` sets, once."""
VOID_REASON = VOID_FIELDS[-1]
"""The one field of them that the op carries; the rest is the change set's."""
