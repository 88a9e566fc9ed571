"""The visit that what happens now belongs to."""

from local_store.reading import Read
from models.encounter import Encounter
from models.vocabulary import EncounterStatus, PatientId


def current_encounter(read: Read, patient_id: PatientId) -> Encounter | None:
    """The patient's newest visit in progress that is not voided, or None.

    Nothing is refused for want of a visit: what is recorded then simply names none.
    """
    return newest_open(read.all(Encounter, patient_id=patient_id))


def newest_open(visits: list[Encounter]) -> Encounter | None:
    """The newest of one patient's visits that is in progress, ties by id, or None."""
    return max(open_visits(visits), key=lambda visit: (visit.started_at, visit.id), default=None)


def open_visits(visits: list[Encounter]) -> list[Encounter]:
    """Those in progress and not voided."""
    return [
        visit
        for visit in visits
        if visit.status is EncounterStatus.IN_PROGRESS and visit.voided_at is None
    ]
