"""What the screens show of a patient's allergies."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.marks import SyncMark
from models.vocabulary import N_


class AllergyState(StrEnum):
    """Four different things that must look different."""

    KNOWN = "known"
    NONE_KNOWN = "none-known"
    NOT_RECORDED = "not-recorded"
    UNAVAILABLE = "unavailable"


STATE_WORDS: dict[AllergyState, str] = {
    AllergyState.KNOWN: N_("Known allergies"),
    AllergyState.NONE_KNOWN: N_("No known allergies"),
    AllergyState.NOT_RECORDED: N_("Allergies not recorded"),
    AllergyState.UNAVAILABLE: N_("Allergies unavailable at this desk"),
}


@dataclass(frozen=True, slots=True)
class AllergyRow:
    """One allergy in words. `stands` is False for what was voided or set inactive."""

    allergy_id: UUID
    substance: str
    reaction: str
    kind: str
    risk: str
    checked: str
    state: str
    recorded: str
    stands: bool
    can_be_checked: bool
    is_voided: bool
    mark: SyncMark


@dataclass(frozen=True, slots=True)
class AllergyCard:
    """What is known of a patient's allergies, the standing ones first."""

    state: AllergyState
    rows: tuple[AllergyRow, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The substances of the allergies that stand."""
        return tuple(row.substance for row in self.rows if row.stands)
