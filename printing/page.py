"""A PDF page in millimetres: lines of text, bars of barcodes, frames; y runs upwards."""

from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from printing.barcode import Symbol
from printing.faces import outline
from printing.lettering import Line, Run

POINTS_PER_MM = mm
_INVISIBLE: Final = 3


class Page:
    """One sheet of one document; black on white."""

    def __init__(self, width_mm: float, height_mm: float, title: str) -> None:
        self._bytes = BytesIO()
        self._canvas = Canvas(
            self._bytes, pagesize=(width_mm * mm, height_mm * mm), invariant=1, pageCompression=1
        )
        self._canvas.setTitle(title)
        self._canvas.setProducer("Almoner")

    def text(self, line: Line, x_mm: float, baseline_mm: float, size_pt: float) -> None:
        """Draw a set line with its left end at x."""
        at, y = x_mm * mm, baseline_mm * mm
        for run in line.runs:
            if run.plain:
                self._canvas.setFont(run.face.name, size_pt)
                self._canvas.drawString(at, y, run.text)
            else:
                self._outlined(run, at, y, size_pt)
            at += run.width_em * size_pt

    def symbol(
        self, symbol: Symbol, x_mm: float, y_mm: float, module_mm: float, row_mm: float
    ) -> None:
        """Draw a barcode with its lower left corner at (x, y); quiet zone is the caller's."""
        top = y_mm + row_mm * len(symbol.modules)
        path = self._canvas.beginPath()
        for row, column, length in symbol.bars():
            path.rect(
                (x_mm + column * module_mm) * mm,
                (top - (row + 1) * row_mm) * mm,
                length * module_mm * mm,
                row_mm * mm,
            )
        self._canvas.drawPath(path, stroke=0, fill=1)

    def frame(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> None:
        """Draw an empty frame 0.35 mm thick."""
        self._canvas.setLineWidth(0.35 * mm)
        self._canvas.rect(x_mm * mm, y_mm * mm, width_mm * mm, height_mm * mm)

    def turn(self) -> None:
        """Go on with another sheet of the same size."""
        self._canvas.showPage()

    def rule(self, x_mm: float, y_mm: float, width_mm: float) -> None:
        """Draw a level line 0.2 mm thick from x to the right."""
        self._canvas.setLineWidth(0.2 * mm)
        self._canvas.line(x_mm * mm, y_mm * mm, (x_mm + width_mm) * mm, y_mm * mm)

    def pdf(self) -> bytes:
        """Close the sheet and give the document."""
        self._canvas.showPage()
        self._canvas.save()
        return self._bytes.getvalue()

    def _outlined(self, run: Run, x: float, y: float, size: float) -> None:
        # Joined letters are drawn as shapes; the same text lies invisibly over them, so that the
        # document can still be searched and read aloud: in drawing order, as readers expect it.
        drawn = run.text[::-1] if run.right_to_left else run.text
        self._canvas.setFont(run.face.name, size)
        self._canvas.drawString(x, y, drawn, mode=_INVISIBLE)
        path = self._canvas.beginPath()
        for glyph in run.glyphs:
            left, base = x + glyph.right * size, y + glyph.up * size
            for kind, values in outline(run.face, glyph.number):
                shift = (left, base) * 3
                points = [v * size + s for v, s in zip(values, shift, strict=False)]
                if kind == "move":
                    path.moveTo(*points)
                elif kind == "line":
                    path.lineTo(*points)
                elif kind == "curve":
                    path.curveTo(*points)
                else:
                    path.close()
            x += glyph.advance * size
        self._canvas.drawPath(path, stroke=0, fill=1, fillMode=1)
