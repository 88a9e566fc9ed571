"""The wristband: as PDF for any printer with a driver, as ZPL for a band printer."""

from dataclasses import dataclass, field
from typing import Protocol

from models.vocabulary import N_
from printing.band_stock import BandStock
from printing.barcode import Symbol
from printing.document import Document
from printing.documents.wristband_content import BandCode, WristbandData
from printing.documents.wristband_layout import BandLayout, lay_out
from printing.lettering import Line
from printing.page import Page
from printing.printers import PDF, ZPL, PrinterProfile
from printing.zpl import DOTS_PER_MM, ZplLabel, module_dots

KEY = "wristband"
TITLE = N_("Wristband")


@dataclass(frozen=True, slots=True)
class Wristband:
    """The wristband as PDF on one stock, with one site's kind of code."""

    stock: BandStock
    code: BandCode = field(default_factory=BandCode)
    key: str = field(default=KEY, init=False)
    title: str = field(default=TITLE, init=False)
    content_type: str = field(default=PDF, init=False)

    def render(self, data: WristbandData) -> bytes:
        """One page of the size of the band.

        Raises:
            LetteringError: a name cannot be set on this stock.
            BarcodeError: the code cannot be made.
        """
        layout = lay_out(data, self.stock, self.code, module_mm=self.stock.module_mm)
        page = Page(self.stock.length_mm, self.stock.width_mm, self.title)
        _draw(layout, page)
        return page.pdf()


@dataclass(frozen=True, slots=True)
class ZplWristband:
    """The same wristband in ZPL, its modules whole dots of the print head (203, 300 or 600 dpi)."""

    stock: BandStock
    dpi: int
    code: BandCode = field(default_factory=BandCode)
    key: str = field(default=KEY, init=False)
    title: str = field(default=TITLE, init=False)
    content_type: str = field(default=ZPL, init=False)

    def render(self, data: WristbandData) -> bytes:
        """One label.

        Raises:
            LetteringError: a name cannot be set on this stock.
            BarcodeError: the code cannot be made.
        """
        module_mm = module_dots(self.stock.module_mm, self.dpi) / DOTS_PER_MM[self.dpi]
        layout = lay_out(data, self.stock, self.code, module_mm=module_mm)
        label = ZplLabel(self.stock.length_mm, self.stock.width_mm, self.dpi)
        _draw(layout, label)
        return label.zpl()


def wristband_for(printer: PrinterProfile, code: BandCode) -> Document[WristbandData]:
    """The wristband in the language and on the stock of a printer."""
    if printer.content_type == ZPL:
        return ZplWristband(printer.stock, printer.dpi, code)
    return Wristband(printer.stock, code)


class _Surface(Protocol):
    def text(self, line: Line, x_mm: float, baseline_mm: float, size_pt: float) -> None: ...

    def symbol(
        self, symbol: Symbol, x_mm: float, y_mm: float, module_mm: float, row_mm: float
    ) -> None: ...

    def frame(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> None: ...


def _draw(layout: BandLayout, surface: _Surface) -> None:
    for placed in layout.codes:
        surface.symbol(layout.symbol, placed.x_mm, placed.y_mm, layout.module_mm, layout.row_mm)
    for text in layout.texts:
        surface.text(text.line, text.x_mm, text.baseline_mm, text.size_pt)
    for frame in layout.frames:
        surface.frame(frame.x_mm, frame.y_mm, frame.width_mm, frame.height_mm)
