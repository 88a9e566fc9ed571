"""Domain rows in PostgreSQL: one statement of each kind a table, and plain values both ways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from struct import pack
from typing import Any
from uuid import UUID

import msgspec

from models.entity import Entity, fields_of
from models.merge import FieldMeta
from models.registry import ENTITIES
from models.values import FieldSpec, FieldType, Plain, PlainRow, instant_from_us, us_from_instant
from server_stub.records import MERGING
from server_stub.sql_binary import NULL, PACK


@dataclass(frozen=True, slots=True)
class TableSql:
    """The statements of one table. Names come from the records, never from a request."""

    entity: type[Entity]
    specs: tuple[FieldSpec, ...]
    select: str
    select_all: str
    present: str
    copy: str
    update: str
    head: bytes
    packs: tuple[tuple[str, Callable[[Plain], bytes]], ...]

    def row(self, values: Sequence[Any]) -> PlainRow:
        """The plain row of selected values, in the order of the fields."""
        return {
            spec.name: None if value is None else _PLAIN[spec.kind](value)
            for spec, value in zip(self.specs, values, strict=False)
        }

    def packed(self, row_id: UUID, row: PlainRow) -> bytes:
        """A new row as `copy` takes it."""
        parts = [self.head, row_id.bytes]
        for name, packed in self.packs:
            value = row[name]
            parts.append(NULL if value is None else packed(value))
        return b"".join(parts)

    def values(self, row: PlainRow) -> list[Any]:
        """What the database takes for a plain row, in the order of the fields."""
        return [_native(spec, row[spec.name]) for spec in self.specs]


def table_sql(entity: type[Entity]) -> TableSql:
    """The statements of a table."""
    return _TABLES[entity]


def statements_of(entity: type[Entity]) -> TableSql:
    """Make the statements of a table."""
    table = entity.TABLE
    specs = fields_of(entity)
    names = ", ".join(f'"{spec.name}"' for spec in specs)
    of_t = ", ".join(f't."{spec.name}"' for spec in specs)
    meta, join = "null", ""
    if entity.SYNC.kind in MERGING:
        meta = "s.field_meta::text"
        join = f" left join row_state s on s.entity = {entity.NUMBER} and s.row_id = t.id"
    places = ", ".join(f'"{spec.name}" = %s' for spec in specs)
    return TableSql(
        entity,
        specs,
        select=f"select t.id, {meta}, {of_t} from {table} t{join} "  # noqa: S608
        "where t.id = any(%s) order by t.id for no key update of t",
        select_all=f"select id, {names} from {table}",  # noqa: S608
        present=f"select id from {table} where id = any(%s)",  # noqa: S608
        copy=f"copy {table} (id, {names}) from stdin",
        update=f"update {table} set {places} where id = %s",  # noqa: S608
        head=pack(">hi", len(specs) + 1, 16),
        packs=tuple((spec.name, PACK[spec.kind]) for spec in specs),
    )


def encode_metas(metas: dict[str, FieldMeta]) -> str | None:
    """Who wrote the fields, as it is kept: {field: [seq, device, inc, dseq, hlc]}."""
    if not metas:
        return None
    short = {name: [m.seq, m.device, m.inc, m.dseq, m.hlc] for name, m in metas.items()}
    return msgspec.json.encode(short).decode()


def decode_metas(text: str | None) -> dict[str, FieldMeta]:
    """Read `encode_metas` again."""
    if text is None:
        return {}
    return {name: FieldMeta(*values) for name, values in _metas.decode(text).items()}


_metas = msgspec.json.Decoder(dict[str, tuple[int, UUID, int, int, int]])


def _same(value: Any) -> Plain:
    plain: Plain = value
    return plain


def _plain_date(value: date) -> Plain:
    return value.isoformat()


def _plain_instant(value: datetime) -> Plain:
    return us_from_instant(value)


def _plain_decimal(value: Decimal) -> Plain:
    return format(value, "f")


_PLAIN: dict[FieldType, Callable[[Any], Plain]] = {
    FieldType.UUID: _same,
    FieldType.TEXT: _same,
    FieldType.INTEGER: _same,
    FieldType.BOOLEAN: _same,
    FieldType.DECIMAL: _plain_decimal,
    FieldType.DATE: _plain_date,
    FieldType.INSTANT: _plain_instant,
}


def _native(spec: FieldSpec, value: Plain) -> Any:
    if value is None:
        return None
    if spec.kind is FieldType.INSTANT:
        return instant_from_us(int(str(value)))
    if spec.kind is FieldType.DECIMAL:
        return Decimal(str(value))
    if spec.kind is FieldType.DATE:
        return date.fromisoformat(str(value))
    return value


_TABLES = {entity: statements_of(entity) for entity in ENTITIES}
