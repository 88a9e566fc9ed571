"""What the screens show of a patient's story: frozen rows, every text ready to read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.marks import SyncMark
from app.vitals.rows import Tone
from models.vocabulary import N_, EncounterId, PatientId


class Kind(StrEnum):
    """What a row of the timeline is about: what people filter by."""

    VISIT = "visit"
    VITALS = "vitals"
    ALLERGY = "allergy"
    PROBLEM = "problem"
    NOTE = "note"
    ORDER = "order"
    MEDICINE = "medicine"
    BILLING = "billing"


KIND_WORDS: dict[Kind, str] = {
    Kind.VISIT: N_("Visit"),
    Kind.VITALS: N_("Vital signs"),
    Kind.ALLERGY: N_("Allergy"),
    Kind.PROBLEM: N_("Problem"),
    Kind.NOTE: N_("Note"),
    Kind.ORDER: N_("Order"),
    Kind.MEDICINE: N_("Medicine"),
    Kind.BILLING: N_("Billing"),
}


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One thing that happened.

    Attributes:
        key: its own, even where one record makes two rows.
        table: the kind of record behind it.
        row_id: which one.
        kind: what it is about.
        at: when it happened, in the zone of the site.
        when: the same in words.
        what: the thing in a few words.
        detail: more of it, on one line.
        who: who did it, or recorded it.
        where: at which desk it was recorded.
        how: at once, late, offline, by paper, waiting here, signed offline, struck out.
        mark: how far it has come.
        is_void: whether it was struck out; it stays to be seen.
        can_void: whether it may be struck out from here.
    """

    key: str
    table: str
    row_id: UUID
    kind: Kind
    at: datetime
    when: str
    what: str
    detail: str
    who: str
    where: str
    how: str
    mark: SyncMark
    is_void: bool
    can_void: bool


@dataclass(frozen=True, slots=True)
class VisitChoice:
    """A visit that the timeline can be of: `Inpatient, since 20-Nov 14:05`."""

    encounter_id: EncounterId
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The story of one patient, the newest first, and the visits there are.

    Attributes:
        patient_id: whose it is.
        encounter_id: the visit it is of, None for everything.
        visits: the newest first.
        rows: what happened.
    """

    patient_id: PatientId
    encounter_id: EncounterId | None
    visits: tuple[VisitChoice, ...]
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as it was written."""

    note_id: UUID
    kind: str
    text: str
    by: str
    when: str
    at: datetime
    is_void: bool
    how: str
    mark: SyncMark

    @property
    def first_line(self) -> str:
        """Its beginning, for a list."""
        return self.text.split("\n", 1)[0]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem or diagnosis."""

    condition_id: UUID
    description: str
    status: str
    is_active: bool
    by: str
    when: str
    at: datetime
    is_void: bool
    mark: SyncMark


@dataclass(frozen=True, slots=True)
class NotesAndProblems:
    """What was written about a patient, the newest first, and their problems, active first."""

    patient_id: PatientId
    notes: tuple[NoteRow, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class WardSummary:
    """The last vital signs of somebody on the ward.

    Attributes:
        patient_id: whose.
        score: `7`, or "" where the last set has none.
        tone: how grave it is; "info" where there is no score.
        last: when the last set was taken, or that there is none.
        due: when the next is due: `14:30`, `overdue since 14:30`, `continuous`; "" if unknown.
        is_overdue: whether the next set is late.
        urgency: a number to sort by: the most urgent highest.
    """

    patient_id: PatientId
    score: str
    tone: Tone
    last: str
    due: str
    is_overdue: bool
    urgency: int
