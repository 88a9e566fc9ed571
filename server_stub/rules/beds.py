"""Beds as the facts have them: who lies where, for commands and for rules."""

from uuid import UUID

from models.bed_state import BedState, bed_states
from models.encounter import BedCleaning, EncounterLocation
from models.location import Location
from models.vocabulary import LocationId, LocationKind, StayStatus
from server_stub.rules.answer import Rows, found, one


def is_bed(rows: Rows, place: UUID) -> bool:
    """Whether a place is a bed."""
    location = one(rows, Location, place)
    return location is not None and location.kind is LocationKind.BED


def bed_state(rows: Rows, bed_id: UUID) -> BedState:
    """Who lies in a bed and whether it is to be cleaned, by everything recorded so far."""
    here = found(rows, EncounterLocation, "location_id", bed_id)
    newest = {
        fact.patient_id: fact
        for fact in sorted(here, key=lambda fact: (fact.occurred_at, fact.id))
        if fact.voided_at is None
    }
    # Whoever is recorded as gone from here needs no search for where they went.
    maybe = {who for who, fact in newest.items() if fact.status is StayStatus.ACTIVE}
    facts = {fact.id: fact for fact in here}
    for patient in sorted(maybe):
        elsewhere = found(rows, EncounterLocation, "patient_id", patient)
        facts.update({fact.id: fact for fact in elsewhere})
    cleanings = found(rows, BedCleaning, "bed_id", bed_id)
    return bed_states(facts.values(), cleanings).get(LocationId(bed_id), BedState())
