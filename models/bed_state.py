"""Who lies in which bed, and which bed is to be cleaned: worked out from facts, never kept.

The order in which facts arrive does not matter: each has the time it happened, and ties go by id.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.encounter import BedCleaning, EncounterLocation
from models.vocabulary import LocationId, StayStatus


@dataclass(frozen=True, slots=True)
class BedState:
    """One place.

    Attributes:
        stays: the arrivals of those who are still there, the newest first; more than one is a
            discrepancy for a person to look at.
        to_clean: nobody is there, and the last leaving came after the last cleaning.
        left_at: when somebody last left it, or None.
        cleaned_at: when it was last cleaned, or None.
    """

    stays: tuple[EncounterLocation, ...] = ()
    to_clean: bool = False
    left_at: datetime | None = None
    cleaned_at: datetime | None = None

    @property
    def occupant(self) -> EncounterLocation | None:
        """The arrival of whoever came last and is still there."""
        return self.stays[0] if self.stays else None


def bed_states(
    facts: Iterable[EncounterLocation], cleanings: Iterable[BedCleaning]
) -> dict[LocationId, BedState]:
    """The state of every place that a fact speaks of; voided facts count for nothing."""
    by_patient: defaultdict[UUID, list[EncounterLocation]] = defaultdict(list)
    for fact in facts:
        if fact.voided_at is None:
            by_patient[fact.patient_id].append(fact)
    stays: defaultdict[LocationId, list[EncounterLocation]] = defaultdict(list)
    left: dict[LocationId, datetime] = {}
    for known in by_patient.values():
        here = _follow(sorted(known, key=_order), left)
        if here is not None:
            stays[here.location_id].append(here)
    cleaned: dict[LocationId, datetime] = {}
    for done in cleanings:
        cleaned[done.bed_id] = max(done.occurred_at, cleaned.get(done.bed_id, done.occurred_at))
    places = {*stays, *left, *cleaned}
    return {place: _state(stays[place], left.get(place), cleaned.get(place)) for place in places}


def stay_of(facts: Iterable[EncounterLocation]) -> EncounterLocation | None:
    """The arrival at the place where one patient is now, from all facts about them; or None."""
    standing = [fact for fact in facts if fact.voided_at is None]
    return _follow(sorted(standing, key=_order), {})


def _follow(
    facts: list[EncounterLocation], left: dict[LocationId, datetime]
) -> EncounterLocation | None:
    """Go through one patient's facts in order; note in `left` when each place was last left."""
    here: EncounterLocation | None = None
    for fact in facts:
        ends = here is not None and _ends(fact, here)
        if here is not None and ends and _leaves(fact, here):
            place = here.location_id
            left[place] = max(fact.occurred_at, left.get(place, fact.occurred_at))
        if fact.status is StayStatus.ACTIVE:
            here = fact
        elif ends:
            here = None
    return here


def _ends(fact: EncounterLocation, stay: EncounterLocation) -> bool:
    """Nobody is in two places: an arrival ends any stay, a leaving that of its visit or place."""
    if fact.status is StayStatus.ACTIVE:
        return True
    return fact.encounter_id == stay.encounter_id or fact.location_id == stay.location_id


def _leaves(fact: EncounterLocation, stay: EncounterLocation) -> bool:
    """Recorded twice in the same bed is not leaving it."""
    return fact.status is StayStatus.COMPLETED or fact.location_id != stay.location_id


def _state(
    stays: list[EncounterLocation], left_at: datetime | None, cleaned_at: datetime | None
) -> BedState:
    dirty = left_at is not None and (cleaned_at is None or left_at > cleaned_at)
    newest_first = tuple(sorted(stays, key=_order, reverse=True))
    return BedState(newest_first, dirty and not stays, left_at, cleaned_at)


def _order(fact: EncounterLocation) -> tuple[datetime, UUID]:
    return fact.occurred_at, fact.id
