"""What needs a person, as people read it: frozen rows, every text ready to read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.vocabulary import PatientId


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """One thing that two facts make together.

    Attributes:
        what: what was found, in words.
        detail: what each of the two facts says, a line each.
        advice: what to do about it.
        patient: whom it is about, or "" for no patient.
        place: ward and bed, or "".
        desk: where the fact was recorded, or "" if that is not known here.
        who: who recorded it, or "".
        is_urgent: a patient may come to harm meanwhile.
    """

    item_id: UUID
    patient_id: PatientId | None
    what: str
    detail: tuple[str, ...]
    advice: str
    patient: str
    place: str
    desk: str
    who: str
    raised: str
    raised_at: datetime
    is_urgent: bool
