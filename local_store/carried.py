"""What paper brought from other workstations: signed change sets, under own work and over the base.

They are kept for good, so that a paper scanned again is known, and this desk can put them into a
letter of its own. The service gets them with the links of their origin.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from local_store.causal import ordered
from local_store.outbox import SetState
from local_store.overlay import RowKey
from models.change_set import Content, Link, Op, Sealed, content_hash, decode_content
from models.registry import BY_TABLE
from models.wire import Receipt

_INSERT = (
    "INSERT INTO carried (place, cs_id, content, device, inc, dseq, prev, sig, scanned_at, state)"
    " VALUES ((SELECT coalesce(max(place), 0) + 1 FROM carried), ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')"
)
_SEALED = "SELECT cs_id, content, device, inc, dseq, prev, sig FROM carried"
# A set that had to wait for others is offered again when the replica has moved on.
_PENDING = (
    f"{_SEALED} WHERE state = 'waiting' OR (state = 'parked' AND seq_hi < ?) ORDER BY place LIMIT ?"
)
_UNSETTLED = (
    "SELECT cs_id, content, device, inc, dseq FROM carried"
    " WHERE state IN ('waiting', 'parked', 'receipted') ORDER BY place"
)
_NOTE = (
    "UPDATE carried SET state = ?, receipt = ?, seq_hi = ?"
    " WHERE cs_id = ? AND state IN ('waiting', 'parked')"
)
_COME_TO = (
    "SELECT cs_id FROM carried"
    " WHERE state = 'receipted' AND (seq_hi <= ? OR (seq_hi IS NULL AND ?))"
)
_AGAIN = (
    "UPDATE carried SET state = 'waiting', receipt = NULL, seq_hi = NULL"
    " WHERE state IN ('parked', 'receipted', 'settled') RETURNING cs_id, content"
)


_OVER = (
    "SELECT c.cs_id, c.content FROM overlay_touch t JOIN carried c ON c.cs_id = t.cs_id"
    " WHERE t.entity = ? AND t.row_id = ?"
)
_LIES = "SELECT 1 FROM overlay_touch WHERE row_id = ? AND entity = ? AND cs_id = ?"
_UNDER = (
    "SELECT DISTINCT t.entity, t.row_id FROM carried c JOIN overlay_touch t ON t.cs_id = c.cs_id"
)


def keep(raw: Any, change_set: UUID, sealed: Sealed, at_us: int) -> None:
    """Keep a change set, behind those that were scanned before."""
    link = sealed.link
    place = (link.device.bytes, link.inc, link.dseq, link.prev, sealed.sig)
    raw.execute(_INSERT, (change_set.bytes, sealed.content, *place, at_us))


def pending(raw: Any, seq: int, most: int) -> Iterable[Sealed]:
    """What the service has not answered for, each after those it builds on."""
    for _, sealed in _sealed(raw.execute(_PENDING, (seq, most)).fetchall()):
        yield sealed


def find(raw: Any, change_set: UUID) -> Sealed | None:
    """One change set, with the link of its origin; None if paper never brought it."""
    rows = raw.execute(f"{_SEALED} WHERE cs_id = ?", (change_set.bytes,)).fetchall()
    return next((sealed for _, sealed in _sealed(rows)), None)


def naming(raw: Any, row_id: UUID) -> Iterable[tuple[UUID, Sealed]]:
    """The change sets whose content names a row, in the order of their places."""
    query = f"{_SEALED} WHERE instr(content, ?) > 0 ORDER BY place"
    return _sealed(raw.execute(query, (row_id.bytes,)).fetchall())


def is_confirmed(raw: Any, change_set: UUID) -> bool:
    """Whether the service has taken a change set, or paper never brought it."""
    where = "cs_id = ? AND state IN ('waiting', 'parked')"
    found = raw.execute(f"SELECT 1 FROM carried WHERE {where}", (change_set.bytes,)).fetchone()  # noqa: S608 - said above
    return found is None


def note(raw: Any, receipt: Receipt, state: SetState, seq: int) -> bool:
    """Store what the service says; gives whether that is news. `seq` is where the replica stands.

    Of a set that waits at the service, `seq_hi` is when it was last asked about.
    """
    text = msgspec.json.encode(receipt).decode()
    upto = seq if state is SetState.PARKED else receipt.seq_hi
    return bool(raw.execute(_NOTE, (state.value, text, upto, receipt.id.bytes)).rowcount)


def settle(raw: Any, seq: int, *, caught_up: bool) -> list[bytes]:
    """The change sets whose effect the replica at `seq` contains; they are settled now."""
    found = [cs_id for (cs_id,) in raw.execute(_COME_TO, (seq, caught_up)).fetchall()]
    raw.executemany(
        "UPDATE carried SET state = 'settled' WHERE cs_id = ?", [(cs_id,) for cs_id in found]
    )
    return found


def offer_again(raw: Any) -> list[tuple[UUID, bytes]]:
    """The service has lost some of its history: let everything wait for it again."""
    rows = raw.execute(_AGAIN).fetchall()
    return [(UUID(bytes=cs_id), content) for cs_id, content in rows]


def over(raw: Any, key: RowKey) -> list[tuple[bytes, Content]]:
    """The change sets from paper that lie over a row."""
    number, row_id = key
    found = raw.execute(_OVER, (number, row_id.bytes)).fetchall()
    return [(cs_id, decode_content(content)) for cs_id, content in found]


def lies_over(raw: Any, cs_id: bytes, op: Op) -> bool:
    """Whether a change set lies over the row of one of its ops."""
    entity = BY_TABLE.get(op.e)
    if entity is None:
        return False
    return raw.execute(_LIES, (op.id.bytes, entity.NUMBER, cs_id)).fetchone() is not None


def rows_under(raw: Any) -> set[RowKey]:
    """Every row that something from paper lies over."""
    return {(number, UUID(bytes=key)) for number, key in raw.execute(_UNDER)}


def arrange(raw: Any) -> bool:
    """Put what is not settled into an order in which nothing comes before what it builds on.

    Papers are scanned in any order. Gives whether a set that was there before has moved.
    """
    rows = raw.execute(_UNSETTLED).fetchall()
    now = [row[0] for row in rows]
    chain = {row[0]: (row[2], row[3], row[4]) for row in rows}
    deps = {row[0]: {dep.bytes for dep in decode_content(row[1]).deps} for row in rows}
    wanted = ordered(now, deps, chain)
    if wanted == now:
        return False
    raw.executemany(
        "UPDATE carried SET place = (SELECT max(place) + 1 FROM carried) WHERE cs_id = ?",
        [(cs_id,) for cs_id in wanted],
    )
    return True


def _sealed(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[UUID, Sealed]]:
    for cs_id, content, device, inc, dseq, prev, sig in rows:
        link = Link(
            device=UUID(bytes=device),
            inc=inc,
            dseq=dseq,
            prev=prev,
            content_hash=content_hash(content),
        )
        yield UUID(bytes=cs_id), Sealed(content=content, link=link, sig=sig)
