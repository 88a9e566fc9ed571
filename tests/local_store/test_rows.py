"""Rows keep their plain form, and with it their hash, through the encrypted file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from sqlalchemy import MetaData
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateTable

from local_store import rows, tables
from local_store.engine import Database
from local_store.rows import Row, Rows, plain_of_wire
from models.checksum import row_hash
from models.entity import fields_of
from models.tables import build_table
from models.values import PlainRow
from tests.every_field import RECORDS, EveryField

KEY = b"h" * 32


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Rows]]:
    """A real file with a table of every kind of field."""
    folder: Path = tmp_path_factory.mktemp("rows")
    database = Database(folder / "store.db", bytes(32))
    shape = tables.table(next(iter(tables._REPLICATED)))
    beside = [shape.c[n]._copy() for n in ("_seq", "_root", "_h", "_ext", "_dirty")]
    made = build_table(EveryField, MetaData(), extra=beside, foreign_keys=False)
    database.raw.execute(str(CreateTable(made).compile(dialect=dialect())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(tables._REPLICATED, EveryField, made)
        patch.setattr(rows, "_MADE", {})
        yield database, Rows(EveryField)
    database.close()


@settings(max_examples=150, deadline=None)
@given(record=RECORDS)
def test_every_kind_of_field_keeps_its_hash_through_the_file(
    every: tuple[Database, Rows], record: EveryField
) -> None:
    database, stored = every
    plain = record.plain()
    before = row_hash(KEY, EveryField, record.id, 7, plain)
    stored.put(database.raw, record.id, Row(plain, 7, record.who, before, None, dirty=False))
    row = stored.get(database.raw, record.id)
    assert row is not None
    assert (row.fields, row.root, row.h) == (plain, record.who, before)
    assert row_hash(KEY, EveryField, record.id, row.seq, row.fields) == before
    assert EveryField.from_plain(record.id, row.fields).plain() == plain
    assert stored.unpack(stored.pack(plain)) == plain


@settings(max_examples=150, deadline=None)
@given(record=RECORDS)
def test_every_kind_of_field_keeps_its_hash_over_the_wire(record: EveryField) -> None:
    plain = record.plain()
    sent: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(plain))
    back: PlainRow = {s.name: plain_of_wire(s, sent[s.name]) for s in fields_of(EveryField)}
    assert row_hash(KEY, EveryField, record.id, 7, back) == row_hash(
        KEY, EveryField, record.id, 7, plain
    )
