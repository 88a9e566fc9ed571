"""Whether pushed change sets are what their device signed, and stand where its chain goes on."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from models.change_set import Sealed, content_hash, is_authentic
from models.wire import MAX_PUSH_SETS, PushRequest
from server_stub.batch_item import Push
from server_stub.candidate import Candidate, candidate
from server_stub.records import Caller, Enrolment
from server_stub.refusal import refuse

LAST_DSEQ = 2**62
"""No workstation comes so far; a larger number could not even be kept aside."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How many of a push's change sets are authentic, and each one's link hash.

    `broken` says that the first one after them is signed but follows another link: two chains.
    """

    good: int
    hashes: list[bytes]
    broken: bool = False


def check_shape(caller: Caller, request: PushRequest) -> None:
    """Refuse a push that is not of its sender, or not in order.

    Raises:
        Refusal: `forbidden`, `malformed` or `too_large`; nothing was done.
    """
    mine = (caller.device_id, caller.inc)
    if (request.device, request.inc) != mine or any(
        (sealed.link.device, sealed.link.inc) != mine for sealed in request.sets
    ):
        raise refuse("forbidden", 403, "These change sets are another workstation's.")
    if len(request.sets) + len(request.carried) > MAX_PUSH_SETS:
        raise refuse("too_large", 413, f"Send at most {MAX_PUSH_SETS} change sets at a time.")
    dseqs = [sealed.link.dseq for sealed in request.sets]
    if any(later != earlier + 1 for earlier, later in pairwise(dseqs)):
        raise refuse("malformed", 400, "The change sets do not follow one another.")
    if dseqs and not 1 <= dseqs[0] <= LAST_DSEQ:
        raise refuse("malformed", 400, "The change sets of a workstation are numbered from 1 on.")


def trust(sets: list[Sealed], public_key: bytes) -> Trust:
    """Find the authentic prefix.

    Each link names the hash of the one before and of its content, so the signature of the last
    link vouches for all before it. Only if that one fails is each verified by itself.
    """
    key = Ed25519PublicKey.from_public_bytes(public_key)
    hashes = [sealed.link.hash() for sealed in sets]
    chained = _chained(sets, hashes)
    if chained and is_authentic(sets[chained - 1], key):
        good = chained
    else:
        good = next(
            (i for i in range(chained) if not is_authentic(sets[i], key)),
            chained,
        )
    broken = good == chained < len(sets) and is_authentic(sets[good], key)
    return Trust(good, hashes, broken)


def _chained(sets: list[Sealed], hashes: list[bytes]) -> int:
    for i, sealed in enumerate(sets):
        if content_hash(sealed.content) != sealed.link.content_hash:
            return i
        if i and sealed.link.prev != hashes[i - 1]:
            return i
    return len(sets)


def place_of(sealed: Sealed) -> tuple[UUID, int, int]:
    """Where a change set stands."""
    return sealed.link.device, sealed.link.inc, sealed.link.dseq


@dataclass(frozen=True, slots=True)
class Prepared:
    """A push as far as it is authentic, read."""

    trust: Trust
    candidates: list[Candidate]


def prepare(push: Push, enrolment: Enrolment) -> Prepared:
    """Check a push against its device's key, and read what is authentic."""
    sets = push.request.sets
    found = trust(sets, enrolment.public_key)
    read = [
        candidate(each.content, each.link.content_hash, place_of(each), push.park)
        for each in sets[: found.good]
    ]
    return Prepared(found, read)
