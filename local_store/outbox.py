"""What this desk did and the service has not taken into its log yet, linked in a hash chain."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local_store import state
from local_store.identity import Identity
from models.change_set import Link, Sealed, content_hash, seal
from models.ids import NIL


class SetState(StrEnum):
    """How far a change set has come.

    `waiting` for a receipt; `receipted`, until the replica has come to its effect; `parked` or
    `rejected` by the service. What paper brought stays, `settled`, when its effect has come.
    """

    WAITING = "waiting"
    RECEIPTED = "receipted"
    PARKED = "parked"
    REJECTED = "rejected"
    SETTLED = "settled"


_INCARNATION = 1 << 40
_INSERT = (
    "INSERT INTO outbox (place, cs_id, content, prev, sig, state) VALUES (?, ?, ?, ?, ?, 'waiting')"
)
_WAITING = (
    "SELECT place, cs_id, content, prev, sig FROM outbox WHERE state = 'waiting'"
    " ORDER BY place LIMIT ?"
)
_KEPT = (
    "SELECT * FROM (SELECT place, cs_id, content, prev, sig FROM outbox"
    " UNION ALL SELECT place, cs_id, content, prev, sig FROM sent_log)"
)
_RESCUED = "SELECT cs_id, content FROM rescued ORDER BY n"


def place_of(inc: int, dseq: int) -> int:
    """Where a link stands, all incarnations of the desk in one order."""
    return inc * _INCARNATION + dseq


def enqueue(
    raw: Any, content: tuple[UUID, bytes], key: Ed25519PrivateKey, identity: Identity
) -> Sealed:
    """Seal content (its id and bytes) into the next place of the chain and let it wait."""
    change_set, body = content
    dseq, prev = state.get_many(raw, state.NEXT_DSEQ, state.CHAIN)
    sealed = seal(body, key, place=(identity.device, identity.inc, dseq), prev=prev)
    place = place_of(identity.inc, dseq)
    raw.execute(_INSERT, (place, change_set.bytes, body, prev, sealed.sig))
    state.put(raw, {state.NEXT_DSEQ: dseq + 1, state.CHAIN: sealed.link.hash()})
    return sealed


def waiting(raw: Any, device: UUID, most: int = -1) -> Iterable[tuple[UUID, Sealed]]:
    """Change sets without a receipt, oldest first."""
    return _sealed(raw.execute(_WAITING, (most,)), device)


def _sealed(rows: Iterable[Any], device: UUID) -> Iterable[tuple[UUID, Sealed]]:
    for place, cs_id, body, prev, sig in rows:
        inc, dseq = divmod(place, _INCARNATION)
        link = Link(device=device, inc=inc, dseq=dseq, prev=prev, content_hash=content_hash(body))
        yield UUID(bytes=cs_id), Sealed(content=body, link=link, sig=sig)


def find(raw: Any, device: UUID, change_set: UUID) -> Sealed | None:
    """One change set of this desk, sent or not; None if it made none such."""
    key = change_set.bytes
    rows = raw.execute(f"{_KEPT} WHERE cs_id = ?", (key,)).fetchall()
    return next((sealed for _, sealed in _sealed(rows, device)), None)


def naming(raw: Any, device: UUID, row_id: UUID) -> Iterable[tuple[UUID, Sealed]]:
    """The change sets of this desk whose content names a row, in the order of its chain.

    It reads through everything ever sent: an index would cost every action, and only paper asks.
    """
    query = f"{_KEPT} WHERE instr(content, ?) > 0 ORDER BY place"
    return _sealed(raw.execute(query, (row_id.bytes,)).fetchall(), device)


def is_confirmed(raw: Any, change_set: UUID) -> bool:
    """Whether the service has taken a change set, or this desk never made it."""
    where = "cs_id = ? AND state IN ('waiting', 'parked')"
    found = raw.execute(f"SELECT 1 FROM outbox WHERE {where}", (change_set.bytes,)).fetchone()  # noqa: S608 - said above
    return found is None


def rescued(raw: Any) -> dict[UUID, bytes]:
    """Contents saved from a lost store that wait for the desk to be enrolled again."""
    return {UUID(bytes=cs_id): body for cs_id, body in raw.execute(_RESCUED)}


def unsent(raw: Any, device: UUID) -> dict[UUID, Sealed]:
    """Everything that the journal must hold."""
    saved = {key: _unplaced(body) for key, body in rescued(raw).items()}
    return {**saved, **dict(waiting(raw, device))}


def is_known(raw: Any, change_set: UUID) -> bool:
    """Whether the store has a change set of this desk at all, sent or not."""
    where = (change_set.bytes,)
    return any(raw.execute(f"SELECT 1 FROM {t} WHERE cs_id = ?", where).fetchone() for t in _ALL)  # noqa: S608 - the table names below


_ALL = ("outbox", "sent_log", "rescued")


def _unplaced(body: bytes) -> Sealed:
    link = Link(device=NIL, inc=0, dseq=0, prev=b"", content_hash=content_hash(body))
    return Sealed(content=body, link=link, sig=b"")
