"""The visit that what happens now belongs to."""

from local_store.reading import Read
from models.encounter import Encounter
from models.visits import current_visit
from models.vocabulary import PatientId


def current_encounter(read: Read, patient_id: PatientId) -> Encounter | None:
    """The patient's newest visit in progress that is not voided, or None.

    Nothing is refused for want of a visit: what is recorded then simply names none.
    """
    return current_visit(read.all(Encounter, patient_id=patient_id))
