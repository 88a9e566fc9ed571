"""Which of a patient's visits is going on."""

from collections.abc import Iterable

from models.encounter import Encounter
from models.vocabulary import EncounterStatus


def open_visits(visits: Iterable[Encounter]) -> list[Encounter]:
    """Those in progress and not voided, the newest first, ties by id."""
    going_on = [
        visit
        for visit in visits
        if visit.status is EncounterStatus.IN_PROGRESS and visit.voided_at is None
    ]
    return sorted(going_on, key=lambda visit: (visit.started_at, visit.id), reverse=True)


def current_visit(visits: Iterable[Encounter]) -> Encounter | None:
    """The newest of one patient's visits that is going on, or None."""
    return next(iter(open_visits(visits)), None)
