"""What must hold at a desk after every step: SYNC properties P1, P6, P7, P9, P24 and P28."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import msgspec

from local_store.outbox import SetState, place_of
from local_store.overlay import get_base
from local_store.rows import rows_of
from models.change_set import GENESIS, Content, Link, content_hash, decode_content
from models.conflict import Conflict
from models.merge import fold
from models.registry import BY_NUMBER, BY_TABLE
from models.values import PlainRow
from models.vocabulary import ConflictStatus, OpKind, SetStatus
from models.wire import Receipt
from tests.simulation.desk import Desk
from tests.simulation.oracle import Oracle
from tests.simulation.trace import demand

LAWS = (
    "  P1  what has a receipt is kept with the same bytes",
    "  P2  a change set has its effect once, and every repeat gets the same receipt",
    "  P3  every replica equals what the service holds for its scope",
    "  P5  the log is dense",
    "  P6  a cursor never falls",
    "  P7  what was written here stays visible until something later supersedes it",
    "  P9  what a desk shows is its base with its own work folded over it",
    "  P12 the newest wins in any order of arrival, and who has seen a value replaces it",
    "  P13 two values for one field become exactly one conflict",
    "  P16 a bed has one booking",
    "  P20 only what must wait waits",
    "  P21 when faults stop every queue drains and every sum agrees",
    "  P22 nothing raises a false alarm",
    "  P24 after a kill the store is of one moment, and nothing half done was sent",
    "  P28 a page applied again changes nothing",
    "  P29 the log explains every row",
    "  P32 the same seed goes the same way",
    "  P33 what paper brings has its effect once, and stands without its origin",
)
Key = tuple[str, UUID]
_OVER = "SELECT content FROM outbox WHERE state != 'rejected' ORDER BY place"
_PAPER_OVER = (
    "SELECT c.content, t.entity, t.row_id FROM carried c JOIN overlay_touch t ON t.cs_id = c.cs_id"
    " WHERE c.cs_id NOT IN (SELECT cs_id FROM outbox) ORDER BY c.place"
)
_CHAIN = (
    "SELECT place, cs_id, content, prev FROM outbox UNION ALL"
    " SELECT place, cs_id, content, prev FROM sent_log ORDER BY place"
)
_ANSWERED = (
    "SELECT cs_id, content FROM outbox WHERE state != 'waiting'"
    " UNION ALL SELECT cs_id, content FROM sent_log"
    " UNION ALL SELECT cs_id, content FROM carried WHERE state != 'waiting'"
)
_WAITING = "SELECT cs_id FROM outbox WHERE state = 'waiting'"
_DIRTY = "SELECT id FROM {table} WHERE _dirty != 0"


class DeskLaws:
    """Watches one desk through its whole life, whatever happens to its program."""

    def __init__(self, desk: Desk, oracle: Oracle) -> None:
        self._desk = desk
        self._oracle = oracle
        self._seq = 0
        self._own: dict[tuple[Key, str], tuple[UUID, Any]] = {}
        self.made: dict[UUID, bytes] = {}

    def check(self) -> None:
        """Everything that is cheap enough for every step."""
        with self._reading() as raw:
            self._learn(raw)
            self._cursor_never_falls()
            self._overlay_is_the_fold(raw)
            self._own_writes_show(raw)
            self._nothing_answered_is_missing(raw)

    def after_a_kill(self, sets_before: int) -> None:
        """The program was killed in a write: its store is of one moment, before or after it."""
        where, self._desk.killed_at = self._desk.killed_at, ""
        with self._reading() as raw:
            chain = raw.execute(_CHAIN).fetchall()
            waiting = {UUID(bytes=key) for (key,) in raw.execute(_WAITING)}
        allowed = (sets_before, sets_before + 1) if where == "committed" else (sets_before,)
        demand(len(chain) in allowed, "P24", f"killed at {where}: {len(chain)} sets")
        lacking = waiting - self._desk.journal_left
        demand(not lacking, "P24", f"{where}: the journal lacks unsent work")
        self._chain_is_whole(chain)

    def _chain_is_whole(self, chain: list[Any]) -> None:
        prev = GENESIS
        for dseq, (place, _, content, named) in enumerate(chain, start=1):
            in_place = place == place_of(1, dseq) and named == prev
            demand(in_place, "P24", f"the chain is broken at {dseq}")
            link = Link(
                device=self._desk.device,
                inc=1,
                dseq=dseq,
                prev=named,
                content_hash=content_hash(content),
            )
            prev = link.hash()

    def count(self) -> int:
        """How many change sets this desk has made."""
        with self._reading() as raw:
            return len(raw.execute(_CHAIN).fetchall())

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        with self._desk.store._writing.database.reading() as connection:
            yield connection.connection.driver_connection

    def _learn(self, raw: Any) -> None:
        """Take note of what has been committed at the desk since the last look."""
        for _, cs_id, body, _ in raw.execute(_CHAIN).fetchall():
            change_set = UUID(bytes=cs_id)
            if change_set in self.made:
                continue
            self.made[change_set] = body
            self._oracle.made[change_set] = body
            content = decode_content(body)
            for op in content.ops:
                key = _subject(raw, op) if op.k is OpKind.RESOLVE else (op.e, op.id)
                for name, value in op.f.items():
                    self._own[key, name] = (change_set, value)

    def _cursor_never_falls(self) -> None:
        cursor = self._desk.store.replica.cursor()
        seq = cursor.seq if cursor is not None else 0
        demand(seq >= self._seq, "P6", f"{self._desk.name} fell from {self._seq} to {seq}")
        self._seq = seq

    def _overlay_is_the_fold(self, raw: Any) -> None:
        contents = [decode_content(body) for (body,) in raw.execute(_OVER).fetchall()]
        folded = _fold(raw, [*_from_paper(raw), *contents])
        for (table, row_id), wanted in folded.items():
            shown = rows_of(BY_TABLE[table]).get(raw, row_id)
            demand(
                (shown.fields if shown is not None else None) == wanted,
                "P9",
                f"{self._desk.name} shows {table} {row_id} as {shown}, not {wanted}",
            )
        for table in BY_TABLE:
            dirty = {UUID(bytes=key) for (key,) in raw.execute(_DIRTY.format(table=table))}
            over = {row_id for name, row_id in folded if name == table}
            demand(dirty <= over, "P9", f"{table}: dirty without own work: {dirty - over}")

    def _own_writes_show(self, raw: Any) -> None:
        for (key, name), (change_set, value) in list(self._own.items()):
            if self._is_settled(raw, change_set):
                del self._own[key, name]
                continue
            row = rows_of(BY_TABLE[key[0]]).get(raw, key[1])
            shown = row.fields[name] if row is not None else None
            demand(
                shown == value,
                "P7",
                f"{self._desk.name} wrote {key[0]}.{name} = {value!r} and shows {shown!r}",
            )

    def _is_settled(self, raw: Any, change_set: UUID) -> bool:
        """Whether the desk has come to what the service made of the set, or it was rejected."""
        kept = self._oracle.receipt(change_set)
        found = raw.execute("SELECT state FROM outbox WHERE cs_id = ?", (change_set.bytes,))
        state = found.fetchone()
        if state is not None and state[0] == SetState.REJECTED:
            return True
        return kept is not None and _has_effect(kept) and (kept.seq_hi or 0) <= self._seq

    def _nothing_answered_is_missing(self, raw: Any) -> None:
        for cs_id, body in raw.execute(_ANSWERED).fetchall():
            change_set = UUID(bytes=cs_id)
            demand(
                self._oracle.content(change_set) == body,
                "P1",
                f"{self._desk.name} holds a receipt for {change_set}, the service not its bytes",
            )


def _has_effect(receipt: Receipt) -> bool:
    return receipt.status in (SetStatus.APPLIED, SetStatus.MERGED, SetStatus.CONFLICT)


def _subject(raw: Any, op: Any) -> Key:
    conflict = rows_of(Conflict).get(raw, op.id)
    assert conflict is not None
    row_id = conflict.fields["row_id"]
    assert isinstance(row_id, UUID)
    return str(conflict.fields["entity"]), row_id


def _from_paper(raw: Any) -> list[Content]:
    """What lies over rows here that other desks made, without ops that are not shown here."""
    over: dict[bytes, set[Key]] = {}
    for body, entity, row_id in raw.execute(_PAPER_OVER).fetchall():
        over.setdefault(body, set()).add((BY_NUMBER[entity].TABLE, UUID(bytes=row_id)))
    found = []
    for body, keys in over.items():
        content = decode_content(body)
        ops = [op for op in content.ops if (op.e, op.id) in keys]
        found.append(msgspec.structs.replace(content, ops=ops))
    return found


def _fold(raw: Any, contents: list[Content]) -> dict[Key, PlainRow | None]:
    """What every row under own work must show, computed without the store's own rebase."""
    rows: dict[Key, PlainRow | None] = {}

    def base(key: Key) -> PlainRow | None:
        if key not in rows:
            kept = get_base(raw, BY_TABLE[key[0]], key[1])
            rows[key] = None if kept is None else kept.fields
        return rows[key]

    for content in contents:
        for op in content.ops:
            key = (op.e, op.id)
            if op.k is OpKind.RESOLVE:
                _fold_decision(base, rows, key, content)
                key = _subject(raw, op)
            rows[key] = fold(base(key), op, content)
    return rows


def _fold_decision(base: Any, rows: dict[Key, PlainRow | None], key: Key, content: Content) -> None:
    opened = base(key)
    if opened is not None:
        (value,) = next(op.f.values() for op in content.ops if op.id == key[1])
        rows[key] = {
            **opened,
            "status": ConflictStatus.RESOLVED.value,
            "resolution": _json(value),
            "resolved_by_id": content.user,
            "resolved_at": (content.hlc >> 16) * 1000,
        }


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
