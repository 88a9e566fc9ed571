"""The bed board as the ward reads it."""

from dataclasses import dataclass

from models.vocabulary import LocationId, PatientId


@dataclass(frozen=True, slots=True)
class BedRow:
    """One bed and who has it; while it is free `patient_id` is None and the texts are empty."""

    bed_id: LocationId
    ward: str
    room: str
    bed: str
    patient_id: PatientId | None
    patient: str
    since: str
    booked_by: str

    @property
    def is_free(self) -> bool:
        """Whether nobody has booked it, as far as this desk knows."""
        return self.patient_id is None
