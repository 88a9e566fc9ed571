"""Values in PostgreSQL's binary COPY format, packed by hand.

A driver asks of each value anew how it travels; here each column says it once, and the database
neither parses text nor decodes hexadecimal. Reference: PostgreSQL manual, "COPY", Binary Format.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from struct import Struct
from uuid import UUID

from psycopg import Cursor
from psycopg.adapt import PyFormat, Transformer
from psycopg.postgres import types

from models.values import FieldType, Plain

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
NULL = b"\xff\xff\xff\xff"

_EPOCH_US = 946_684_800_000_000
_EPOCH_DAYS = date(2000, 1, 1).toordinal()
_UUID_LENGTH = b"\0\0\0\x10"
_length = Struct(">i").pack
_int4 = Struct(">ii").pack
_int8 = Struct(">iq").pack
_array_head = Struct(">iiiii").pack
_decimals = Transformer().get_dumper(Decimal(0), PyFormat.BINARY)


def raw(value: bytes) -> bytes:
    """Bytes as they are: `bytea`, `json`."""
    return _length(len(value)) + value


def text(value: str) -> bytes:
    """A `text`."""
    return raw(value.encode())


def uuid_or_null(value: UUID | None) -> bytes:
    """A `uuid`, or null."""
    return NULL if value is None else _UUID_LENGTH + value.bytes


def uuids_or_null(values: tuple[UUID, ...]) -> bytes:
    """A `uuid[]`; null where there are none."""
    if not values:
        return NULL
    head = _array_head(1, 0, types["uuid"].oid, len(values), 1)
    return raw(head + b"".join(map(uuid_or_null, values)))


def since_2000(microseconds: int) -> int:
    """What a `timestamptz` holds for microseconds since 1970."""
    return microseconds - _EPOCH_US


def _uuid(value: Plain) -> bytes:
    if not isinstance(value, UUID):
        raise TypeError(f"{value!r} is no UUID")
    return _UUID_LENGTH + value.bytes


def _text(value: Plain) -> bytes:
    return text(str(value))


def _integer(value: Plain) -> bytes:
    return _int8(8, value)


def _boolean(value: Plain) -> bytes:
    return b"\0\0\0\1\1" if value else b"\0\0\0\1\0"


def _date(value: Plain) -> bytes:
    return _int4(4, date.fromisoformat(str(value)).toordinal() - _EPOCH_DAYS)


def _instant(value: Plain) -> bytes:
    return _int8(8, since_2000(int(str(value))))


def _decimal(value: Plain) -> bytes:
    packed = _decimals.dump(Decimal(str(value)))
    return NULL if packed is None else raw(bytes(packed))


PACK: dict[FieldType, Callable[[Plain], bytes]] = {
    FieldType.UUID: _uuid,
    FieldType.TEXT: _text,
    FieldType.INTEGER: _integer,
    FieldType.BOOLEAN: _boolean,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: _date,
    FieldType.INSTANT: _instant,
}
"""Of a plain value that is not null, by the kind of its field."""


def copy(cursor: Cursor[tuple[object, ...]], statement: str, rows: Iterable[bytes]) -> None:
    """Send packed rows; `statement` ends `from stdin`. With no rows nothing is sent."""
    body = b"".join(rows)
    if body:
        with cursor.copy(f"{statement} (format binary)".encode()) as lines:
            lines.write(b"".join((HEADER, body, TRAILER)))
