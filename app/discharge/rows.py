"""What the screen shows of the end of a visit."""

from dataclasses import dataclass
from uuid import UUID

from app.marks import SyncMark
from models.vocabulary import PatientId


@dataclass(frozen=True, slots=True)
class DischargeCard:
    """Where the end of the newest visit stands.

    Attributes:
        patient_id: whose.
        visit: `Inpatient, since 20-Nov 14:05`, or "" where there was none.
        is_open: whether the visit is in progress.
        bed: the place the patient leaves, or "".
        summary_id: the summary, None while there is none.
        lines: (heading, text) of the summary, each in words.
        mark: how far the summary has come.
    """

    patient_id: PatientId
    visit: str
    is_open: bool
    bed: str
    summary_id: UUID | None
    lines: tuple[tuple[str, str], ...]
    mark: SyncMark
