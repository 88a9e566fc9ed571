"""What this desk is called, where it stands, and how many record numbers it may still give."""

from dataclasses import dataclass

from app.query import OUTBOX, REPLICA, Look, Query
from models.location import Location
from models.vocabulary import N_, LocationKind


@dataclass(frozen=True, slots=True)
class DeskCard:
    """This desk; the texts are "" before it belongs to a hospital."""

    name: str
    place: str
    numbers_left: int
    hospital: str = ""


def desk_card(look: Look) -> DeskCard:
    """This desk as the sign-in window, the rail and the registration form show it."""
    identity = look.store.identity
    if identity is None:
        return DeskCard("", "", 0)
    left = look.store.replica.serials_left()
    return DeskCard(identity.name, identity.place, left, hospital_name(look))


def hospital_name(look: Look) -> str:
    """The name of the site, or "" before the first copy of its records has come."""
    sites = look.read.all(Location, kind=LocationKind.SITE)
    return min((site.name for site in sites), default="")


DESK_CARD = Query(
    "desk.card",
    N_("This desk"),
    desk_card,
    frozenset({"patient_identifier", "location", OUTBOX, REPLICA}),
)
