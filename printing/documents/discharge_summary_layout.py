"""Setting blocks of text on A4 sheets: wrapped at words, written from the side they read from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from models.vocabulary import N_
from printing import bidi
from printing.lettering import Line, Piece, fit, set_line
from printing.page import POINTS_PER_MM, Page
from resources.fonts import Weight

WIDTH_MM, HEIGHT_MM = 210.0, 297.0
SIDE_MM, TOP_MM, FOOT_MM = 18.0, 30.0, 20.0
LABEL_MM = 46.0
INDENT_MM = 4.0
TOP_OF_TEXT_MM = HEIGHT_MM - TOP_MM
PAGE_OF = N_("Page {number} of {count}")


_UNIT = re.compile(r"(?<=\d) (?=[^\W\d])")
"""Between a number and its unit, which are never on two lines."""


class Style(Enum):
    """How a block looks: size in points, weight, space above and line height in millimetres."""

    TITLE = (16.0, Weight.BOLD, 0.0, 7.5, 0.0)
    HEADING = (11.0, Weight.BOLD, 4.2, 5.4, 0.0)
    TEXT = (10.0, Weight.REGULAR, 0.4, 4.7, 0.0)
    STRONG = (10.0, Weight.BOLD, 1.2, 4.7, 0.0)
    GRAVE = (11.0, Weight.BOLD, 0.8, 5.0, 0.0)
    UNDER = (10.0, Weight.REGULAR, 0.0, 4.7, INDENT_MM)
    FACT = (10.0, Weight.REGULAR, 0.4, 4.7, LABEL_MM)

    @property
    def size_pt(self) -> float:
        """The size of the letters."""
        return float(self.value[0])

    @property
    def weight(self) -> Weight:
        """How bold."""
        return Weight(self.value[1])

    @property
    def above_mm(self) -> float:
        """The space above the block."""
        return float(self.value[2])

    @property
    def line_mm(self) -> float:
        """From one line to the next."""
        return float(self.value[3])

    @property
    def indent_mm(self) -> float:
        """How far in from the side it is read from."""
        return float(self.value[4])


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; a fact has its label beside it."""

    text: str
    style: Style
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every sheet."""

    title: str
    hospital: str
    patient: str
    number: str
    foot: str
    warning: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A set line at its place; `line` is None for a rule across the sheet."""

    line: Line | None
    x_mm: float
    y_mm: float
    size_pt: float


def wrapped(text: str, style: Style, width_mm: float) -> list[Line]:
    """The text broken between words; a word wider than the line is broken within."""
    lines: list[Line] = []
    words = _UNIT.sub("\u00a0", " ".join(text.split())).split(" ") if text.strip() else []
    while words:
        count = _most_that_fit(words, style, width_mm)
        lines.append(_line(" ".join(words[:count]), style))
        words = words[count:]
    return lines


def paginate(blocks: Sequence[Block], first: Sequence[Block]) -> list[list[Placed]]:
    """Every block at its place; a heading never stands alone at the foot of a sheet."""
    flow = _Flow()
    for block in first:
        flow.put(block, keep_mm=0.0)
    for number, block in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        keeps = block.style in (Style.HEADING, Style.STRONG) and after is not None
        flow.put(block, keep_mm=after.style.line_mm * 2 if keeps and after else 0.0)
    return flow.sheets


def draw(sheets: Sequence[Sequence[Placed]], head: Sheet) -> bytes:
    """Draw the sheets with what stands on each."""
    page = Page(WIDTH_MM, HEIGHT_MM, f"{head.title} {head.number}")
    for number, placed in enumerate(sheets, start=1):
        if number > 1:
            page.turn()
        draw_head(page, head)
        draw_foot(page, head, PAGE_OF.format(number=number, count=len(sheets)))
        for each in placed:
            if each.line is not None:
                page.text(each.line, each.x_mm, each.y_mm, each.size_pt)
            else:
                page.rule(each.x_mm, each.y_mm, WIDTH_MM - 2 * SIDE_MM)
    return page.pdf()


class _Flow:
    """Fills sheets from the top down."""

    def __init__(self) -> None:
        self.sheets: list[list[Placed]] = [[]]
        self._y = TOP_OF_TEXT_MM

    def put(self, block: Block, *, keep_mm: float) -> None:
        style = block.style
        width = WIDTH_MM - 2 * SIDE_MM - style.indent_mm
        lines = wrapped(block.text, style, width)
        self._make_room(style.above_mm + style.line_mm + keep_mm)
        self._y -= style.above_mm
        if style is Style.HEADING:
            self.sheets[-1].append(Placed(None, SIDE_MM, self._y + 0.6, 0.0))
        if block.label:
            label = _line(block.label, Style.TEXT)
            self._place(label, Style.TEXT, self._y - style.line_mm, from_mm=0.0)
        for line in lines:
            self._make_room(style.line_mm)
            self._y -= style.line_mm
            self._place(line, style, self._y, from_mm=style.indent_mm)

    def _place(self, line: Line, style: Style, y_mm: float, *, from_mm: float) -> None:
        width_mm = line.width(style.size_pt) / POINTS_PER_MM
        x = SIDE_MM + from_mm
        if bidi.base_level(line.text) and style is not Style.FACT:
            x = WIDTH_MM - SIDE_MM - from_mm - width_mm
        self.sheets[-1].append(Placed(line, x, y_mm, style.size_pt))

    def _make_room(self, needed_mm: float) -> None:
        if self._y - needed_mm < FOOT_MM:
            self.sheets.append([])
            self._y = TOP_OF_TEXT_MM


def draw_head(page: Page, head: Sheet) -> None:
    """Whose sheet it is, and the warning where there is one."""
    width = (WIDTH_MM - 2 * SIDE_MM) * POINTS_PER_MM
    y = HEIGHT_MM - 12.0
    if head.warning:
        page.frame(SIDE_MM, y - 1.6, WIDTH_MM - 2 * SIDE_MM, 6.2)
        warned = fit(
            (Piece(head.warning, Weight.BOLD),), width * 0.97, largest=10, floor=8, least=6
        )
        page.text(warned.lines[0], SIDE_MM + 2, y, warned.size)
    name = fit(
        (Piece(head.patient, Weight.BOLD), Piece(f"   {head.number}")),
        width,
        largest=12,
        floor=9,
        least=6,
    )
    y -= 8.0
    for line in name.lines:
        page.text(line, SIDE_MM, y, name.size)
        y -= 5.0
    y += 5.0
    page.rule(SIDE_MM, y - 2.2, WIDTH_MM - 2 * SIDE_MM)


def draw_foot(page: Page, head: Sheet, counted: str) -> None:
    """Which sheet of how many, and of what."""
    page.rule(SIDE_MM, FOOT_MM - 5.0, WIDTH_MM - 2 * SIDE_MM)
    size = 8.0
    number = set_line((Piece(counted),))
    right = WIDTH_MM - SIDE_MM - number.width(size) / POINTS_PER_MM
    page.text(number, right, FOOT_MM - 9.5, size)
    room = (right - SIDE_MM - 4.0) * POINTS_PER_MM
    foot = fit((Piece(head.foot),), room, largest=size, floor=6.5, least=5)
    for line_number, line in enumerate(foot.lines):
        page.text(line, SIDE_MM, FOOT_MM - 9.5 - 3.2 * line_number, foot.size)


def _line(text: str, style: Style) -> Line:
    return set_line((Piece(text, style.weight),))


def _most_that_fit(words: list[str], style: Style, width_mm: float) -> int:
    """How many words the line takes; the first word is split in place where even it is too wide."""
    room = width_mm * POINTS_PER_MM
    if _line(words[0], style).width(style.size_pt) > room:
        whole, cut = words[0], len(words[0])
        while cut > 1 and _line(whole[:cut], style).width(style.size_pt) > room:
            cut -= 1
        words[:1] = [whole[:cut], whole[cut:]]
        return 1
    count = 1
    while count < len(words):
        if _line(" ".join(words[: count + 1]), style).width(style.size_pt) > room:
            break
        count += 1
    return count
