"""SQLAlchemy tables made from the records: the same columns on both sides, typed for each.

Rows go in and come out in plain form (`models.values`). PostgreSQL stores uuid, numeric, date and
timestamptz, so that anyone can read the database; SQLite stores blobs, integers and text.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from models.entity import Entity, fields_of
from models.values import FieldSpec, FieldType, instant_from_us, us_from_instant


class PlainUuid(TypeDecorator[UUID]):
    """A UUID: `uuid` in PostgreSQL, 16 bytes in SQLite."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = LargeBinary
    cache_ok: bool | None = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the database."""
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """Plain to database."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:  # noqa: ARG002
        """Database to plain."""
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=bytes(value))


class PlainDecimal(TypeDecorator[str]):
    """An exact decimal with its scale as entered: `numeric` in PostgreSQL, text in SQLite."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    cache_ok: bool | None = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the database."""
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Plain to database."""
        if value is None or dialect.name != "postgresql":
            return value
        return Decimal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Database to plain."""
        return None if value is None else format(Decimal(value), "f")


class PlainDate(TypeDecorator[str]):
    """A day: `date` in PostgreSQL, ISO text in SQLite."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    cache_ok: bool | None = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the database."""
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Plain to database."""
        if value is None or dialect.name != "postgresql":
            return value
        return date.fromisoformat(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Database to plain."""
        return value.isoformat() if isinstance(value, date) else value


class PlainInstant(TypeDecorator[int]):
    """An instant: `timestamptz` in PostgreSQL, microseconds since 1970 in SQLite."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = BigInteger
    cache_ok: bool | None = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the database."""
        return dialect.type_descriptor(
            DateTime(timezone=True) if dialect.name == "postgresql" else BigInteger()
        )

    def process_bind_param(self, value: int | None, dialect: Dialect) -> Any:
        """Plain to database."""
        if value is None or dialect.name != "postgresql":
            return value
        return instant_from_us(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Database to plain."""
        return us_from_instant(value) if isinstance(value, datetime) else value


_COLUMN_TYPES: dict[FieldType, type[TypeEngine[Any]]] = {
    FieldType.UUID: PlainUuid,
    FieldType.TEXT: Text,
    FieldType.INTEGER: BigInteger,
    FieldType.BOOLEAN: Boolean,
    FieldType.DECIMAL: PlainDecimal,
    FieldType.DATE: PlainDate,
    FieldType.INSTANT: PlainInstant,
}


def build_table(
    entity: type[Entity],
    metadata: MetaData,
    *,
    extra: Sequence[Column[Any]] = (),
    foreign_keys: bool,
) -> Table:
    """The table of a record: its id, its fields, then the columns the side itself needs."""
    columns = [_column(spec, foreign_keys=foreign_keys) for spec in fields_of(entity)]
    key: Column[Any] = Column("id", PlainUuid, primary_key=True)
    return Table(entity.TABLE, metadata, key, *columns, *extra)


def _column(spec: FieldSpec, *, foreign_keys: bool) -> Column[Any]:
    links = foreign_keys and spec.references is not None
    key = [ForeignKey(f"{spec.references}.id")] if links else []
    return Column(spec.name, _COLUMN_TYPES[spec.kind](), *key, nullable=spec.nullable)
