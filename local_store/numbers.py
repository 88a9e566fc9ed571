"""Numbers that two desks must never give twice: each desk takes them from blocks of its own."""

from dataclasses import dataclass
from typing import Any

from local_store import state
from local_store.identity import Identity
from models.check_digit import mrn_from_serial
from models.wire import LeaseReply


@dataclass(frozen=True, slots=True)
class Mrn:
    """A medical record number; a temporary one where no block is left (`T-<series>-n`)."""

    value: str
    temporary: bool


_NEXT = (
    "UPDATE number_block SET next = next + 1 WHERE lease_id = (SELECT lease_id FROM number_block"
    " WHERE inc = ? AND next <= hi ORDER BY lo LIMIT 1) RETURNING next - 1"
)
_ADD = "INSERT OR IGNORE INTO number_block (lease_id, inc, lo, hi, next) VALUES (?, ?, ?, ?, ?)"
_COUNT = (
    "INSERT INTO counter (name, next) VALUES (?, 2)"
    " ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next - 1"
)
_LEFT = "SELECT coalesce(sum(hi - next + 1), 0) FROM number_block WHERE inc = ?"


def take(raw: Any, identity: Identity) -> Mrn:
    """The next number; it is used up once the action that takes it commits."""
    found = raw.execute(_NEXT, (identity.inc,)).fetchall()
    if found:
        return Mrn(mrn_from_serial(found[0][0]), temporary=False)
    count = (state.get(raw, state.TEMPORARY) or 0) + 1
    state.put(raw, {state.TEMPORARY: count})
    return Mrn(f"T-{identity.series}-{count}", temporary=True)


def count(raw: Any, name: str) -> int:
    """The next number of a counter; it is used up once the action that takes it commits."""
    ((number,),) = raw.execute(_COUNT, (name,)).fetchall()
    return int(number)


def add_block(raw: Any, inc: int, lease: LeaseReply) -> None:
    """Keep a block; the same block again changes nothing."""
    raw.execute(_ADD, (lease.lease_id.bytes, inc, lease.lo, lease.hi, lease.lo))


def left(raw: Any, inc: int) -> int:
    """How many numbers the blocks of this incarnation still hold."""
    count: int = raw.execute(_LEFT, (inc,)).fetchone()[0]
    return count
