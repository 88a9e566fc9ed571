"""What the service answered, and when own work leaves the overlay for good.

A change set stays over its rows until the replica has come to its effect, so that nothing a
person wrote ever flickers back to what was there before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from local_store import carried, evidence, state
from local_store.evidence import Evidence
from local_store.outbox import SetState, place_of
from local_store.overlay import RowKey, touched_by
from models.change_set import decode_content
from models.vocabulary import SetStatus
from models.wire import Receipt

_STATES = {
    SetStatus.APPLIED: SetState.RECEIPTED,
    SetStatus.MERGED: SetState.RECEIPTED,
    SetStatus.CONFLICT: SetState.RECEIPTED,
    SetStatus.PARKED: SetState.PARKED,
    SetStatus.REJECTED: SetState.REJECTED,
}
# What a later receipt may still change. A receipt that comes again, or late, changes nothing.
_OPEN = {
    SetState.RECEIPTED: "('waiting', 'parked')",
    SetState.REJECTED: "('waiting', 'parked')",
    SetState.PARKED: "('waiting')",
}
_LIFT = "DELETE FROM overlay_touch WHERE row_id = ? AND entity = ? AND cs_id = ?"
_SETTLED = (
    "SELECT cs_id FROM outbox WHERE state = 'receipted' AND (seq_hi <= ? OR (seq_hi IS NULL AND ?))"
)
_CONTENT = (
    "SELECT content FROM outbox WHERE cs_id = ?"
    " UNION ALL SELECT content FROM carried WHERE cs_id = ?"
)
_TO_LOG = (
    "INSERT OR REPLACE INTO sent_log (place, cs_id, content, prev, sig, seq_hi)"
    " SELECT place, cs_id, content, prev, sig, seq_hi FROM outbox WHERE cs_id = ?"
)
_BACK = (
    "INSERT INTO outbox (place, cs_id, content, prev, sig, state)"
    " SELECT place, cs_id, content, prev, sig, 'waiting' FROM sent_log"
    " WHERE place BETWEEN ? AND ?"
)


@dataclass(slots=True)
class News:
    """What receipts changed.

    Attributes:
        own: change sets of this desk whose fate is news.
        carried: those that paper brought.
        rows: the rows to recompute.
    """

    own: list[UUID] = field(default_factory=list)
    carried: list[UUID] = field(default_factory=list)
    rows: set[RowKey] = field(default_factory=set)

    @property
    def tables(self) -> set[str]:
        """What to tell those who show what waits."""
        return {"outbox"} if self.own or self.carried else set()


def note(raw: Any, receipts: Iterable[Receipt]) -> News:
    """Store receipts."""
    news = News()
    seq = state.get(raw, state.SEQ) or 0
    for receipt in receipts:
        to = _STATES[receipt.status]
        text = msgspec.json.encode(receipt).decode()
        update = f"UPDATE outbox SET state = ?, receipt = ?, seq_hi = ? WHERE cs_id = ? AND state IN {_OPEN[to]}"  # noqa: S608, E501 - states named above
        cs_id = receipt.id.bytes
        if raw.execute(update, (to.value, text, receipt.seq_hi, cs_id)).rowcount:
            news.own.append(receipt.id)
        elif carried.note(raw, receipt, to, seq):
            news.carried.append(receipt.id)
        else:
            continue
        if to is SetState.REJECTED:
            news.rows |= lift(raw, cs_id)
    return news


def lift_settled(raw: Any, seq: int, *, caught_up: bool) -> set[RowKey]:
    """Take from the overlay what the replica at `seq` contains; gives the rows to recompute.

    A set that left no row in the log has no number to wait for: it goes when a page brings the
    replica to the head of the log.
    """
    rows: set[RowKey] = set()
    for (cs_id,) in raw.execute(_SETTLED, (seq, caught_up)).fetchall():
        rows |= lift(raw, cs_id)
        raw.execute(_TO_LOG, (cs_id,))
        raw.execute("DELETE FROM outbox WHERE cs_id = ?", (cs_id,))
    for cs_id in carried.settle(raw, seq, caught_up=caught_up):
        rows |= lift(raw, cs_id)
    return rows


def lift(raw: Any, cs_id: bytes) -> set[RowKey]:
    """Take one change set from the overlay; gives the rows that it lay over."""
    (body,) = raw.execute(_CONTENT, (cs_id, cs_id)).fetchone()
    # An index from sets to rows would cost every action two pages; here the set is at hand.
    rows = touched_by(raw, decode_content(body).ops)
    raw.executemany(_LIFT, [(key.bytes, number, cs_id) for number, key in rows])
    return rows


def lift_superseded(raw: Any, arrived: Iterable[RowKey]) -> set[RowKey]:
    """Take from the overlay what paper brought before the line did; gives the rows to recompute.

    The service is asked about it all the same: it knows whether what came is that very set.
    """
    rows: set[RowKey] = set()
    over = {cs_id: content for key in arrived for cs_id, content in carried.over(raw, key)}
    for cs_id, content in over.items():
        shown = [op for op in content.ops if carried.lies_over(raw, cs_id, op)]
        if evidence.of(raw, shown) is not Evidence.NONE:
            rows |= lift(raw, cs_id)
    return rows


def take_back(raw: Any, inc: int, next_dseq: int) -> list[tuple[UUID, bytes]]:
    """Let everything from a place of the chain on wait again; gives what left the sent log."""
    span = (place_of(inc, next_dseq), place_of(inc + 1, 0))
    raw.execute(
        "UPDATE outbox SET state = 'waiting', receipt = NULL, seq_hi = NULL"
        " WHERE place BETWEEN ? AND ? AND state != 'waiting'",
        span,
    )
    returned = raw.execute(
        "SELECT cs_id, content FROM sent_log WHERE place BETWEEN ? AND ?", span
    ).fetchall()
    raw.execute(_BACK, span)
    raw.execute("DELETE FROM sent_log WHERE place BETWEEN ? AND ?", span)
    return [(UUID(bytes=cs_id), content) for cs_id, content in returned]


def is_forked(raw: Any, next_dseq: int) -> bool:
    """Whether the service holds links of this chain that this store never made."""
    return bool(next_dseq > state.get(raw, state.NEXT_DSEQ))
