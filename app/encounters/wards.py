"""The wards a visit can be for, as the form offers them."""

from collections.abc import Mapping
from uuid import UUID

from app.command import Opening
from app.query import Look
from local_store.reading import Read
from models.location import Location
from models.vocabulary import EncounterClass, LocationKind


def opening_of_visit(look: Look, context: Mapping[str, object]) -> Opening:
    """The form on an outpatient visit, with the wards there are."""
    wards = sorted(look.read.all(Location, kind=LocationKind.WARD), key=lambda w: w.number)
    options = {"ward": tuple((str(ward.id), ward.name) for ward in wards)}
    return Opening({"kind": EncounterClass.AMBULATORY}, context, options)


def is_ward(read: Read, place_id: UUID) -> bool:
    """Whether this desk knows it as a ward."""
    place = read.get(Location, place_id)
    return place is not None and place.kind is LocationKind.WARD
