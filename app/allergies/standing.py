"""Which allergies of a patient stand now."""

from local_store.reading import Read
from models.clinical import AllergyIntolerance
from models.vocabulary import ClinicalStatus, PatientId


def standing_allergies(read: Read, patient_id: PatientId) -> list[AllergyIntolerance]:
    """What is recorded and stands: neither voided nor set inactive."""
    rows = read.all(AllergyIntolerance, patient_id=patient_id)
    return [row for row in rows if row.voided_at is None and row.status is ClinicalStatus.ACTIVE]
