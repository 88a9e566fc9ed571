"""Work over the base: what a row shows is its base with the pending ops folded over it.

First come the change sets that paper brought, then those of this desk, but never one before what
it builds on. A row is *dirty* while one
of them lies over it. Its base image, if the service has sent one, then waits in `row_base`; a
dirty row without one was made here, or came by paper.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from local_store.causal import ordered
from local_store.rows import Row, rows_of
from models.change_set import Content, Op, decode_content
from models.conflict import Conflict
from models.entity import Entity
from models.hlc import milliseconds_of
from models.merge import fold
from models.registry import BY_NUMBER, BY_TABLE
from models.values import Plain, PlainRow
from models.vocabulary import ConflictStatus, OpKind

RowKey = tuple[int, UUID]
"""Entity number and row id."""

_TOUCH = "INSERT OR IGNORE INTO overlay_touch (entity, row_id, cs_id) VALUES (?, ?, ?)"
# Every place in a chain is behind every place of what was carried here (outbox.place_of).
_BOTH = (
    "FROM overlay_touch t LEFT JOIN outbox o ON o.cs_id = t.cs_id"
    " LEFT JOIN carried c ON c.cs_id = t.cs_id WHERE t.entity = ? AND t.row_id = ?"
)
_SETS_OVER = (
    "SELECT t.cs_id, o.content, c.content, o.place, c.device, c.inc, c.dseq"
    f" {_BOTH} ORDER BY coalesce(o.place, c.place)"
)
_OWN = b""
"""Stands for this desk in the order of causes, whichever its incarnation was."""
_BASE = "SELECT seq, root, h, image, ext FROM row_base WHERE entity = ? AND row_id = ?"
_PUT_BASE = (
    "INSERT INTO row_base (entity, row_id, seq, root, h, image, ext) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (entity, row_id) DO UPDATE SET seq = excluded.seq, root = excluded.root,"
    " h = excluded.h, image = excluded.image, ext = excluded.ext WHERE excluded.seq > row_base.seq"
)
_DROP_BASE = "DELETE FROM row_base WHERE entity = ? AND row_id = ?"


def get_base(raw: Any, entity: type[Entity], row_id: UUID) -> Row | None:
    """The base under a dirty row, or None."""
    found = raw.execute(_BASE, (entity.NUMBER, row_id.bytes)).fetchone()
    if found is None:
        return None
    seq, root, h, image, ext = found
    fields = rows_of(entity).unpack(image)
    return Row(fields, seq, None if root is None else UUID(bytes=root), h, ext, dirty=False)


def bases(raw: Any, entity: type[Entity]) -> Iterable[tuple[UUID, Row]]:
    """Every base of an entity that lies under own work."""
    found = raw.execute("SELECT row_id FROM row_base WHERE entity = ?", (entity.NUMBER,)).fetchall()
    for (key,) in found:
        row_id = UUID(bytes=key)
        base = get_base(raw, entity, row_id)
        if base is not None:
            yield row_id, base


def put_base(raw: Any, entity: type[Entity], row_id: UUID, row: Row) -> None:
    """Keep the base under a dirty row, unless a newer one is kept already."""
    root = None if row.root is None else row.root.bytes
    image = rows_of(entity).pack(row.fields)
    raw.execute(_PUT_BASE, (entity.NUMBER, row_id.bytes, row.seq, root, row.h, image, row.ext))


def touch(raw: Any, change_set: UUID, rows: Iterable[RowKey]) -> None:
    """Lay a change set over rows."""
    raw.executemany(_TOUCH, [(number, key.bytes, change_set.bytes) for number, key in rows])


def touched_by(raw: Any, ops: Iterable[Op]) -> set[RowKey]:
    """The rows that ops change: each its own, and a decision also the row it decides about."""
    keys: set[RowKey] = set()
    for op in ops:
        entity = BY_TABLE.get(op.e)
        if entity is None:
            continue
        keys.add((entity.NUMBER, op.id))
        subject = subject_of(raw, op)
        if subject is not None:
            keys.add(subject)
    return keys


def subject_of(raw: Any, op: Op) -> RowKey | None:
    """The row that a decision is about; None for other ops and conflicts that are not held."""
    if op.k is not OpKind.RESOLVE:
        return None
    row = rows_of(Conflict).get(raw, op.id)
    entity = None if row is None else BY_TABLE.get(str(row.fields["entity"]))
    if row is None or entity is None:
        return None
    row_id = row.fields["row_id"]
    return (entity.NUMBER, row_id) if isinstance(row_id, UUID) else None


def resolved(fields: PlainRow | None, op: Op, content: Content) -> PlainRow | None:
    """A conflict as its own desk shows it once a person has decided there."""
    if fields is None:
        return None
    (value,) = op.f.values()
    return {
        **fields,
        "status": ConflictStatus.RESOLVED.value,
        "resolution": json_of(value),
        "resolved_by_id": content.user,
        "resolved_at": milliseconds_of(content.hlc) * 1000,
    }


def json_of(value: Plain) -> str:
    """The JSON text of one plain value, as conflicts hold it."""
    return msgspec.json.encode(value).decode()


class Rebase:
    """Recomputes dirty rows inside one transaction; each change set is decoded once.

    `roots` gathers whose rows were recomputed.
    """

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._contents: dict[bytes, Content] = {}
        self.roots: set[UUID] = set()

    def recompute(self, keys: Iterable[RowKey]) -> None:
        """Bring rows to what their base and the change sets over them say."""
        for number, row_id in keys:
            self._recompute(BY_NUMBER[number], row_id)

    def _recompute(self, entity: type[Entity], row_id: UUID) -> None:
        raw, rows = self._raw, rows_of(entity)
        base, shown = get_base(raw, entity, row_id), rows.get(raw, row_id)
        if base is None and shown is not None and not shown.dirty:
            base = shown
            put_base(raw, entity, row_id, base)
        self._note_root(base, shown)
        place = (entity.NUMBER, row_id.bytes)
        sets = self._in_order(raw.execute(_SETS_OVER, place).fetchall())
        if not sets:
            raw.execute(_DROP_BASE, place)
            if base is not None:
                rows.put(raw, row_id, base)
                return
        row = self._folded(entity, row_id, base, sets)
        self._note_root(row)
        if row is None:
            rows.delete(raw, row_id)
        else:
            rows.put(raw, row_id, row)

    def _in_order(self, sets: list[tuple[Any, ...]]) -> list[Content]:
        known = {cs_id: self._content(cs_id, own or paper) for cs_id, own, paper, *_ in sets}
        if all(own is not None for _, own, *_ in sets):
            return list(known.values())
        deps = {cs_id: {dep.bytes for dep in known[cs_id].deps} for cs_id in known}
        places = {
            cs_id: (_OWN, 0, place) if own is not None else (device, inc, dseq)
            for cs_id, own, _, place, device, inc, dseq in sets
        }
        return [known[cs_id] for cs_id in ordered(list(known), deps, places)]

    def _content(self, cs_id: bytes, body: bytes) -> Content:
        found = self._contents.get(cs_id)
        if found is None:
            found = self._contents[cs_id] = decode_content(body)
        return found

    def _note_root(self, *rows: Row | None) -> None:
        self.roots |= {row.root for row in rows if row is not None and row.root is not None}

    def _folded(
        self, entity: type[Entity], row_id: UUID, base: Row | None, sets: list[Content]
    ) -> Row | None:
        fields = None if base is None else base.fields
        root = None if base is None else base.root
        for content in sets:
            for op in content.ops:
                if fields is None and op.root is not None and op.id == row_id:
                    root = op.root
                fields = self._fold(entity, row_id, fields, (op, content))
        if fields is None:
            return None
        if base is None:
            return Row(fields, 0, root, None, None, dirty=True)
        return Row(fields, base.seq, root, base.h, base.ext, dirty=True)

    def _fold(
        self, entity: type[Entity], row_id: UUID, fields: PlainRow | None, step: tuple[Op, Content]
    ) -> PlainRow | None:
        op, content = step
        if op.k is OpKind.RESOLVE:
            if (entity, row_id) == (Conflict, op.id):
                return resolved(fields, op, content)
            if subject_of(self._raw, op) == (entity.NUMBER, row_id):
                return fold(fields, op, content)
            return fields
        return fold(fields, op, content) if (op.e, op.id) == (entity.TABLE, row_id) else fields


def changed_tables(keys: Iterable[RowKey]) -> set[str]:
    """The tables of rows."""
    return {BY_NUMBER[number].TABLE for number, _ in keys}


def unacknowledged(raw: Any, keys: Iterable[RowKey]) -> list[UUID]:
    """The change sets over these rows that own work builds on, oldest first."""
    found: Mapping[bytes, int] = {
        cs_id: place
        for number, row_id in keys
        for cs_id, place in raw.execute(_UNCONFIRMED, (number, row_id.bytes))
    }
    return [UUID(bytes=cs_id) for cs_id in sorted(found, key=found.__getitem__)]


# What was carried here counts until the replica has come to it: other than of own work, the service
# cannot tell from the desk that the writer had seen it.
_UNCONFIRMED = f"SELECT t.cs_id, coalesce(o.place, c.place) {_BOTH} AND o.state IS NOT 'receipted'"


def is_shared(raw: Any, key: RowKey) -> bool:
    """Whether a change set over a row has left this desk, or came to it by paper."""
    number, row_id = key
    return raw.execute(_SHARED, (number, row_id.bytes)).fetchone() is not None


_SHARED = (
    "SELECT 1 FROM overlay_touch t LEFT JOIN outbox o ON o.cs_id = t.cs_id"
    " WHERE t.entity = ? AND t.row_id = ? AND (o.cs_id IS NULL OR o.state = 'receipted') LIMIT 1"
)
