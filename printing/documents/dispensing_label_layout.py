"""Where the lines of a dispensing label stand, in millimetres; PDF and ZPL draw the same places.

The medicine above, the directions large, the warnings below them; at the foot the person, the pack
and who supplied it. When there is much to say, all of it becomes smaller together.
"""

from dataclasses import dataclass

from printing.lettering import LetteringError, Line, Piece, set_line
from resources.fonts import Weight

LABEL_MM = (70.0, 35.0)
LARGEST_PT, LEAST_PT = 9.0, 5.0
_EDGE_MM = 2.0
_MM_PER_PT = 25.4 / 72
_LEADING = 1.22
_ASCENT = 0.95
_BETWEEN_MM = 0.7
_HEAD, _BOLD, _PLAIN, _FOOT = 1.05, 1.1, 0.85, 0.8
"""How large each kind of line is beside the size of the label."""
_STEP_PT = 0.25
_GAP_EM = 1.0

Pair = tuple[str, str]
"""What stands at the left and at the right end of a line."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its left end and baseline."""

    line: Line
    x_mm: float
    baseline_mm: float
    size_pt: float


@dataclass(frozen=True, slots=True)
class _Row:
    left: Line
    right: Line | None
    size_pt: float

    @property
    def height_mm(self) -> float:
        return self.size_pt * _LEADING * _MM_PER_PT


def lay_out(
    *, head: tuple[Pair, ...], body: tuple[tuple[str, bool], ...], foot: tuple[Pair, ...]
) -> tuple[Placed, ...]:
    """Set a label as large as it fits; of the body, what is True is bold.

    Raises:
        LetteringError: even at the least size it does not fit, or a letter cannot be printed.
    """
    size = LARGEST_PT
    while size >= LEAST_PT:
        blocks = _set(head, body, foot, size)
        between = _BETWEEN_MM * (len(blocks) - 1)
        tall = sum(row.height_mm for block in blocks for row in block) + between
        if tall <= LABEL_MM[1] - 2 * _EDGE_MM:
            return _place(blocks)
        size -= _STEP_PT
    raise LetteringError("There is too much to say for this label. Shorten the instructions.")


def _set(
    head: tuple[Pair, ...], body: tuple[tuple[str, bool], ...], foot: tuple[Pair, ...], size: float
) -> list[list[_Row]]:
    above = [row for pair in head for row in _pair(pair, size * _HEAD, Weight.BOLD)]
    middle = [
        _Row(line, None, size * (_BOLD if bold else _PLAIN))
        for text, bold in body
        for line in _wrapped(
            text, Weight.BOLD if bold else Weight.REGULAR, size * (_BOLD if bold else _PLAIN)
        )
    ]
    below = [row for pair in foot for row in _pair(pair, size * _FOOT, Weight.MEDIUM)]
    return [above, middle, below]


def _pair(pair: Pair, size: float, weight: Weight) -> list[_Row]:
    """Both ends on one line where they fit, else the right one below."""
    left, right = pair
    if not right:
        return [_Row(line, None, size) for line in _wrapped(left, weight, size)]
    ends = set_line((Piece(left, weight),)), set_line((Piece(right, weight),))
    if ends[0].width(size) + ends[1].width(size) + _GAP_EM * size <= _width_pt():
        return [_Row(ends[0], ends[1], size)]
    return [_Row(line, None, size) for text in pair for line in _wrapped(text, weight, size)]


def _wrapped(text: str, weight: Weight, size: float) -> list[Line]:
    """Lines of whole words; a word that is wider than the label is an error at this size."""
    lines: list[Line] = []
    taken: list[str] = []
    for word in text.split():
        wider = set_line((Piece(" ".join([*taken, word]), weight),))
        if taken and wider.width(size) > _width_pt():
            lines.append(set_line((Piece(" ".join(taken), weight),)))
            taken = []
        taken.append(word)
    if taken:
        lines.append(set_line((Piece(" ".join(taken), weight),)))
    return [part for line in lines for part in _broken(line, weight, size)]


def _broken(line: Line, weight: Weight, size: float) -> list[Line]:
    if line.width(size) <= _width_pt():
        return [line]
    middle = len(line.text) // 2
    halves = line.text[:middle] + "-", line.text[middle:]
    return [
        part for half in halves for part in _broken(set_line((Piece(half, weight),)), weight, size)
    ]


def _place(blocks: list[list[_Row]]) -> tuple[Placed, ...]:
    """The first two from the top, the last at the foot."""
    placed: list[Placed] = []
    foot_mm = sum(row.height_mm for row in blocks[-1])
    tops = [LABEL_MM[1] - _EDGE_MM, 0.0, _EDGE_MM + foot_mm]
    tops[1] = tops[0] - sum(row.height_mm for row in blocks[0]) - _BETWEEN_MM
    for block, start in zip(blocks, tops, strict=True):
        top = start
        for row in block:
            baseline = top - row.size_pt * _ASCENT * _MM_PER_PT
            placed.append(Placed(row.left, _EDGE_MM, baseline, row.size_pt))
            if row.right is not None:
                x = LABEL_MM[0] - _EDGE_MM - row.right.width(row.size_pt) * _MM_PER_PT
                placed.append(Placed(row.right, x, baseline, row.size_pt))
            top -= row.height_mm
    return tuple(placed)


def _width_pt() -> float:
    return (LABEL_MM[0] - 2 * _EDGE_MM) / _MM_PER_PT
