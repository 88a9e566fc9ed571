"""What is packed by hand is what PostgreSQL reads: every kind of value, and their edges."""

from datetime import UTC, date, datetime
from decimal import Decimal
from struct import pack
from typing import Any
from uuid import UUID

import psycopg
import pytest

from models.values import FieldType, Plain, us_from_instant
from server_stub.sql_binary import NULL, PACK, copy, raw, text, uuid_or_null, uuids_or_null
from tests.server_stub.clusters import OWNER, Cluster

ONE, TWO = UUID(int=1), UUID(int=2**128 - 1)
FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

VALUES: list[tuple[FieldType, str, Plain, Any]] = [
    (FieldType.UUID, "uuid", TWO, TWO),
    (FieldType.TEXT, "text", "Łukasz \\N\t'Ö", "Łukasz \\N\t'Ö"),
    (FieldType.TEXT, "text", "", ""),
    (FieldType.INTEGER, "bigint", -(2**63), -(2**63)),
    (FieldType.INTEGER, "bigint", 2**63 - 1, 2**63 - 1),
    (FieldType.BOOLEAN, "boolean", True, True),
    (FieldType.BOOLEAN, "boolean", False, False),
    (FieldType.DECIMAL, "numeric", "1.10", Decimal("1.10")),
    (FieldType.DECIMAL, "numeric", "-0.000001", Decimal("-0.000001")),
    (FieldType.DATE, "date", "0001-01-01", date(1, 1, 1)),
    (FieldType.DATE, "date", "9999-12-31", date(9999, 12, 31)),
    (FieldType.INSTANT, "timestamptz", us_from_instant(FIRST), FIRST),
    (FieldType.INSTANT, "timestamptz", us_from_instant(LAST), LAST),
]


@pytest.mark.parametrize(("kind", "column", "plain", "typed"), VALUES)
def test_a_packed_value_is_read_as_itself(
    cluster: Cluster, database: str, kind: FieldType, column: str, plain: Plain, typed: Any
) -> None:
    found = through_postgres(cluster, database, [column, column], PACK[kind](plain), NULL)
    assert found == (typed, None)
    if kind is FieldType.DECIMAL:
        assert str(found[0]) == str(typed)


def test_every_kind_of_field_can_be_packed() -> None:
    assert set(PACK) == set(FieldType)


def test_what_only_the_protocol_knows_is_read_as_itself(cluster: Cluster, database: str) -> None:
    found = through_postgres(
        *(cluster, database),
        ["bytea", "json", "uuid", "uuid", "uuid[]", "uuid[]"],
        *(raw(b"\0\xff"), text('{"a": 1}')),
        *(uuid_or_null(ONE), uuid_or_null(None)),
        *(uuids_or_null((ONE, TWO)), uuids_or_null(())),
    )
    assert found == (b"\0\xff", {"a": 1}, ONE, None, [ONE, TWO], None)


def test_nothing_to_copy_sends_nothing(cluster: Cluster, database: str) -> None:
    with psycopg.connect(cluster.conninfo(database, OWNER)) as connection:
        copy(connection.cursor(), "copy no_such_table from stdin", [])


def through_postgres(cluster: Cluster, database: str, columns: list[str], *values: bytes) -> Any:
    """Copy one row in and read it again."""
    with psycopg.connect(cluster.conninfo(database, OWNER)) as connection:
        connection.execute("set timezone to 'UTC'")
        shape = ", ".join(f"c{number} {column}" for number, column in enumerate(columns))
        connection.execute(f"create temporary table packed ({shape})".encode())
        row = pack(">h", len(values)) + b"".join(values)
        copy(connection.cursor(), "copy packed from stdin", [row, row])
        first, second = connection.execute("select * from packed").fetchall()
        assert first == second
        return first
