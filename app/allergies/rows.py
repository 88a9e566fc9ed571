"""What the screens show of a patient's allergies."""

from dataclasses import dataclass
from uuid import UUID

from app.allergy_state import AllergyState
from app.marks import SyncMark


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
