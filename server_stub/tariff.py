"""The tariff of a hospital, as a file of its accounts."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from uuid import UUID, uuid5

from models.billing import ChargeItemDefinition
from models.values import BadValueError
from server_stub.operator_line import Operator
from server_stub.operator_requests import Rows
from server_stub.table_file import Layout, Line, read_lines, say_faults
from server_stub.table_import import Taken, standing_rows, take_in

USE_CASE = "tariff.import"
_NAMESPACE = UUID("0c6d1b1e-0b0a-5b58-9a3e-62f1c0ad2d0e")
_CURRENCY_LETTERS = 3
_FIXED = ("event", "applies_to", "unit_price_minor", "currency")
"""What charges were made by: a line in force keeps them; another price is another line."""


def definition_id(code: str, effective_from: date | str) -> UUID:
    """The id of the tariff line with this code that begins on this day."""
    return uuid5(_NAMESPACE, f"{code}/{effective_from}")


def import_tariff(operator: Operator, text: str) -> Taken:
    """Take in a tariff: CSV with the fields of `ChargeItemDefinition` as its columns.

    Prices are whole minor units (cents). To change a price, end the line with `effective_to`
    and add one of the same code that begins on that day.

    Raises:
        TableFileError: a line or a field is at fault; nothing was taken.
        NotWrittenError, Refusal: the service did not do it.
    """
    layout = Layout(
        ChargeItemDefinition,
        lambda row: definition_id(str(row["code"]), str(row["effective_from"])),
        {},
        {"currency": _currency},
    )
    lines = read_lines(text, layout)
    standing = standing_rows(operator, ChargeItemDefinition)
    say_faults([*_wrong_values(lines), *_altered_prices(lines, standing)])
    say_faults(_overlaps(lines, standing))
    return take_in(operator, USE_CASE, lines, standing)


def _currency(cell: str) -> str:
    code = cell.upper()
    if len(code) != _CURRENCY_LETTERS or not (code.isascii() and code.isalpha()):
        raise BadValueError(f"currency: {cell!r} is no ISO 4217 code such as EUR")
    return code


def _wrong_values(lines: Sequence[Line[ChargeItemDefinition]]) -> list[str]:
    faults = []
    for line in lines:
        record = line.record
        if record.unit_price_minor < 0:
            faults.append(f"line {line.number}: unit_price_minor: a price is not below zero")
        if record.effective_to is not None and record.effective_to <= record.effective_from:
            faults.append(f"line {line.number}: effective_to: it ends before it begins")
    return faults


def _altered_prices(lines: Sequence[Line[ChargeItemDefinition]], standing: Rows) -> list[str]:
    return [
        f"line {line.number}: {name}: this line is in force and keeps it; "
        f"end it with effective_to and add one from that day"
        for line in lines
        if line.record.id in standing
        for name in _FIXED
        if standing[line.record.id][name] != line.record.plain()[name]
    ]


def _overlaps(lines: Sequence[Line[ChargeItemDefinition]], standing: Rows) -> list[str]:
    named = {line.record.id for line in lines}
    spans: defaultdict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for line in lines:
        _note(spans, line.record, f"line {line.number}")
    for row_id, row in standing.items():
        if row_id not in named:
            other = ChargeItemDefinition.from_plain(row_id, row)
            _note(spans, other, f"the line in force since {other.effective_from}")
    faults = []
    for code, found in spans.items():
        found.sort()
        for (_, ends, earlier), (begins, _, later) in pairwise(found):
            if begins < ends:
                faults.append(f"{later}: effective_from: {code} overlaps {earlier}")
    return faults


def _note(
    spans: dict[str, list[tuple[date, date, str]]], line: ChargeItemDefinition, where: str
) -> None:
    spans[line.code].append((line.effective_from, line.effective_to or date.max, where))
