"""The bed board as the ward reads it."""

from dataclasses import dataclass
from enum import StrEnum

from models.vocabulary import N_, LocationId, PatientId


class BedUse(StrEnum):
    """What is known of a bed; the order is that of how much it asks for a person."""

    DIFFERS = "differs"
    TO_CLEAN = "to_clean"
    OCCUPIED = "occupied"
    BOOKED = "booked"
    FREE = "free"


USE_WORDS: dict[BedUse, str] = {
    BedUse.DIFFERS: N_("Does not agree"),
    BedUse.TO_CLEAN: N_("To clean"),
    BedUse.OCCUPIED: N_("Occupied"),
    BedUse.BOOKED: N_("Booked"),
    BedUse.FREE: N_("Free"),
}


@dataclass(frozen=True, slots=True)
class BedRow:
    """One bed and who has it.

    Attributes:
        use: what is known of it.
        patient_id: who lies in it, else for whom it is booked, else None.
        patient: their name, or "".
        since: since when they lie in it or have it booked, or "".
        booked_by: who booked it, or "".
        note: what does not agree, in words, or "".
        booked_for: for whom it is booked, whoever lies in it, or None.
        lying: the names of those recorded in it, the newest first.
    """

    bed_id: LocationId
    ward: str
    room: str
    bed: str
    patient_id: PatientId | None
    patient: str
    since: str
    booked_by: str
    use: BedUse = BedUse.FREE
    note: str = ""
    lying: tuple[str, ...] = ()
    booked_for: PatientId | None = None

    @property
    def is_free(self) -> bool:
        """Whether nobody lies in it and nobody has booked it, as far as this desk knows."""
        return self.patient_id is None

    @property
    def use_words(self) -> str:
        """What is known of it, in words."""
        return USE_WORDS[self.use]
