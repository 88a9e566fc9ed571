"""Lines of text on a page from the top down: left, right, fitted, with rules between them."""

from printing.lettering import Line, Piece, fit, set_line
from printing.page import Page
from resources.fonts import Weight

MM_PER_PT = 25.4 / 72
LEADING = 1.45
"""Distance of two lines of one text, in sizes."""


class Writer:
    """Writes down a page; `y_mm` is the baseline of the next line, measured from below."""

    def __init__(self, page: Page, *, left_mm: float, right_mm: float, top_mm: float) -> None:
        self.page, self.left_mm, self.right_mm, self.y_mm = page, left_mm, right_mm, top_mm

    @property
    def width_mm(self) -> float:
        """From the left edge to the right one."""
        return self.right_mm - self.left_mm

    def down(self, by_mm: float) -> None:
        """Leave room."""
        self.y_mm -= by_mm

    def left(self, text: str, size: float, weight: Weight = Weight.REGULAR) -> None:
        """Write at the left edge, on as many as two lines where it is long, and go on below."""
        for line, fitted in fitted_lines(text, self.width_mm, size, weight):
            self.page.text(line, self.left_mm, self.y_mm, fitted)
            self.down(size * LEADING * MM_PER_PT)

    def pair(self, words: str, amount: str, size: float, weight: Weight = Weight.REGULAR) -> None:
        """Words on the left and a figure on the right of one line, and go on below."""
        figure = set_line((Piece(amount, weight),))
        room = self.width_mm - figure.width(size) * MM_PER_PT - 2
        at = self.y_mm
        for line, fitted in fitted_lines(words, room, size, weight):
            self.page.text(line, self.left_mm, at, fitted)
            at -= size * LEADING * MM_PER_PT
        self.right(amount, size, weight)
        self.y_mm = min(at, self.y_mm - size * LEADING * MM_PER_PT)

    def right(
        self,
        text: str,
        size: float,
        weight: Weight = Weight.REGULAR,
        *,
        edge_mm: float | None = None,
    ) -> None:
        """Write on this line, ending at the right edge."""
        line = set_line((Piece(text, weight),))
        edge = self.right_mm if edge_mm is None else edge_mm
        self.page.text(line, edge - line.width(size) * MM_PER_PT, self.y_mm, size)

    def middle(self, text: str, size: float, weight: Weight = Weight.REGULAR) -> None:
        """Write in the middle, on as many as two lines, and go on below."""
        for line, fitted in fitted_lines(text, self.width_mm, size, weight):
            x = (self.left_mm + self.right_mm - line.width(fitted) * MM_PER_PT) / 2
            self.page.text(line, x, self.y_mm, fitted)
            self.down(size * LEADING * MM_PER_PT)

    def rule(self) -> None:
        """Draw a line across and leave room below it."""
        self.page.rule(self.left_mm, self.y_mm + 1, self.width_mm)
        self.down(3.6)


def fitted_lines(
    text: str, width_mm: float, size: float, weight: Weight = Weight.REGULAR
) -> list[tuple[Line, float]]:
    """The text on one line or two, none cut short, each with its size.

    Raises:
        LetteringError: it does not fit two lines at half the size, or a letter cannot be printed.
    """
    if not text:
        return []
    room = width_mm / MM_PER_PT
    setting = fit((Piece(text, weight),), room, largest=size, floor=size * 0.85, least=size / 2)
    return [(line, setting.size) for line in setting.lines]
