"""A sheet that is filled from the top: lines, labelled values, one huge word, rows of codes."""

from collections.abc import Sequence

from printing.barcode import Symbol, qr_code
from printing.lettering import Piece, Setting, fit, set_line
from printing.page import Page
from resources.fonts import Weight

MM_PER_PT = 25.4 / 72
MARGIN_MM = 12.0
MODULE_MM = 0.335
"""141 modules and their quiet zone are 50 mm; 0.33 mm is the least a handheld scanner needs."""
CORNER_MODULE_MM = 0.5
CODE_MM = 50.0
CODES_FIRST, CODES_NEXT = 2, 6
"""Codes below the words of the first sheet, and on each sheet after it."""
_ACROSS = 2
_CODE_GAP_MM = 8.0
_CAPTION_PT, _LABEL_PT, _VALUE_PT = 8.0, 8.0, 12.0
_NAME_PT, _NAME_FLOOR_PT, _NAME_LEAST_PT = 22.0, 14.0, 8.0
_HUGE_PT = 64.0
_LEAST_PT = 6.0
_PAIR_GAP_MM = 8.0
_HOW = "No line? Scan these at the next desk: it then knows the patient and this visit."


class Sheet:
    """One side of paper; each call goes on below the last."""

    def __init__(self, page: Page, width_mm: float, height_mm: float) -> None:
        self._page, self._width = page, width_mm
        self._y = height_mm - MARGIN_MM
        self._corner = 0.0

    @property
    def _room(self) -> float:
        return self._width - 2 * MARGIN_MM - self._corner

    def line(self, text: str, *, size: float, bold: bool = False) -> None:
        """One line, smaller where it is long."""
        weight = Weight.BOLD if bold else Weight.REGULAR
        if text:
            self._set(_fitted(text, weight, self._room, size), MARGIN_MM)

    def stamp(self, word: str) -> None:
        """A word in a frame in the line above."""
        set_word = set_line((Piece(word, Weight.BOLD),))
        width = set_word.width(_VALUE_PT) * MM_PER_PT + 4
        left = self._width / 2 - width / 2
        self._page.text(set_word, left + 2, self._y + 1.6, _VALUE_PT)
        self._page.frame(left, self._y, width, 6.0)

    def corner(self, symbol: Symbol) -> None:
        """A small code at the right edge, beside what follows."""
        width = symbol.columns * CORNER_MODULE_MM
        top = self._y + 4.0
        self._page.symbol(
            symbol,
            self._width - MARGIN_MM - width,
            top - width,
            CORNER_MODULE_MM,
            CORNER_MODULE_MM,
        )
        self._corner = width + 4.0

    def name(self, text: str) -> None:
        """The name, large, on two lines where it must be."""
        self._y -= 3.0
        pieces = (Piece(text, Weight.BOLD),)
        room = self._room / MM_PER_PT
        setting = fit(pieces, room, largest=_NAME_PT, floor=_NAME_FLOOR_PT, least=_NAME_LEAST_PT)
        self._set(setting, MARGIN_MM)

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Labelled values side by side; one that finds no room begins a new row."""
        self._y -= 2.0
        x = MARGIN_MM
        for label, value in pairs:
            setting = _fitted(value, Weight.MEDIUM, self._room, _VALUE_PT)
            width = max(line.width(setting.size) for line in setting.lines) * MM_PER_PT
            if x > MARGIN_MM and x + width > MARGIN_MM + self._room:
                self._y -= 14.0
                x = MARGIN_MM
            caption = set_line((Piece(label),))
            self._page.text(caption, x, self._y - 3.0, _LABEL_PT)
            for number, line in enumerate(setting.lines):
                self._page.text(line, x, self._y - 8.5 - 5.0 * number, setting.size)
            x += max(width, caption.width(_LABEL_PT) * MM_PER_PT) + _PAIR_GAP_MM
        self._y -= 11.0

    def huge(self, label: str, word: str) -> None:
        """One word to be read from across a hall."""
        self._page.text(set_line((Piece(label),)), MARGIN_MM, self._y - 5.0, _LABEL_PT)
        setting = _fitted(word, Weight.BOLD, self._room, _HUGE_PT)
        self._y -= 8.0
        self._set(setting, MARGIN_MM)

    def rule(self) -> None:
        """A line across; what comes below has the whole width again."""
        self._corner = 0.0
        self._y -= 4.0
        self._page.frame(MARGIN_MM, self._y, self._width - 2 * MARGIN_MM, 0.0)
        self._y -= 2.0

    def codes(self, texts: Sequence[str], *, first: int, count: int) -> None:
        """The large codes, each with its number of how many."""
        self.line(_HOW, size=_CAPTION_PT)
        self._y -= 2.0
        for number, text in enumerate(texts):
            symbol = qr_code(text)
            quiet = symbol.quiet_modules * MODULE_MM
            x = MARGIN_MM + (number % _ACROSS) * (CODE_MM + _CODE_GAP_MM) + quiet
            height = len(symbol.modules) * MODULE_MM
            self._page.symbol(symbol, x, self._y - quiet - height, MODULE_MM, MODULE_MM)
            caption = set_line((Piece(f"{first + number} of {count}"),))
            self._page.text(caption, x, self._y - height - 2 * quiet - 3.0, _CAPTION_PT)
            if number % _ACROSS == _ACROSS - 1:
                self._y -= CODE_MM + _CODE_GAP_MM

    def foot(self, text: str) -> None:
        """The last line of the sheet."""
        setting = _fitted(text, Weight.REGULAR, self._width - 2 * MARGIN_MM, _CAPTION_PT)
        self._page.text(setting.lines[0], MARGIN_MM, MARGIN_MM - 4.0, setting.size)

    def _set(self, setting: Setting, x: float) -> None:
        for line in setting.lines:
            self._y -= max(line.rise_em, 0.8) * setting.size * MM_PER_PT
            self._page.text(line, x, self._y, setting.size)
            self._y -= max(line.drop_em, 0.25) * setting.size * MM_PER_PT


def _fitted(text: str, weight: Weight, room_mm: float, size: float) -> Setting:
    room = room_mm / MM_PER_PT
    return fit((Piece(text, weight),), room, largest=size, floor=_LEAST_PT, least=_LEAST_PT)
