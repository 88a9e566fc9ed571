"""One label in ZPL II, written along the band: everything is turned a quarter to the right.

A wristband leaves the printer lengthwise, so "along the band" is the printer's y and "up across the
band" is its x. Text goes out as hexadecimal where ZPL would read a command into it.
"""

import math

from PIL import Image

from printing.barcode import Symbol, Symbology
from printing.lettering import Line
from printing.raster import rasterise

DOTS_PER_MM = {203: 8.0, 300: 11.8, 600: 23.6}
"""What print heads sold under these names have."""
_PT_PER_MM = 72 / 25.4
_FIRST_BEYOND_LATIN = 0x180
"""Latin with its European accents is in every ZPL printer; the rest is sent as dots."""


def module_dots(least_mm: float, dpi: int) -> int:
    """Whole dots for a module of at least that size; a twentieth of a dot is forgiven."""
    return math.ceil(least_mm * DOTS_PER_MM[dpi] - 0.05)


def escaped(text: str) -> str:
    """Field data for after `^FH_`: no character of it can be read as a command."""
    return "".join(f"_{ord(c):02X}" if c in "^~\\_" else c for c in text)


class ZplLabel:
    """One label of a size in millimetres; x runs along the band, y across it and upwards."""

    def __init__(self, length_mm: float, width_mm: float, dpi: int) -> None:
        self._scale = DOTS_PER_MM[dpi]
        size = f"^PW{self._dots(width_mm)}^LL{self._dots(length_mm)}"
        # ^CI28: UTF-8. ^LH, ^LT and ^LS: from the very corner, whatever was set before.
        self._lines = [f"^XA^CI28^LH0,0^LT0^LS0{size}"]

    def text(self, line: Line, x_mm: float, baseline_mm: float, size_pt: float) -> None:
        """Put a set line with its left end at x."""
        em = size_pt / _PT_PER_MM * self._scale
        if line.plain_text and all(ord(c) < _FIRST_BEYOND_LATIN for c in line.text):
            place = f"^FT{self._dots(baseline_mm)},{self._dots(x_mm)}"
            self._lines.append(f"{place}^A0R,{round(em)},0^FH_^FD{escaped(line.text)}^FS")
            return
        picture, drop = rasterise(line, em)
        across = self._dots(baseline_mm) - drop
        self._lines.append(f"^FO{max(across, 0)},{self._dots(x_mm)}{_graphic(picture)}^FS")

    def symbol(
        self, symbol: Symbol, x_mm: float, y_mm: float, module_mm: float, row_mm: float
    ) -> None:
        """Put a barcode with its lower left corner at (x, y); the printer encodes it itself."""
        place = f"^FO{self._dots(y_mm)},{self._dots(x_mm)}"
        self._lines.append(place + _code(symbol, self._dots(module_mm), self._dots(row_mm)))

    def frame(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> None:
        """Put an empty frame."""
        size = f"{self._dots(height_mm)},{self._dots(width_mm)},{self._dots(0.35)}"
        self._lines.append(f"^FO{self._dots(y_mm)},{self._dots(x_mm)}^GB{size}^FS")

    def zpl(self) -> bytes:
        """The whole label, to be printed once."""
        return "\n".join([*self._lines, "^PQ1^XZ", ""]).encode("utf-8")

    def _dots(self, length_mm: float) -> int:
        return round(length_mm * self._scale)


def _code(symbol: Symbol, dots: int, height: int) -> str:
    match symbol.symbology:
        case Symbology.DATA_MATRIX:
            return f"^BXR,{dots},200,,,,,1^FD{symbol.content}^FS"
        case Symbology.GS1_DATA_MATRIX:
            # _1 is FNC1 under ^BX's own escape; ^FH would take it for a hexadecimal code.
            return f"^BXR,{dots},200,,,,_,1^FD_1{symbol.content}^FS"
        case Symbology.CODE_128:
            return f"^BY{dots}^BCR,{height},N,N,N,A^FD{symbol.content}^FS"
        case Symbology.QR:
            # ^BQ cannot be turned and moves what it draws, so the code goes as dots.
            return f"{_graphic(_dotted(symbol, dots))}^FS"


def _dotted(symbol: Symbol, dots: int) -> Image.Image:
    picture = Image.new("1", (symbol.columns * dots, len(symbol.modules) * dots), 0)
    for row, column, length in symbol.bars():
        left, top = column * dots, row * dots
        picture.paste(1, (left, top, left + length * dots, top + dots))
    return picture


def _graphic(picture: Image.Image) -> str:
    turned = picture.transpose(Image.Transpose.ROTATE_270)
    row_bytes = (turned.width + 7) // 8
    total = row_bytes * turned.height
    return f"^GFA,{total},{total},{row_bytes},{turned.tobytes().hex().upper()}"
