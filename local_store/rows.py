"""Replicated rows in and out of SQLite: prepared statements and plain rows, nothing reflected.

The hot paths of the store run here on the driver itself. The statements are compiled once by
SQLAlchemy from the same tables that queries use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

import cbor2
from sqlalchemy import bindparam, delete, literal_column, select
from sqlalchemy.dialects.sqlite import dialect, insert

from local_store.tables import table
from models.entity import Entity, fields_of
from models.values import FieldSpec, FieldType, Plain, PlainRow

_IDS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Row:
    """One stored row: its fields in plain form and what the store keeps beside them."""

    fields: PlainRow
    seq: int
    root: UUID | None
    h: int | None
    ext: str | None
    dirty: bool


class Rows:
    """Reads and writes the rows of one entity."""

    def __init__(self, entity: type[Entity]) -> None:
        self.entity = entity
        self._specs = fields_of(entity)
        self._names = [spec.name for spec in self._specs]
        kinds = [spec.kind for spec in self._specs]
        self._uuids = [i for i, kind in enumerate(kinds) if kind is FieldType.UUID]
        self._booleans = [i for i, kind in enumerate(kinds) if kind is FieldType.BOOLEAN]
        beside = ["_seq", "_root", "_h", "_ext", "_dirty"]
        columns = ["id", *self._names, *beside]
        made = table(entity)
        plain = insert(made).values({name: bindparam(name) for name in columns})
        taken = {name: plain.excluded[name] for name in columns if name != "id"}
        is_clean = made.c["_dirty"] == literal_column("0")
        newer = (plain.excluded["_seq"] > made.c["_seq"]) & is_clean
        one = made.c["id"] == bindparam("id")
        self._chosen = chosen = select(*(made.c[name] for name in columns))
        self._insert = _sql(plain)
        self._put = _sql(plain.on_conflict_do_update(index_elements=["id"], set_=taken))
        self._put_newer = _sql(
            plain.on_conflict_do_update(index_elements=["id"], set_=taken, where=newer)
        )
        self._select = _sql(chosen.where(one))
        self._select_clean = _sql(chosen.where(is_clean))
        self._matching: dict[tuple[str, ...], str] = {}
        self._delete = _sql(delete(made).where(one))

    def get(self, raw: Any, row_id: UUID) -> Row | None:
        """One row, or None."""
        found = raw.execute(self._select, (row_id.bytes,)).fetchone()
        return None if found is None else self._row(found)

    def clean(self, raw: Any) -> Iterable[tuple[UUID, Row]]:
        """Every row with no own work over it."""
        for found in raw.execute(self._select_clean):
            yield UUID(bytes=found[0]), self._row(found)

    def matching(self, raw: Any, equals: Mapping[str, Plain]) -> list[tuple[UUID, Row]]:
        """The rows whose fields equal these, by id; null equals null."""
        names = tuple(equals)
        if names not in self._matching:
            made = table(self.entity)
            same = [made.c[name].is_not_distinct_from(bindparam(name)) for name in names]
            self._matching[names] = _sql(self._chosen.where(*same).order_by(made.c["id"]))
        values = [v.bytes if isinstance(v, UUID) else v for v in equals.values()]
        found = raw.execute(self._matching[names], values).fetchall()
        return [(UUID(bytes=each[0]), self._row(each)) for each in found]

    def insert(self, raw: Any, row_id: UUID, row: Row) -> None:
        """Write a new row."""
        raw.execute(self._insert, self._cells(row_id, row))

    def put(self, raw: Any, row_id: UUID, row: Row) -> None:
        """Write a row, new or not."""
        raw.execute(self._put, self._cells(row_id, row))

    def put_newer(self, raw: Any, rows: Iterable[tuple[UUID, Row]]) -> None:
        """Write rows of the service over clean rows that are older, and leave the others."""
        raw.executemany(self._put_newer, [self._cells(key, row) for key, row in rows])

    def delete(self, raw: Any, row_id: UUID) -> None:
        """Remove a row."""
        raw.execute(self._delete, (row_id.bytes,))

    def pack(self, fields: Mapping[str, Plain]) -> bytes:
        """The stored image of a base row."""
        return cbor2.dumps({name: fields.get(name) for name in self._names})

    def unpack(self, image: bytes) -> PlainRow:
        """The base row of a stored image; fields that it does not know yet are null."""
        known: PlainRow = cbor2.loads(image)
        return {name: known.get(name) for name in self._names}

    def _cells(self, row_id: UUID, row: Row) -> list[Any]:
        fields = row.fields
        cells: list[Any] = [fields.get(name) for name in self._names]
        for i in self._uuids:
            value = cells[i]
            if value is not None:
                cells[i] = value.bytes
        root = None if row.root is None else row.root.bytes
        return [row_id.bytes, *cells, row.seq, root, row.h, row.ext, int(row.dirty)]

    def _row(self, found: tuple[Any, ...]) -> Row:
        values = list(found[1:-5])
        for i in self._uuids:
            if values[i] is not None:
                values[i] = _uuid(values[i])
        for i in self._booleans:
            if values[i] is not None:
                values[i] = bool(values[i])
        seq, root, h, ext, dirty = found[-5:]
        fields = dict(zip(self._names, values, strict=True))
        return Row(fields, seq, None if root is None else _uuid(root), h, ext, bool(dirty))


@lru_cache(maxsize=_IDS_KEPT)
def _uuid(raw: bytes) -> UUID:
    """An id that a row names: all rows of a chart name the same patient, visits and people."""
    return UUID(bytes=raw)


_MADE: dict[type[Entity], Rows] = {}


def rows_of(entity: type[Entity]) -> Rows:
    """The rows of an entity; made once."""
    made = _MADE.get(entity)
    if made is None:
        made = _MADE[entity] = Rows(entity)
    return made


def plain_of_wire(spec: FieldSpec, value: Any) -> Plain:
    """A value of the service in plain form.

    Only its kind is checked, so that codes which a newer generation added are kept as they came.

    Raises:
        ValueError: the value is not of the kind.
    """
    if value is None:
        return None
    if spec.kind is FieldType.UUID:
        return value if isinstance(value, UUID) else UUID(value)
    wanted = _KINDS[spec.kind]
    if type(value) is not wanted:
        raise ValueError(f"{spec.name}: {value!r} is not a valid {spec.kind}")
    return cast(Plain, value)


_KINDS: dict[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.INTEGER: int,
    FieldType.BOOLEAN: bool,
    FieldType.DECIMAL: str,
    FieldType.DATE: str,
    FieldType.INSTANT: int,
}


def _sql(statement: Any) -> str:
    """The text of a statement; its parameters stand in the order of the table's columns."""
    return str(statement.compile(dialect=dialect(paramstyle="qmark")))
