"""Where everything stands on a wristband, in millimetres; PDF and ZPL draw the same places.

From the left: code, identifiers, code, then apart from them hospital, time of printing and COPY,
and on long bands the code once more. However the band turns on the wrist, one code is in sight,
and a scratch through one of them loses nothing.
"""

from dataclasses import dataclass, replace

from printing.band_stock import BandStock
from printing.barcode import Symbol, Symbology
from printing.documents.wristband_content import (
    NOT_KNOWN,
    BandCode,
    WristbandData,
    born_text,
    name_pieces,
    printed_text,
)
from printing.lettering import LetteringError, Line, Piece, fit, set_line
from resources.fonts import Weight

_MM_PER_PT = 25.4 / 72
_CAP_HEIGHT = 0.727
"""Height of Inter's capitals in em."""
_EDGE_MM = 2.5
_GAP_MM = 4.0
_LINEAR_HEIGHT_MM = 13.0
_LABEL = Weight.REGULAR
_LABEL_SCALE = 0.75
_AFTER_LABEL_EM = 0.3
_AFTER_VALUE_EM = 1.1
_ROW_GAP_MM = 3.4
_ROW_GAP_LEAST_MM = 0.7
_SERVICE_PT = 7.0
_SERVICE_WIDTH_MM = 34.0
_COPY_PT = 12.0
_FLOOR = 0.6
"""A name shrinks to this part of its size before it takes a second line."""
_LEAST_PT = 6.0
_IDENTIFIERS_LEAST_MM = 55.0
_IDENTIFIERS_AMPLE_MM = 110.0
"""With so much left for the identifiers, the band takes a third code."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A line with its left end and baseline."""

    line: Line
    x_mm: float
    baseline_mm: float
    size_pt: float


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """The code with its lower left corner; its quiet zone is kept empty round it."""

    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    """An empty frame."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class BandLayout:
    """One band, ready to be drawn; `row_mm` is the height of one row of modules."""

    stock: BandStock
    symbol: Symbol
    module_mm: float
    row_mm: float
    codes: tuple[PlacedCode, ...]
    texts: tuple[PlacedText, ...]
    frames: tuple[PlacedFrame, ...]


def lay_out(
    data: WristbandData, stock: BandStock, code: BandCode, *, module_mm: float
) -> BandLayout:
    """Place one band.

    Raises:
        LetteringError: the name or the codes do not fit this stock, or a letter cannot be printed.
        BarcodeError: the code cannot be made.
    """
    symbol = code.symbol(data)
    linear = symbol.symbology is Symbology.CODE_128
    row_mm = _LINEAR_HEIGHT_MM if linear else module_mm
    code_width = symbol.columns * module_mm
    quiet = symbol.quiet_modules * module_mm
    gap = max(_GAP_MM, quiet)
    code_y = (stock.width_mm - row_mm * len(symbol.modules)) / 2

    copies, free = _room(stock, code_width, quiet, gap)
    first_x = stock.lead_mm + quiet
    identifiers_x = first_x + code_width + gap
    second_x = identifiers_x + free + gap
    service_x = second_x + code_width + gap
    third_x = service_x + _SERVICE_WIDTH_MM + gap
    texts = _identifiers(data, stock, identifiers_x, free)
    service, frames = _service(data, stock, service_x)
    return BandLayout(
        stock,
        symbol,
        module_mm,
        row_mm,
        tuple(PlacedCode(x, code_y) for x in (first_x, second_x, third_x)[:copies]),
        (*texts, *service),
        frames,
    )


def _room(stock: BandStock, code_width: float, quiet: float, gap: float) -> tuple[int, float]:
    """How many codes to print, and the length they leave for the identifiers."""
    for copies, enough, after in ((3, _IDENTIFIERS_AMPLE_MM, quiet), (2, _IDENTIFIERS_LEAST_MM, 0)):
        taken = quiet + copies * code_width + (copies + 1) * gap + _SERVICE_WIDTH_MM + after
        if stock.printable_mm - taken >= enough:
            return copies, stock.printable_mm - taken
    raise LetteringError(
        f"The {stock.key} band is too short for this code twice. Use a longer band."
    )


def _identifiers(
    data: WristbandData, stock: BandStock, x: float, width: float
) -> tuple[PlacedText, ...]:
    name = fit(
        name_pieces(data),
        width / _MM_PER_PT,
        largest=stock.name_pt,
        floor=stock.name_pt * _FLOOR,
        least=_LEAST_PT,
    )
    rows = [[PlacedText(line, x, 0.0, name.size)] for line in name.lines]
    return _stacked([*rows, _details(data, stock, x, width)], stock)


def _stacked(rows: list[list[PlacedText]], stock: BandStock) -> tuple[PlacedText, ...]:
    """Rows from the top, by the height of their ink, so that no script runs into the next row."""
    rises = [max(_rise(text) for text in row) for row in rows]
    drops = [max(text.line.drop_em * text.size_pt * _MM_PER_PT for text in row) for row in rows]
    drops[-1] = 0.0
    room = stock.width_mm - 2 * _EDGE_MM - sum(rises) - sum(drops)
    between = min(room / len(rows), _ROW_GAP_MM)
    if between < _ROW_GAP_LEAST_MM:
        smaller = 0.95
        shrunk = [[replace(text, size_pt=text.size_pt * smaller) for text in row] for row in rows]
        return _stacked(shrunk, stock)
    top = (stock.width_mm + sum(rises) + sum(drops) + between * (len(rows) - 1)) / 2
    placed = []
    for row, rise, drop in zip(rows, rises, drops, strict=True):
        placed += [replace(text, baseline_mm=top - rise) for text in row]
        top -= rise + drop + between
    return tuple(placed)


def _rise(text: PlacedText) -> float:
    return max(text.line.rise_em, _CAP_HEIGHT) * text.size_pt * _MM_PER_PT


def _details(data: WristbandData, stock: BandStock, x: float, width: float) -> list[PlacedText]:
    """Date of birth and number in one row, each after its smaller label."""
    number = "Temporary no." if data.temporary_number else "MRN"
    words = (
        ("Born", _LABEL, _AFTER_LABEL_EM),
        (born_text(data), Weight.BOLD, _AFTER_VALUE_EM),
        (number, _LABEL, _AFTER_LABEL_EM),
        (data.mrn_grouped or NOT_KNOWN, Weight.BOLD, 0.0),
    )
    lines = [(set_line((Piece(text, weight),)), after) for text, weight, after in words]
    scales = [_LABEL_SCALE if weight is _LABEL else 1.0 for _, weight, _ in words]
    widths = [
        line.width_em * scale + after for (line, after), scale in zip(lines, scales, strict=True)
    ]
    size = min(stock.detail_pt, width / _MM_PER_PT / sum(widths))
    placed = []
    for (line, _), scale, taken in zip(lines, scales, widths, strict=True):
        placed.append(PlacedText(line, x, 0.0, size * scale))
        x += taken * size * _MM_PER_PT
    return placed


def _service(
    data: WristbandData, stock: BandStock, x: float
) -> tuple[tuple[PlacedText, ...], tuple[PlacedFrame, ...]]:
    width_pt = _SERVICE_WIDTH_MM / _MM_PER_PT
    hospital = fit(
        (Piece(data.hospital, Weight.MEDIUM),), width_pt, largest=_SERVICE_PT, floor=6, least=4
    )
    lines = [(line, hospital.size) for line in hospital.lines]
    lines.append((set_line((Piece(printed_text(data)),)), _SERVICE_PT))
    step = _SERVICE_PT * 1.35 * _MM_PER_PT
    copy_height = 7.0 if data.copy else 0.0
    baseline = (stock.width_mm + step * len(lines) + copy_height) / 2 - step * 0.75
    placed = []
    for line, size in lines:
        placed.append(PlacedText(line, x, baseline, size))
        baseline -= step
    if not data.copy:
        return tuple(placed), ()
    word = set_line((Piece("COPY", Weight.BOLD),))
    frame = PlacedFrame(x, baseline - 3.6, word.width(_COPY_PT) * _MM_PER_PT + 4, 5.8)
    placed.append(PlacedText(word, x + 2, baseline - 2.2, _COPY_PT))
    return tuple(placed), (frame,)
