"""The values a record may hold, in their two forms.

The *typed* form is what Python code works with (`UUID`, `date`, aware `datetime`, `Decimal`,
enumerations). The *plain* form is what is stored, signed, hashed and sent: `UUID`, `str`, `int`,
`bool` or `None` and nothing else, one way only for each value.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from unicodedata import normalize
from uuid import UUID

Plain = UUID | str | int | bool | None
PlainRow = dict[str, Plain]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class BadValueError(ValueError):
    """A value does not fit its field; the message names the field and says why."""


class FieldType(StrEnum):
    """The kinds of value a record may hold."""

    UUID = "uuid"
    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    DATE = "date"
    INSTANT = "instant"


DEFAULT_MAX_LENGTH = 1000


_ALREADY_PLAIN = frozenset({FieldType.UUID, FieldType.TEXT, FieldType.INTEGER, FieldType.BOOLEAN})
"""Kinds whose typed and plain forms are the same, so that one check is enough."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a record as its annotation declares it."""

    name: str
    kind: FieldType
    nullable: bool
    references: str | None
    max_length: int
    codes: type[StrEnum] | None


def to_plain(spec: FieldSpec, value: object) -> Plain:
    """Bring a typed value into plain form.

    Raises:
        BadValueError: the value has the wrong type, is missing, or is too long.
    """
    if value is None:
        if not spec.nullable:
            raise BadValueError(f"{spec.name}: a value is required")
        return None
    return _TO_PLAIN[spec.kind](spec, value)


def from_plain(spec: FieldSpec, value: Plain) -> object:
    """Bring a plain value into typed form.

    Raises:
        BadValueError: the value cannot be a value of this field.
    """
    if value is None:
        if not spec.nullable:
            raise BadValueError(f"{spec.name}: a value is required")
        return None
    try:
        return _FROM_PLAIN[spec.kind](spec, value)
    except (ValueError, ArithmeticError, OverflowError) as error:
        raise BadValueError(f"{spec.name}: {value!r} is not a valid {spec.kind}") from error


def plain_from_json(spec: FieldSpec, value: object) -> Plain:
    """Check one JSON or CBOR value against its field and give its plain form.

    JSON has no UUID, so there a UUID arrives as text; everything else is already plain.

    Raises:
        BadValueError: the value cannot be a value of this field.
    """
    if spec.kind is FieldType.UUID and isinstance(value, str):
        try:
            value = UUID(value)
        except ValueError as error:
            raise BadValueError(f"{spec.name}: {value!r} is not a UUID") from error
    if spec.codes is None and spec.kind in _ALREADY_PLAIN:
        return to_plain(spec, value)
    if value is not None and not isinstance(value, UUID | str | int):
        raise BadValueError(f"{spec.name}: {value!r} is not a valid {spec.kind}")
    return to_plain(spec, from_plain(spec, value))


def instant_from_us(microseconds: int) -> datetime:
    """The aware UTC instant that many microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=microseconds)


def us_from_instant(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant."""
    return (instant.astimezone(UTC) - _EPOCH) // _MICROSECOND


def _need(spec: FieldSpec, value: object, kind: type) -> None:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BadValueError(f"{spec.name}: {value!r} is not a valid {spec.kind}")


def _plain_uuid(spec: FieldSpec, value: object) -> Plain:
    _need(spec, value, UUID)
    return value  # type: ignore[return-value]  # _need has narrowed it


def _plain_text(spec: FieldSpec, value: object) -> Plain:
    _need(spec, value, str)
    text = str(value)
    if not text.isascii():
        text = normalize("NFC", text)
    if len(text) > spec.max_length:
        raise BadValueError(f"{spec.name}: longer than {spec.max_length} characters")
    if _UNSTORABLE.search(text):
        raise BadValueError(f"{spec.name}: contains a character that cannot be stored")
    return text


def _plain_integer(spec: FieldSpec, value: object) -> Plain:
    _need(spec, value, int)
    number = int(value)  # type: ignore[call-overload]  # _need has narrowed it
    if not -(2**63) <= number < 2**63:
        raise BadValueError(f"{spec.name}: {number} is out of range")
    return int(number)


def _plain_boolean(spec: FieldSpec, value: object) -> Plain:
    _need(spec, value, bool)
    return bool(value)


def _plain_decimal(spec: FieldSpec, value: object) -> Plain:
    _need(spec, value, Decimal)
    number = Decimal(str(value))
    if not number.is_finite():
        raise BadValueError(f"{spec.name}: {number} is not a finite number")
    return format(number, "f")


def _plain_date(spec: FieldSpec, value: object) -> Plain:
    _need(spec, value, date)
    if isinstance(value, datetime):
        raise BadValueError(f"{spec.name}: a day is wanted, not an instant")
    return str(value)


def _plain_instant(spec: FieldSpec, value: object) -> Plain:
    _need(spec, value, datetime)
    if value.tzinfo is None:  # type: ignore[attr-defined]  # _need has narrowed it
        raise BadValueError(f"{spec.name}: an instant needs its zone")
    return us_from_instant(value)  # type: ignore[arg-type]  # _need has narrowed it


def _typed_text(spec: FieldSpec, value: Plain) -> object:
    _need(spec, value, str)
    return spec.codes(str(value)) if spec.codes else value


def _typed_same(kind: type) -> Callable[[FieldSpec, Plain], object]:
    def check(spec: FieldSpec, value: Plain) -> object:
        _need(spec, value, kind)
        return value

    return check


def _typed_instant(spec: FieldSpec, value: Plain) -> object:
    _need(spec, value, int)
    return instant_from_us(value)  # type: ignore[arg-type]  # _need has narrowed it


def _typed_from_text(make: Callable[[str], object]) -> Callable[[FieldSpec, Plain], object]:
    def parse(spec: FieldSpec, value: Plain) -> object:
        _need(spec, value, str)
        return make(str(value))

    return parse


_TO_PLAIN: dict[FieldType, Callable[[FieldSpec, object], Plain]] = {
    FieldType.UUID: _plain_uuid,
    FieldType.TEXT: _plain_text,
    FieldType.INTEGER: _plain_integer,
    FieldType.BOOLEAN: _plain_boolean,
    FieldType.DECIMAL: _plain_decimal,
    FieldType.DATE: _plain_date,
    FieldType.INSTANT: _plain_instant,
}
_FROM_PLAIN: dict[FieldType, Callable[[FieldSpec, Plain], object]] = {
    FieldType.UUID: _typed_same(UUID),
    FieldType.TEXT: _typed_text,
    FieldType.INTEGER: _typed_same(int),
    FieldType.BOOLEAN: _typed_same(bool),
    FieldType.DECIMAL: _typed_from_text(Decimal),
    FieldType.DATE: _typed_from_text(date.fromisoformat),
    FieldType.INSTANT: _typed_instant,
}
