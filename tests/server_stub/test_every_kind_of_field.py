"""Every kind of field goes desk, PostgreSQL, desk, and keeps its canonical form and its hash."""

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from psycopg import Connection, sql
from sqlalchemy import MetaData
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.schema import CreateTable

from models.checksum import canonical_bytes, row_hash
from models.entity import fields_of
from models.tables import build_table
from server_stub.sql_rows import statements_of
from tests.every_field import RECORDS, EveryField
from tests.server_stub.clusters import OWNER, Cluster

KEY = b"h" * 32


@pytest.fixture(scope="module")
def connection(cluster: Cluster) -> Iterator[Connection]:
    table = build_table(EveryField, MetaData(), foreign_keys=False)
    written_for = dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    made = str(CreateTable(table).compile(dialect=written_for))
    with psycopg.connect(cluster.conninfo(cluster.fresh(), OWNER)) as line:
        line.execute("set time zone 'Asia/Kathmandu'")
        line.execute(made.encode())
        yield line


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=RECORDS)
def test_every_kind_of_field_keeps_its_hash_through_postgresql(
    connection: Connection, record: EveryField
) -> None:
    statements = statements_of(EveryField)
    plain = record.plain()
    with connection.cursor() as cursor, cursor.copy(statements.copy.encode()) as copy:
        copy.write_row([record.id, *statements.values(plain)])
    found = connection.execute(statements.select_all.encode()).fetchone()
    connection.execute(sql.SQL("delete from {}").format(sql.Identifier(EveryField.TABLE)))
    assert found is not None
    back = statements.row(found[1:])
    assert set(back) == {spec.name for spec in fields_of(EveryField)}
    seen = canonical_bytes(EveryField, found[0], 7, back)
    assert seen == canonical_bytes(EveryField, record.id, 7, plain)
    assert row_hash(KEY, EveryField, found[0], 7, back) == row_hash(
        KEY, EveryField, record.id, 7, plain
    )
