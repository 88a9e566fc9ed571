"""What waits, what is stuck, what conflicts: frozen rows, every text ready to read."""

from dataclasses import dataclass
from uuid import UUID

from models.vocabulary import ConflictId, PatientId


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One decision in the list."""

    conflict_id: ConflictId
    patient_id: PatientId
    patient: str
    field: str
    standing: str
    proposed: str
    proposed_by: str
    proposed_when: str


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One of the two values: the value in words, and who set it, at which desk and when."""

    value: str
    who: str
    desk: str
    when: str


@dataclass(frozen=True, slots=True)
class ConflictDetail:
    """Everything a person needs to decide.

    Attributes:
        field: what the field is called.
        base: what it was before both edits, or "" if it was empty.
        takes_free_text: whether another value can be typed.
        options: (value, words) when another value is chosen from a list.
    """

    conflict_id: ConflictId
    patient_id: PatientId
    patient: str
    field: str
    base: str
    standing: ConflictSide
    proposed: ConflictSide
    takes_free_text: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A change set that waits here: what it was, for whom, by whom and since when."""

    change_set_id: UUID
    what: str
    patient: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """A change set the service could not take: why, in words, and what to do."""

    change_set_id: UUID
    what: str
    patient: str
    who: str
    when: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class SyncOverview:
    """How this desk stands to the others.

    Attributes:
        waiting_count: change sets not yet at the service.
        waiting: the oldest of them.
        parked: what the service did not take.
        conflicts: decisions that wait for a person.
        last_agreed: when this desk and the service last proved to hold the same, in words.
        trouble: what is wrong with the line, in words, or "".
    """

    waiting_count: int
    waiting: tuple[WaitingRow, ...]
    parked: tuple[ParkedRow, ...]
    conflicts: int
    last_agreed: str
    trouble: str

    @property
    def attention(self) -> int:
        """How many things need a person."""
        return len(self.parked) + self.conflicts
