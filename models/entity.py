"""What every record is: a frozen dataclass whose annotations are the one source of its shape.

The tables of both databases, the wire form, the canonical form and the forms on the screen are
made from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from models.sync_policy import SyncPolicy
from models.values import (
    DEFAULT_MAX_LENGTH,
    FieldSpec,
    FieldType,
    Plain,
    PlainRow,
    from_plain,
    to_plain,
)
from models.vocabulary import ReplicaClass


@dataclass(frozen=True, slots=True)
class References:
    """The field holds the id of a row of this table."""

    table: str


@dataclass(frozen=True, slots=True)
class MaxLength:
    """The longest text the field takes, in characters."""

    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A record with an id of its own. Subclasses say what it is in FHIR and how it merges.

    `LATER` names fields that came with a later generation than the record itself: empty, they are
    left out of the canonical form, so that rows from before keep the hash they have.
    """

    TABLE: ClassVar[str]
    NUMBER: ClassVar[int]
    FHIR: ClassVar[str]
    SYNC: ClassVar[SyncPolicy]
    LATER: ClassVar[frozenset[str]] = frozenset()

    id: UUID

    def plain(self) -> PlainRow:
        """Every field but the id, in plain form."""
        return {s.name: to_plain(s, getattr(self, s.name)) for s in fields_of(type(self))}

    @classmethod
    def from_plain(cls, row_id: UUID, row: Mapping[str, Plain]) -> Self:
        """Build the record from its plain row; fields the row lacks are null."""
        values: dict[str, Any] = {}
        for spec in fields_of(cls):
            value = row.get(spec.name)
            # Most fields of most records are empty: that costs no call.
            empty = value is None and spec.nullable
            values[spec.name] = None if empty else from_plain(spec, value)
        return cls(id=row_id, **values)

    @property
    def root_id(self) -> UUID | None:
        """The root this row belongs to: the patient, or None for reference rows."""
        root = self.SYNC.root
        value = getattr(self, root) if root is not None else None
        return value if isinstance(value, UUID) else None


def class_of(entity: type[Entity], row: Mapping[str, Plain]) -> ReplicaClass | None:
    """The class of one row: that of its entity, unless the row itself says another."""
    name = entity.SYNC.class_field
    own = row.get(name) if name is not None else None
    return entity.SYNC.replica if own is None else ReplicaClass(int(str(own)))


def fields_of(entity: type[Entity]) -> tuple[FieldSpec, ...]:
    """The fields of a record in alphabetical order, without its id."""
    return tuple(field_index(entity).values())


def field_index(entity: type[Entity]) -> Mapping[str, FieldSpec]:
    """The fields of a record by name, in alphabetical order, without its id."""
    known = _FIELDS.get(entity)
    if known is None:
        hints = get_type_hints(entity, include_extras=True)
        names = sorted(f.name for f in dataclass_fields(entity) if f.name != "id")
        known = _FIELDS[entity] = {name: _field_spec(name, hints[name]) for name in names}
    return known


_FIELDS: dict[type[Entity], dict[str, FieldSpec]] = {}


def _field_spec(name: str, hint: Any) -> FieldSpec:
    marks: tuple[object, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        marks = tuple(rest)
    nullable = False
    if get_origin(hint) in (UnionType, Union):
        members = [m for m in get_args(hint) if m is not NoneType]
        nullable = len(members) < len(get_args(hint))
        (hint,) = members
    hint = getattr(hint, "__supertype__", hint)
    references = next((m.table for m in marks if isinstance(m, References)), None)
    length = next((m.characters for m in marks if isinstance(m, MaxLength)), DEFAULT_MAX_LENGTH)
    codes = hint if isinstance(hint, type) and issubclass(hint, StrEnum) else None
    return FieldSpec(name, _field_type(hint), nullable, references, length, codes)


def _field_type(hint: type) -> FieldType:
    if issubclass(hint, StrEnum):
        return FieldType.TEXT
    return _TYPES[hint]


_TYPES: dict[type, FieldType] = {
    UUID: FieldType.UUID,
    str: FieldType.TEXT,
    int: FieldType.INTEGER,
    bool: FieldType.BOOLEAN,
    Decimal: FieldType.DECIMAL,
    date: FieldType.DATE,
    datetime: FieldType.INSTANT,
}
