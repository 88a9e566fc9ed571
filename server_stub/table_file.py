"""Tables kept in a spreadsheet: CSV text to records, with words for every fault."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Generic, TypeVar
from uuid import UUID

from models.entity import Entity, field_index
from models.values import BadValueError, FieldSpec, FieldType, Plain, PlainRow, plain_from_json

MAX_FAULTS_SAID = 20
_YES_NO = {"yes": True, "no": False}
R = TypeVar("R", bound=Entity)


class TableFileError(Exception):
    """Something in the file cannot be taken; the message names each line and field."""


@dataclass(frozen=True)
class Line(Generic[R]):
    """One record and the line of the file on which it ends."""

    number: int
    record: R


@dataclass(frozen=True)
class Layout(Generic[R]):
    """How the lines of a file become records.

    Attributes:
        entity: what a line is.
        id_of: the id of a line's record, from its plain fields.
        fixed: fields that no column holds, the same in every line.
        mend: brings the text of some columns into the form they are kept in; may raise
            `BadValueError`.
    """

    entity: type[R]
    id_of: Callable[[PlainRow], UUID]
    fixed: Mapping[str, Plain]
    mend: Mapping[str, Callable[[str], str]]


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        TableFileError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableFileError(f"{path} cannot be read: {error}") from error


def read_lines(text: str, layout: Layout[R]) -> list[Line[R]]:
    """Read CSV with a line of column names; fields are parted by commas or semicolons.

    Raises:
        TableFileError: with all faults, the first twenty of them in words.
    """
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
    lines: list[Line[R]] = []
    faults: list[str] = []
    try:
        columns = _columns(next(rows, []), layout)
        for cells in rows:
            if any(cell.strip() for cell in cells):
                _take(rows.line_num, dict(zip(columns, cells, strict=False)), layout, lines, faults)
                if len(cells) > len(columns):
                    faults.append(f"line {rows.line_num}: more fields than columns")
    except csv.Error as error:
        raise TableFileError(f"line {rows.line_num}: {error}") from error
    say_faults(faults)
    if not lines:
        raise TableFileError("the file has no lines below its column names")
    return lines


def say_faults(faults: Sequence[str]) -> None:
    """Give up if there are any.

    Raises:
        TableFileError: there are.
    """
    if faults:
        more = len(faults) - MAX_FAULTS_SAID
        rest = [f"and {more} more"] if more > 0 else []
        raise TableFileError("\n".join(["nothing was taken:", *faults[:MAX_FAULTS_SAID], *rest]))


def _columns(names: Sequence[str], layout: Layout[R]) -> list[str]:
    index = field_index(layout.entity)
    columns = [name.strip().casefold() for name in names]
    allowed = index.keys() - layout.fixed.keys()
    needed = {name for name in allowed if not index[name].nullable}
    faults = [f"line 1: there is no field {name!r}" for name in columns if name not in allowed]
    faults += [f"line 1: the column {name} is missing" for name in sorted(needed - {*columns})]
    faults += [f"line 1: the column {n} is there twice" for n in allowed if columns.count(n) > 1]
    say_faults(faults)
    return columns


def _take(
    number: int,
    cells: Mapping[str, str],
    layout: Layout[R],
    lines: list[Line[R]],
    faults: list[str],
) -> None:
    row: PlainRow = dict(layout.fixed)
    before = len(faults)
    for name, spec in field_index(layout.entity).items():
        if name in layout.fixed:
            continue
        try:
            row[name] = _plain(spec, cells.get(name, "").strip(), layout.mend.get(name))
        except BadValueError as error:
            faults.append(f"line {number}: {error}")
    if len(faults) == before:
        lines.append(Line(number, layout.entity.from_plain(layout.id_of(row), row)))


def _plain(spec: FieldSpec, cell: str, mend: Callable[[str], str] | None) -> Plain:
    if not cell:
        return plain_from_json(spec, None)
    if mend is not None:
        cell = mend(cell)
    if spec.kind is FieldType.INTEGER:
        return plain_from_json(spec, _whole(spec, cell))
    if spec.kind is FieldType.BOOLEAN:
        if cell.casefold() not in _YES_NO:
            raise BadValueError(f"{spec.name}: {cell!r} is neither yes nor no")
        return _YES_NO[cell.casefold()]
    if spec.kind is FieldType.DECIMAL:
        return plain_from_json(spec, _decimal(spec, cell))
    if spec.codes is not None and cell not in {code.value for code in spec.codes}:
        known = ", ".join(code.value for code in spec.codes)
        raise BadValueError(f"{spec.name}: {cell!r} is none of {known}")
    return plain_from_json(spec, cell)


def _whole(spec: FieldSpec, cell: str) -> int:
    try:
        return int(cell)
    except ValueError as error:
        raise BadValueError(f"{spec.name}: {cell!r} is no whole number") from error


def _decimal(spec: FieldSpec, cell: str) -> str:
    try:
        return format(Decimal(cell), "f")
    except (InvalidOperation, ValueError) as error:
        raise BadValueError(f"{spec.name}: {cell!r} is no number") from error
