"""Adding sites, wards, rooms and beds."""

from uuid import UUID

from models.ids import Clock, Entropy, uuid7
from models.location import Location
from models.vocabulary import LocationId, LocationKind
from server_stub.operator_line import Operator
from server_stub.operator_requests import ReferenceRequest
from server_stub.writing import write_new

USE_CASE = "location.add"
WITHIN: dict[LocationKind, tuple[LocationKind, ...]] = {
    LocationKind.SITE: (),
    LocationKind.WARD: (LocationKind.SITE,),
    LocationKind.ROOM: (LocationKind.WARD, LocationKind.SITE),
    LocationKind.BED: (LocationKind.ROOM,),
}
"""What each kind of place stands in; a room of no ward, such as a pharmacy, in the site."""


class PlaceError(Exception):
    """The place cannot be added; the message says why."""


def add_place(
    operator: Operator,
    kind: LocationKind,
    name: str,
    within: str | None,
    seams: tuple[Clock, Entropy],
) -> UUID:
    """Add a place inside the one named `within`; gives its id.

    Raises:
        PlaceError: it has no name, or does not stand in exactly one place of the right kind.
        NotWrittenError, Refusal: the service did not do it.
    """
    if not name.strip():
        raise PlaceError("a place needs a name")
    known = operator.reference(ReferenceRequest(table=Location.TABLE))
    places = [Location.from_plain(row_id, row) for row_id, row in known.items()]
    parent = _parent(places, kind, within)
    clock, entropy = seams
    place = Location(
        id=uuid7(int(clock.now().timestamp() * 1000), entropy),
        kind=kind,
        name=name.strip(),
        number=max((place.number for place in places), default=0) + 1,
        part_of_id=parent,
    )
    write_new(operator, USE_CASE, [[place]])
    return place.id


def _parent(places: list[Location], kind: LocationKind, within: str | None) -> LocationId | None:
    wanted = WITHIN[kind]
    if not wanted:
        if within is not None:
            raise PlaceError("a site stands in no other place: leave --within out")
        return None
    word = " or ".join(each.name.lower() for each in wanted)
    if within is None:
        raise PlaceError(f"say in which {word} it is: --within NAME")
    found = [p for p in places if p.kind in wanted and within in {p.name, str(p.id)}]
    if len(found) != 1:
        raise PlaceError(f"{len(found)} places of the kind {word} are called {within!r}")
    return LocationId(found[0].id)
