"""Where patients are: the facts that were recorded, the bed that is booked, the visit going on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from local_store.reading import Read
from local_store.tables import table
from models.bed_state import stay_of
from models.care import CareRecord
from models.encounter import Encounter, EncounterLocation, QueueToken
from models.entity import Entity, fields_of
from models.location import BedBooking, Location
from models.visits import current_visit
from models.vocabulary import EncounterId, LocationId, LocationKind, PatientId

E = TypeVar("E", bound=Entity)
WHEREABOUTS_TABLES = frozenset(
    {"encounter", "encounter_location", "queue_token", "bed_booking", "location"}
)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What this desk knows of where one patient is.

    Attributes:
        visit: the visit going on, or None.
        token: the number they wait under in that visit, or "".
        stay: the arrival at the place where they were last recorded and still are, or None.
        booking: the bed that is booked for them, or None.
    """

    visit: Encounter | None = None
    token: str = ""
    stay: EncounterLocation | None = None
    booking: BedBooking | None = None


def whereabouts(
    read: Read, ids: Sequence[PatientId], now: datetime
) -> dict[PatientId, Whereabouts]:
    """Where each of these patients is, in a fixed number of questions."""
    visits = _by_patient(read, Encounter, ids)
    tokens = _by_patient(read, QueueToken, ids)
    facts = _by_patient(read, EncounterLocation, ids)
    booked: defaultdict[UUID, list[BedBooking]] = defaultdict(list)
    for booking in rows_in(read, BedBooking, "patient_id", ids):
        if booking.ends_at is None or booking.ends_at > now:
            booked[booking.patient_id].append(booking)
    found = {}
    for patient_id in ids:
        visit = current_visit(visits[patient_id])
        found[patient_id] = Whereabouts(
            visit,
            token_of(tokens[patient_id], EncounterId(visit.id)) if visit else "",
            stay_of(facts[patient_id]),
            max(booked[patient_id], key=lambda b: (b.starts_at, b.id), default=None),
        )
    return found


def token_of(tokens: Sequence[QueueToken], visit: EncounterId) -> str:
    """The number of a visit, the last if there are several; "" for none."""
    given = [t for t in tokens if t.encounter_id == visit and t.voided_at is None]
    last = max(given, key=lambda token: (token.recorded_at, token.id), default=None)
    return last.label if last else ""


def place_words(read: Read, place_id: LocationId | None) -> str:
    """`Ward 3 · Room A · Bed 2`, without the name of the site; "" for no place."""
    names = []
    place = read.get(Location, place_id) if place_id else None
    while place is not None and place.kind is not LocationKind.SITE:
        names.append(place.name)
        place = read.get(Location, place.part_of_id) if place.part_of_id else None
    return " · ".join(reversed(names))


def rows_in(read: Read, entity: type[E], column: str, ids: Sequence[UUID]) -> list[E]:
    """The records whose column holds one of these ids, by id."""
    columns = table(entity).c
    wanted = [columns.id, *(columns[spec.name] for spec in fields_of(entity))]
    query = select(*wanted).where(columns[column].in_(ids)).order_by(columns.id)
    return [
        entity.from_plain(row["id"], {k: v for k, v in row.items() if k != "id"})
        for row in read.connection.execute(query).mappings()
    ]


C = TypeVar("C", bound=CareRecord)


def _by_patient(read: Read, entity: type[C], ids: Sequence[PatientId]) -> dict[UUID, list[C]]:
    found: defaultdict[UUID, list[C]] = defaultdict(list)
    for row in rows_in(read, entity, "patient_id", ids):
        found[row.patient_id].append(row)
    return found
