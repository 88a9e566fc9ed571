"""Rows keep their plain form, and with it their hash, through the encrypted file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateTable

from local_store import rows, tables
from local_store.engine import Database
from local_store.rows import Row, Rows, plain_of_wire
from models.checksum import row_hash
from models.entity import Entity, MaxLength, fields_of
from models.sync_policy import SyncPolicy, newest_wins
from models.tables import build_table
from models.values import PlainRow
from models.vocabulary import ReplicaClass

KEY = b"h" * 32


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryField(Entity):
    """One field of each kind, each once required and once not."""

    TABLE: ClassVar[str] = "every_field"
    NUMBER: ClassVar[int] = 9000
    FHIR: ClassVar[str] = ""
    SYNC: ClassVar[SyncPolicy] = newest_wins(ReplicaClass.REF, root="who")

    who: UUID
    text: Annotated[str, MaxLength(60)]
    number: int
    yes: bool
    exact: Decimal
    day: date
    at: datetime
    who_or_not: UUID | None = None
    text_or_not: str | None = None
    number_or_not: int | None = None
    yes_or_not: bool | None = None
    exact_or_not: Decimal | None = None
    day_or_not: date | None = None
    at_or_not: datetime | None = None


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
WHOLE = st.integers(-(2**63), 2**63 - 1)
EXACT = st.decimals(allow_nan=False, allow_infinity=False, places=4)
INSTANT = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
RECORDS = st.builds(
    EveryField,
    id=st.uuids(),
    who=st.uuids(),
    text=TEXT,
    number=WHOLE,
    yes=st.booleans(),
    exact=EXACT,
    day=st.dates(),
    at=INSTANT,
    who_or_not=st.none() | st.uuids(),
    text_or_not=st.none() | TEXT,
    number_or_not=st.none() | WHOLE,
    yes_or_not=st.none() | st.booleans(),
    exact_or_not=st.none() | EXACT,
    day_or_not=st.none() | st.dates(),
    at_or_not=st.none() | INSTANT,
)


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
