"""Pictures of what was printed, as a scanner sees them."""

import zxingcpp
from PIL import Image
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it ships no type marker

from printing.barcode import Symbol


def picture_of(symbol: Symbol, dots: int = 4) -> Image.Image:
    quiet = symbol.quiet_modules * dots
    rows = len(symbol.modules) if len(symbol.modules) > 1 else 20
    picture = Image.new("L", (symbol.columns * dots + 2 * quiet, rows * dots + 2 * quiet), 255)
    for row in range(rows):
        modules = symbol.modules[row % len(symbol.modules)]
        for column, dark in enumerate(modules):
            if dark:
                place = (quiet + column * dots, quiet + row * dots)
                picture.paste(0, (*place, place[0] + dots, place[1] + dots))
    return picture


def page_at(pdf: bytes, dpi: int) -> Image.Image:
    """The only page of a document as a printer of that resolution gets it."""
    document = PdfDocument(pdf)
    try:
        assert len(document) == 1
        picture: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("L")
        return picture
    finally:
        document.close()


def scans_of(picture: Image.Image) -> list[zxingcpp.Barcode]:
    found: list[zxingcpp.Barcode] = list(zxingcpp.read_barcodes(picture))
    return found
