"""What the drug round shows: one row a dose, every text ready to read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from app.marks import SyncMark
from models.vocabulary import N_, MedicationId


class DoseState(StrEnum):
    """How a dose stands at this moment."""

    LATE = "late"
    DUE = "due"
    WHEN_NEEDED = "when-needed"
    LATER = "later"
    NOT_GIVEN = "not-given"
    GIVEN = "given"


STATE_WORDS: dict[DoseState, str] = {
    DoseState.LATE: N_("Late"),
    DoseState.DUE: N_("Due now"),
    DoseState.WHEN_NEEDED: N_("When needed"),
    DoseState.LATER: N_("Later"),
    DoseState.NOT_GIVEN: N_("Not given"),
    DoseState.GIVEN: N_("Given"),
}


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One dose of one order.

    Attributes:
        due_at: when it is due, in the zone of the site; None for when needed.
        due: the same in words: `14:00`, `yesterday 22:00`.
        amount: `ONE capsule (500 mg), by mouth`.
        what: what was recorded, by whom and when, or "".
        remark: a note of the order: why it waits, that its signature was made offline.
    """

    order_id: UUID
    medication_id: MedicationId
    due_at: datetime | None
    due: str
    medicine: str
    amount: str
    state: DoseState
    state_words: str
    what: str
    remark: str
    mark: SyncMark

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be recorded."""
        return self.state not in (DoseState.GIVEN, DoseState.NOT_GIVEN)

    @property
    def key(self) -> tuple[UUID, datetime | None, str]:
        """What tells it from every other dose of the patient."""
        return self.order_id, self.due_at, "" if self.is_open else self.what


@dataclass(frozen=True, slots=True)
class DoseScan:
    """What a scan means beside the bed of the patient who is open.

    Attributes:
        kind: a band of this patient, the band of another, a pack that may be given, a pack that
            may not, or nothing of these.
        words: what to tell the person, "" for nothing of these.
        medication_id: the product in the pack.
    """

    kind: Literal["band", "other-band", "pack", "bad-pack", "none"]
    words: str = ""
    medication_id: MedicationId | None = None
