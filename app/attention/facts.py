"""The facts behind a thing that needs a person, each on one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.code_words import code_words
from app.query import Look
from app.registration.people import people
from app.registration.wording import banner_name, date_words
from app.times import moment_words
from app.whereabouts import place_words
from models.clinical import AllergyIntolerance, DischargeSummary
from models.encounter import Encounter, EncounterLocation
from models.entity import Entity
from models.location import BedBooking
from models.medication import (
    Medication,
    MedicationAdministration,
    MedicationDispense,
    MedicationRequest,
    MedicationStop,
    StockMovement,
)
from models.registry import BY_TABLE
from models.vocabulary import N_, MedicationId, PatientId

CAME, LEFT = N_("{who} came to {place}, {when}"), N_("{who} left {place}, {when}")
BOOKED = N_("{place} is booked for {who} since {when}")
VISIT = N_("Visit of {who}: {state}, begun {when}")
ALLERGY = N_("Allergy: {what}")
DISCHARGED = N_("Discharged {when}: {where}")
ORDERED = N_("Order: {what} ({state})")
STOPPED = N_("{what} {when}: {why}")
DOSE = N_("{what}: {state} {when}")
HANDED_OVER = N_("{what}: {amount} dispensed {when}, batch {batch}, expires {expires}")
MOVED = N_("{what}: {kind} {when}, batch {batch}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A record that something is about: in words, and who wrote it at which desk."""

    words: str
    recorded_by: UUID | None
    recorded_on: UUID | None


def fact(look: Look, table: str | None, row_id: UUID | None) -> Fact | None:
    """The record, or None if this desk does not hold it."""
    entity = BY_TABLE.get(table or "")
    row = look.read.get(entity, row_id) if entity is not None and row_id is not None else None
    if row is None:
        return None
    speak = _WORDS.get(type(row))
    return Fact(
        words=speak(look, row) if speak else "",
        recorded_by=getattr(row, "recorded_by_id", None),
        recorded_on=getattr(row, "recorded_on_id", None),
    )


def name_of(look: Look, patient_id: PatientId | None) -> str:
    """`FAMILY, Given`; "" for nobody."""
    if patient_id is None:
        return ""
    known = people(look.read, [patient_id]).get(patient_id)
    return banner_name(known.name if known else None)


def _medicine(look: Look, medication_id: MedicationId) -> str:
    found = look.read.get(Medication, medication_id)
    return found.display_name if found else ""


def _stay(look: Look, row: EncounterLocation) -> str:
    words = CAME if row.status.value == "active" else LEFT
    place = place_words(look.read, row.location_id)
    when = moment_words(row.occurred_at, look.now)
    return words.format(who=name_of(look, row.patient_id), place=place, when=when)


def _booking(look: Look, row: BedBooking) -> str:
    place, when = place_words(look.read, row.bed_id), moment_words(row.starts_at, look.now)
    return BOOKED.format(place=place, who=name_of(look, row.patient_id), when=when)


def _visit(look: Look, row: Encounter) -> str:
    when = moment_words(row.started_at, look.now)
    return VISIT.format(who=name_of(look, row.patient_id), state=code_words(row.status), when=when)


def _allergy(_look: Look, row: AllergyIntolerance) -> str:
    return ALLERGY.format(what=row.substance or code_words(row.kind))


def _discharge(look: Look, row: DischargeSummary) -> str:
    when = moment_words(row.discharged_at, look.now)
    return DISCHARGED.format(when=when, where=code_words(row.disposition))


def _order(_look: Look, row: MedicationRequest) -> str:
    return ORDERED.format(what=row.medication_text, state=code_words(row.status))


def _stop(look: Look, row: MedicationStop) -> str:
    when = moment_words(row.occurred_at, look.now)
    return STOPPED.format(what=code_words(row.kind), when=when, why=row.reason)


def _dose(look: Look, row: MedicationAdministration) -> str:
    what, when = _medicine(look, row.medication_id), moment_words(row.occurred_at, look.now)
    return DOSE.format(what=what, state=code_words(row.status), when=when)


def _dispense(look: Look, row: MedicationDispense) -> str:
    return HANDED_OVER.format(
        what=_medicine(look, row.medication_id),
        amount=f"{row.quantity.normalize():f} {row.unit}",
        when=moment_words(row.occurred_at, look.now),
        batch=row.batch,
        expires=date_words(row.expires_on),
    )


def _movement(look: Look, row: StockMovement) -> str:
    what, when = _medicine(look, row.medication_id), moment_words(row.occurred_at, look.now)
    return MOVED.format(what=what, kind=code_words(row.kind), when=when, batch=row.batch)


_Speak = Callable[[Look, Any], str]
_WORDS: dict[type[Entity], _Speak] = {
    EncounterLocation: _stay,
    BedBooking: _booking,
    Encounter: _visit,
    AllergyIntolerance: _allergy,
    DischargeSummary: _discharge,
    MedicationRequest: _order,
    MedicationStop: _stop,
    MedicationAdministration: _dose,
    MedicationDispense: _dispense,
    StockMovement: _movement,
}
