"""The receipt for money taken or given back, on 80 mm paper from the roll."""

from dataclasses import dataclass, field

from models.vocabulary import N_
from printing.documents.paper_lines import LEADING, MM_PER_PT, Writer, fitted_lines
from printing.page import Page
from printing.printers import PDF
from resources.fonts import Weight

KEY = "receipt"
TITLE = N_("Receipt")
_ROLL_MM, _EDGE_MM = 80.0, 5.0
_TEXT, _LARGE, _SMALL = 9.0, 13.0, 7.5
_AROUND_MM = 26.0
"""The margins, the rules and the room round the amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData:
    """One receipt; every text is ready to print.

    Attributes:
        kind: `Receipt for a payment`, `Receipt for a deposit`, `Refund`.
        facts: (label, value): number, date, payer, method, for which bill, cashier, desk.
        amount: (label, amount) in large letters.
        money: (label, amount): cash handed over, change, what is still owed.
        notes: lines below.
        copy: it has been printed before, or elsewhere.
    """

    kind: str
    hospital: str
    facts: tuple[tuple[str, str], ...]
    amount: tuple[str, str]
    money: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    copy: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """One strip as long as its lines."""

    key: str = field(default=KEY, init=False)
    title: str = field(default=TITLE, init=False)
    content_type: str = field(default=PDF, init=False)

    def render(self, data: ReceiptData) -> bytes:
        """The strip.

        Raises:
            LetteringError: a text cannot be set.
        """
        height = _height(data)
        page = Page(_ROLL_MM, height, f"{data.kind} {dict(data.facts).get('Receipt', '')}".strip())
        right = _ROLL_MM - _EDGE_MM
        writer = Writer(page, left_mm=_EDGE_MM, right_mm=right, top_mm=height - 8)
        writer.middle(data.hospital, _LARGE, Weight.BOLD)
        writer.middle(data.kind, _TEXT, Weight.MEDIUM)
        if data.copy:
            writer.down(1.6)
            writer.middle("COPY", _LARGE, Weight.BOLD)
        writer.down(2.0)
        writer.rule()
        for words, value in data.facts:
            _fact(writer, words, value)
        writer.down(1.0)
        writer.rule()
        writer.down(1.6)
        writer.pair(*data.amount, _LARGE, Weight.BOLD)
        for words, value in data.money:
            writer.pair(words, value, _TEXT)
        writer.down(2.0)
        for note in data.notes:
            writer.left(note, _SMALL)
        return page.pdf()


def _fact(writer: Writer, words: str, value: str) -> None:
    """The label in its own column; a long value takes the lines it needs beside it."""
    top = writer.y_mm
    Writer(writer.page, left_mm=writer.left_mm, right_mm=_value_left(writer), top_mm=top).left(
        words, _SMALL
    )
    inner = Writer(writer.page, left_mm=_value_left(writer), right_mm=writer.right_mm, top_mm=top)
    inner.left(value, _TEXT)
    writer.y_mm = inner.y_mm


def _value_left(writer: Writer) -> float:
    return writer.left_mm + 22.0


def _height(data: ReceiptData) -> float:
    room = _ROLL_MM - 2 * _EDGE_MM
    step = LEADING * MM_PER_PT
    facts = sum(max(len(fitted_lines(value, room - 22.0, _TEXT)), 1) for _, value in data.facts)
    heads = len(fitted_lines(data.hospital, room, _LARGE, Weight.BOLD)) + 1 + int(data.copy)
    notes = sum(len(fitted_lines(note, room, _SMALL)) for note in data.notes)
    lines = (facts + 2 * len(data.money)) * _TEXT + (heads + 2) * _LARGE + notes * _SMALL
    return lines * step + _AROUND_MM
