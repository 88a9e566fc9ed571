"""The signed codes of a paper: QR codes of at most 50 mm, numbered, with words how to scan them."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.vocabulary import N_
from printing.barcode import BarcodeError, Symbol, qr_code
from printing.lettering import Line, Piece, set_line
from printing.page import Page
from resources.fonts import Weight

MOST_MM = 50.0
"""The widest that a code may be, its quiet zone included."""
LEAST_MODULE_MM = 0.33
"""What a handheld scanner reads from office paper."""
BEST_MODULE_MM = 0.5
"""Larger modules than these only take room."""
CAPTION_PT = 8.0
_CAPTION_MM = 4.5
_BASELINE_MM = 1.4
_GAP_MM = 4.0
_MM_PER_PT = 25.4 / 72

ALONE = N_("Scan this code")
ONE_OF_TWO = N_("{number} of {count} · scan both")
ONE_OF_MANY = N_("{number} of {count} · scan all")


@dataclass(frozen=True, slots=True)
class SignedCode:
    """One code ready to be drawn; `side_mm` includes the quiet zone."""

    symbol: Symbol
    module_mm: float
    caption: str

    @property
    def side_mm(self) -> float:
        """The width and height of the code with its quiet zone."""
        return self.module_mm * (self.symbol.columns + 2 * self.symbol.quiet_modules)


def signed_codes(parts: Sequence[str]) -> tuple[SignedCode, ...]:
    """The codes of a paper, from the texts of `models.paper_link.encode_parts`.

    Raises:
        BarcodeError: a text does not fit a code of 50 mm.
    """
    return tuple(_code(text, number, len(parts)) for number, text in enumerate(parts, start=1))


def width_mm(codes: Sequence[SignedCode]) -> float:
    """How wide the codes are beside each other."""
    return sum(code.side_mm for code in codes) + _GAP_MM * max(len(codes) - 1, 0)


def height_mm(codes: Sequence[SignedCode]) -> float:
    """How high they are with their captions."""
    return max((code.side_mm for code in codes), default=0.0) + _CAPTION_MM


def draw_codes(page: Page, codes: Sequence[SignedCode], x_mm: float, top_mm: float) -> None:
    """Draw the codes in a row, their upper left corner at (x, top), each caption below its code."""
    bottom = top_mm - height_mm(codes) + _CAPTION_MM
    for code in codes:
        quiet = code.symbol.quiet_modules * code.module_mm
        page.symbol(code.symbol, x_mm + quiet, bottom + quiet, code.module_mm, code.module_mm)
        line = caption_line(code)
        middle = (code.side_mm - line.width(CAPTION_PT) * _MM_PER_PT) / 2
        page.text(line, x_mm + middle, bottom - _CAPTION_MM + _BASELINE_MM, CAPTION_PT)
        x_mm += code.side_mm + _GAP_MM


def caption_line(code: SignedCode) -> Line:
    """The words below a code, set."""
    return set_line((Piece(code.caption, Weight.MEDIUM),))


def _code(text: str, number: int, count: int) -> SignedCode:
    symbol = qr_code(text)
    module = min(BEST_MODULE_MM, MOST_MM / (symbol.columns + 2 * symbol.quiet_modules))
    if module < LEAST_MODULE_MM:
        raise BarcodeError(f"A code of {len(text)} characters is too dense for {MOST_MM:g} mm.")
    words = {1: ALONE, 2: ONE_OF_TWO}.get(count, ONE_OF_MANY)
    return SignedCode(symbol, module, words.format(number=number, count=count))
