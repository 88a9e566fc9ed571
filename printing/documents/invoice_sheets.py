"""Where everything stands on the sheets of an invoice, in millimetres."""

from collections.abc import Sequence
from typing import Protocol

from printing.documents.paper_lines import LEADING, MM_PER_PT, Writer, fitted_lines
from printing.page import Page
from resources.fonts import Weight

_LEFT, _RIGHT, _TOP, _FLOOR = 18.0, 192.0, 277.0, 22.0
_FOOT = 12.0
_HALF = 112.0
"""Where the customer ends and the facts begin."""
_SMALL, _TEXT, _LARGE, _TITLE = 8.0, 9.5, 12.0, 18.0
_NUMBER, _WHAT, _WHEN = _LEFT, _LEFT + 9.0, 100.0
_QUANTITY, _PRICE = 137.0, 164.0
"""Right edges of the two figures before the amount."""
_ROW_GAP = 2.2
_AFTER_TOTALS_MM = 6.0


class Row(Protocol):
    """A line of the table, in words."""

    @property
    def position(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def quantity(self) -> str: ...
    @property
    def unit_price(self) -> str: ...
    @property
    def amount(self) -> str: ...


class Sheets(Protocol):
    """What the sheets are drawn from; `invoice.InvoiceData` is one."""

    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def hospital(self) -> str: ...
    @property
    def facts(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def customer(self) -> tuple[str, ...]: ...
    @property
    def lines(self) -> Sequence[Row]: ...
    @property
    def taxes(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def totals(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def printed(self) -> str: ...
    @property
    def copy(self) -> bool: ...


def draw_sheets(page: Page, data: Sheets) -> None:
    """Draw every sheet; the last one carries the totals."""
    sheets = _parted(data)
    for number, rows in enumerate(sheets, start=1):
        if number > 1:
            page.turn()
        writer = Writer(page, left_mm=_LEFT, right_mm=_RIGHT, top_mm=_TOP)
        if number == 1:
            _head(writer, data)
        else:
            _head_again(writer, data)
        _table(writer, rows, data.currency)
        if number == len(sheets):
            _end(writer, data)
        _foot(page, data, f"page {number} of {len(sheets)}")


def _parted(data: Sheets) -> list[list[Row]]:
    """The rows of each sheet; the totals never stand alone without a row above them."""
    room = _TOP - _head_height(data) - _FLOOR
    end = _end_height(data)
    sheets: list[list[Row]] = [[]]
    left = list(data.lines)
    while left:
        height = _row_height(left[0])
        is_last = len(left) == 1
        if sheets[-1] and height + (end if is_last else 0.0) > room:
            sheets.append([])
            room = _TOP - 22.0 - _FLOOR
        sheets[-1].append(left.pop(0))
        room -= height
    return sheets


def _head_height(data: Sheets) -> float:
    rows = max(len(data.customer) + 1, len(data.facts))
    return 30.0 + rows * _TEXT * LEADING * MM_PER_PT + 12.0


def _end_height(data: Sheets) -> float:
    rows = len(data.totals) + 1
    small = len(data.taxes) + 2 * len(data.notes)
    return rows * _LARGE * LEADING * MM_PER_PT + small * _SMALL * LEADING * MM_PER_PT + 14.0


def _row_height(row: Row) -> float:
    lines = fitted_lines(row.title, _WHEN - _WHAT - 2, _TEXT)
    return max(len(lines), 1) * _TEXT * LEADING * MM_PER_PT + _ROW_GAP


def _head(writer: Writer, data: Sheets) -> None:
    writer.left(data.hospital, _LARGE, Weight.BOLD)
    writer.down(6.0)
    if data.copy:
        writer.right("COPY", _TITLE, Weight.BOLD)
    writer.left(f"{data.kind} {data.number}", _TITLE, Weight.BOLD)
    writer.down(3.0)
    top = writer.y_mm
    facts = Writer(writer.page, left_mm=_HALF, right_mm=_RIGHT, top_mm=top)
    for words, value in data.facts:
        facts.pair(words, value, _TEXT)
    whose = Writer(writer.page, left_mm=_LEFT, right_mm=_HALF - 6, top_mm=top)
    whose.left("To", _SMALL)
    for number, line in enumerate(data.customer):
        whose.left(line, _TEXT, Weight.BOLD if number == 0 else Weight.REGULAR)
    writer.y_mm = min(facts.y_mm, whose.y_mm) - 4.0


def _head_again(writer: Writer, data: Sheets) -> None:
    if data.copy:
        writer.right("COPY", _LARGE, Weight.BOLD)
    writer.left(f"{data.hospital} · {data.kind} {data.number}", _TEXT, Weight.BOLD)
    writer.down(6.0)


def _table(writer: Writer, rows: Sequence[Row], currency: str) -> None:
    at = writer.y_mm
    for words, x in (("No.", _NUMBER), ("Description", _WHAT), ("Date", _WHEN)):
        heading = Writer(writer.page, left_mm=x, right_mm=_RIGHT, top_mm=at)
        heading.left(words, _SMALL, Weight.MEDIUM)
    figures = (
        ("Quantity", _QUANTITY),
        (f"Unit price {currency}", _PRICE),
        (f"Amount {currency}", _RIGHT),
    )
    for words, edge in figures:
        writer.right(words, _SMALL, Weight.MEDIUM, edge_mm=edge)
    writer.down(4.0)
    writer.rule()
    writer.down(1.4)
    for row in rows:
        _row(writer, row)


def _row(writer: Writer, row: Row) -> None:
    top = writer.y_mm
    for text, x, end in (
        (row.position, _NUMBER, _WHAT),
        (row.title, _WHAT, _WHEN - 2),
        (row.when, _WHEN, _QUANTITY - 10),
    ):
        Writer(writer.page, left_mm=x, right_mm=end, top_mm=top).left(text, _TEXT)
    for text, edge in ((row.quantity, _QUANTITY), (row.unit_price, _PRICE), (row.amount, _RIGHT)):
        writer.right(text, _TEXT, edge_mm=edge)
    writer.down(_row_height(row))


def _end(writer: Writer, data: Sheets) -> None:
    writer.rule()
    writer.down(1.4)
    totals = Writer(writer.page, left_mm=_HALF, right_mm=_RIGHT, top_mm=writer.y_mm)
    for number, (words, amount) in enumerate(data.totals, start=1):
        weight = Weight.BOLD if number == len(data.totals) else Weight.REGULAR
        totals.down(1.4 if weight is Weight.BOLD else 0.0)
        totals.pair(words, amount, _TEXT if weight is Weight.REGULAR else _LARGE, weight)
    taxes = Writer(writer.page, left_mm=_LEFT, right_mm=_HALF - 8, top_mm=writer.y_mm)
    for words, amount in data.taxes:
        taxes.pair(words, amount, _SMALL)
    writer.y_mm = min(totals.y_mm, taxes.y_mm) - _AFTER_TOTALS_MM
    for note in data.notes:
        writer.left(note, _SMALL)


def _foot(page: Page, data: Sheets, number: str) -> None:
    foot = Writer(page, left_mm=_LEFT, right_mm=_RIGHT, top_mm=_FOOT)
    copy = "COPY · " if data.copy else ""
    foot.right(number, _SMALL)
    foot.left(f"{copy}{data.kind} {data.number} · {data.printed}", _SMALL)
