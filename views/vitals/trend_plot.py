"""The places of the trend chart in a widget of some size, and the letters it is drawn with."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from views.theme import Theme

WIDEST_READING = "888.8"


class Plot:
    """Titles at the left, lanes in the middle, the newest reading at the right."""

    def __init__(self, size: QSizeF, lanes: int) -> None:
        theme = Theme.current()
        tokens = theme.tokens
        self.gap, self.line = float(tokens.space.xs), float(tokens.size.focus)
        self.mark = tokens.space.xs + tokens.size.line
        self.small = _letters(theme.font(), tokens.type.caption, tokens.type.regular)
        self.bold = _letters(theme.font(), tokens.type.body, tokens.type.semibold)
        self.big = _letters(theme.figures(), tokens.type.title, tokens.type.bold)
        self.metrics = QFontMetricsF(self.small)
        line = self.metrics.height()
        self.left = float(tokens.size.rail)
        reading = QFontMetricsF(self.big).horizontalAdvance(WIDEST_READING)
        self.right = size.width() - reading - 3 * self.gap
        self.head = QRectF(0, 0, size.width(), line + 2 * self.gap)
        self.foot = QRectF(0, size.height() - 2 * line, size.width(), 2 * line)
        self._lanes = lanes

    def x(self, across: float) -> float:
        """Where a fraction of the time lies; marks at the ends stay inside."""
        inset = 2 * self.mark
        return self.left + inset + across * (self.right - self.left - 2 * inset)

    def lane(self, number: int) -> QRectF:
        """The box of one lane, from the title to the newest reading."""
        top, bottom = self.head.bottom() + self.gap, self.foot.top() - self.gap
        room = (bottom - top) / self._lanes
        return QRectF(self.left, top + number * room, self.right - self.left, room - 2 * self.gap)

    def beside(self, box: QRectF) -> QRectF:
        """Left of a lane, for its title."""
        return QRectF(0, box.top(), self.left - self.gap, box.height())

    def behind(self, box: QRectF) -> QRectF:
        """Right of a lane, for its newest reading."""
        left = self.right + 2 * self.gap
        return QRectF(left, box.top(), self.head.width() - left, box.height())

    def width_of(self, text: str) -> float:
        """What a small text takes, with room to its neighbour."""
        return self.metrics.horizontalAdvance(text) + 2 * self.gap

    def ticks(self, times: Sequence[tuple[float, str]]) -> list[tuple[QRectF, str]]:
        """Where the times stand, without those that would run into another one.

        A day stands below its time, so that it takes no room from the next. The newest stays
        always, then those that say the day, then the later ones.
        """
        newest = len(times) - 1
        order = sorted(range(len(times)), key=lambda n: (n != newest, -len(times[n][1]), -n))
        taken: list[tuple[QRectF, str]] = []
        for across, text in (times[n] for n in order):
            lines = text.split(" ")[::-1]
            width = max(map(self.width_of, lines))
            left = min(self.x(across) - width / 2, self.head.width() - width)
            box = QRectF(left, self.foot.top(), width, self.foot.height())
            if not any(box.intersects(other) for other, _ in taken):
                taken.append((box, "\n".join(lines)))
        return taken


class Room:
    """A line that is written on from its right end: what would run into the last has no room."""

    def __init__(self) -> None:
        self._until: float | None = None

    def takes(self, middle: float, width: float) -> bool:
        """Whether there is room around the middle; it is taken if so."""
        if self._until is not None and middle + width / 2 > self._until:
            return False
        self._until = middle - width / 2
        return True


def _letters(font: QFont, size: int, weight: int) -> QFont:
    made = QFont(font)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    return made
