"""Set lines as black dots, for label printers whose own fonts lack the script."""

from PIL import Image, ImageChops, ImageDraw

from printing.faces import Face, ShapedGlyph, Stroke, outline
from printing.lettering import Line

_FINER = 3
"""Dots are decided on a grid this many times finer, then by majority."""
_CURVE_STEPS = 8

Point = tuple[float, float]


def rasterise(line: Line, em_dots: float) -> tuple[Image.Image, int]:
    """A line as a one-bit picture (black is 1) and how many dots of it hang under the baseline."""
    scale = em_dots * _FINER
    drop = int(line.drop_em * em_dots) + 2
    width = (int(line.width_em * em_dots) + 3) * _FINER
    height = (int(line.rise_em * em_dots) + 2 + drop) * _FINER
    canvas = Image.new("L", (width, height), 0)
    baseline = height - drop * _FINER
    x = float(_FINER)
    for run in line.runs:
        for glyph in run.glyphs:
            _draw(canvas, run.face, glyph, (x, baseline), scale)
            x += glyph.advance * scale
    dots = canvas.resize((width // _FINER, height // _FINER), Image.Resampling.BOX)
    return dots.point([0] * 128 + [255] * 128).convert("1"), drop


def _draw(canvas: Image.Image, face: Face, glyph: ShapedGlyph, at: Point, scale: float) -> None:
    left, baseline = at[0] + glyph.right * scale, at[1] - glyph.up * scale
    contours = [
        [(left + x * scale, baseline - y * scale) for x, y in contour]
        for contour in _contours(outline(face, glyph.number))
    ]
    if not contours:
        return
    xs = [x for contour in contours for x, _ in contour]
    ys = [y for contour in contours for _, y in contour]
    corner = int(min(xs)) - 1, int(min(ys)) - 1
    size = int(max(xs)) + 2 - corner[0], int(max(ys)) + 2 - corner[1]
    turns = {True: Image.new("L", size, 0), False: Image.new("L", size, 0)}
    for contour in contours:
        mask = Image.new("L", size, 0)
        shifted = [(x - corner[0], y - corner[1]) for x, y in contour]
        ImageDraw.Draw(mask).polygon(shifted, fill=1)
        clockwise = _area(contour) > 0
        turns[clockwise] = ImageChops.add(turns[clockwise], mask)
    # The non-zero rule: ink is where turns to the left and to the right do not cancel.
    ink = ImageChops.difference(turns[True], turns[False]).point([0] + [255] * 255)
    canvas.paste(255, corner, ink)


def _contours(strokes: tuple[Stroke, ...]) -> list[list[Point]]:
    contours: list[list[Point]] = []
    for kind, values in strokes:
        match kind:
            case "move":
                contours.append([(values[0], values[1])])
            case "line":
                contours[-1].append((values[0], values[1]))
            case "curve":
                contours[-1].extend(_curve(contours[-1][-1], values))
            case "close":
                pass  # polygons close by themselves
    return [contour for contour in contours if len(contour) > 2]


def _curve(start: Point, values: tuple[float, ...]) -> list[Point]:
    points = [start, *zip(values[::2], values[1::2], strict=True)]
    found = []
    for step in range(1, _CURVE_STEPS + 1):
        t = step / _CURVE_STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        found.append(
            (
                sum(w * x for w, (x, _) in zip(weights, points, strict=True)),
                sum(w * y for w, (_, y) in zip(weights, points, strict=True)),
            )
        )
    return found


def _area(contour: list[Point]) -> float:
    following = [*contour[1:], contour[0]]
    return sum(x * b - a * y for (x, y), (a, b) in zip(contour, following, strict=True))
