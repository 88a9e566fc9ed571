"""Change sets that a desk read from paper: believed by signature, linked at their origin.

What came by paper is taken once, with its origin as its author, even before the origin's own line
has come so far. When the origin sends it, it is known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from models.change_set import Sealed, is_authentic
from models.vocabulary import Profile, SetStatus
from models.wire import Receipt
from server_stub.batch_item import Push
from server_stub.candidate import Candidate, candidate, loose_id
from server_stub.chain import LAST_DSEQ, place_of
from server_stub.known_sets import KnownSets
from server_stub.records import Effects, Enrolment, LinkRecord, Place, Quarantined

FOREIGN = "foreign_paper"
FORGED = "signature"
_LAST_INC = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Carried:
    """One carried change set: read if it is authentic, otherwise why it is not believed."""

    sealed: Sealed
    candidate: Candidate | None
    why: str = ""


def origins(push: Push) -> set[tuple[UUID, int]]:
    """The incarnations that a push's carried change sets say they are from."""
    links = [sealed.link for sealed in push.request.carried]
    return {(link.device, link.inc) for link in links if 0 < link.inc <= _LAST_INC}


class PaperDoor:
    """Lets carried change sets in. It shares what `Admission` knows of chains and places."""

    def __init__(
        self,
        enrolments: dict[tuple[UUID, int], Enrolment],
        taken: dict[Place, UUID],
        known: KnownSets,
        effects: Effects,
        now_ms: int,
    ) -> None:
        self._enrolments = enrolments
        self._taken = taken
        self._known = known
        self._effects = effects
        self._now_ms = now_ms

    def read(self, push: Push) -> list[Carried]:
        """Read what is authentic; the origins have been learnt."""
        return [self._read(sealed, push.park) for sealed in push.request.carried]

    def take(
        self, carrier: tuple[UUID, int], each: Carried
    ) -> tuple[Callable[[], Receipt], Candidate | None]:
        """Take one in: its receipt, to be given later, and what is to be decided if it is new."""
        found = each.candidate
        if found is None:
            return self._keep_out(carrier, each), None
        known = self._known.receipt(found)
        if known is not None and not self._known.is_same(found):
            self._keep_aside(found.place, each.sealed, "id_reuse")
            return known, None
        self._link(each.sealed, found)
        if known is not None:
            return known, None
        found.received_ms, found.carried_by = self._now_ms, carrier[0]
        self._known.add(found)
        return partial(found.receipt_at, found.place[2]), found

    def _read(self, sealed: Sealed, park: str | None) -> Carried:
        link = sealed.link
        origin = self._enrolments.get((link.device, link.inc))
        is_desk = origin is not None and origin.profile is not Profile.SERVICE
        if origin is None or not is_desk or not 0 < link.dseq <= LAST_DSEQ:
            return Carried(sealed, None, FOREIGN)
        if not is_authentic(sealed, Ed25519PublicKey.from_public_bytes(origin.public_key)):
            return Carried(sealed, None, FORGED)
        return Carried(sealed, candidate(sealed.content, link.content_hash, place_of(sealed), park))

    def _link(self, sealed: Sealed, found: Candidate) -> None:
        holder = self._taken.get(found.place)
        if holder is None:
            self._taken[found.place] = found.id
            link = LinkRecord(found.place, found.id, sealed.link.prev, sealed.sig)
            self._effects.links.append(link)
        elif holder != found.id:
            self._keep_aside(found.place, sealed, "fork")

    def _keep_out(self, carrier: tuple[UUID, int], each: Carried) -> Callable[[], Receipt]:
        # What its link says of a place is not believed either.
        self._keep_aside((*carrier, 0), each.sealed, each.why)
        link = each.sealed.link
        own = loose_id(each.sealed.content, link.content_hash)
        rejected = Receipt(id=own, dseq=link.dseq, status=SetStatus.REJECTED, reason=each.why)
        return lambda: rejected

    def _keep_aside(self, place: Place, sealed: Sealed, why: str) -> None:
        raw = msgspec.json.encode(sealed)
        self._effects.quarantined.append(Quarantined(place, self._now_ms, raw, why))
