"""What one record says happened, before it is put into the words of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.chart.rows import Kind
from app.query import Look
from app.staff_words import desk_words, person_words
from app.whereabouts import place_words
from models.care import CareRecord
from models.medication import Medication, MedicationRequest
from models.vocabulary import LocationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that happened.

    Attributes:
        kind: what it is about.
        at: when it happened.
        what: the thing in a few words.
        detail: more of it.
        by: who did it where that is not who recorded it.
        offline: the words for what was done without the service, or "".
        part: which row of the same record this is.
        is_entry: whether `recorded_at` says when it was entered; a plan or a past fact about
            another person's record is not late.
    """

    kind: Kind
    at: datetime
    what: str
    detail: str = ""
    by: UUID | None = None
    offline: str = ""
    part: str = ""
    is_entry: bool = True


class Names:
    """Looks up people, desks, places and medicines, each once."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._people: dict[UUID | None, str] = {}
        self._desks: dict[UUID | None, str] = {}
        self._places: dict[LocationId, str] = {}
        self._orders: dict[UUID, str] = {}

    def person(self, person_id: UUID | None) -> str:
        """`Ada Obi`."""
        if person_id not in self._people:
            self._people[person_id] = person_words(self.look.read, person_id)
        return self._people[person_id]

    def desk(self, device_id: UUID | None) -> str:
        """`Ward desk (Ward 3)`."""
        if device_id not in self._desks:
            self._desks[device_id] = desk_words(self.look.read, device_id)
        return self._desks[device_id]

    def place(self, location_id: LocationId) -> str:
        """`Ward 3 · Room A · Bed 12`, without the site."""
        if location_id not in self._places:
            self._places[location_id] = place_words(self.look.read, location_id)
        return self._places[location_id]

    def order(self, request_id: UUID) -> str:
        """The product that was ordered, as it was called then; "" if it is not known here."""
        if request_id not in self._orders:
            found = self.look.read.get(MedicationRequest, request_id)
            self._orders[request_id] = found.medication_text if found else ""
        return self._orders[request_id]

    def medicine(self, medication_id: UUID, request_id: UUID) -> str:
        """The product of an order, or as the formulary calls it."""
        ordered = self.order(request_id)
        if ordered:
            return ordered
        found = self.look.read.get(Medication, medication_id)
        return found.display_name if found else ""


Rows = Mapping[type[CareRecord], Sequence[CareRecord]]


def one_line(*parts: str | None) -> str:
    """What is known, on one line."""
    return " · ".join(" ".join(part.split()) for part in parts if part and part.strip())
