"""The trend of the vital signs, drawn: the normal band, the zones of the score, every reading.

Whoever cannot see it has the same in the list; its accessible words say the newest readings.
"""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.vitals.trend import Lane, Trend
from views.theme import Theme
from views.vitals.marks import draw_mark, tone_of_points
from views.vitals.trend_plot import Plot, Room
from views.words import joined, said

LEFT, CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignCenter
TOP, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
MIDDLE = Qt.AlignmentFlag.AlignVCenter
HIGH = Qt.AlignmentFlag.AlignHCenter | TOP


def _colour(name: str) -> QColor:
    return Theme.current().colour(name)


class TrendChart(QWidget):
    """Shows one `Trend`. Time runs from the left, whichever way the words run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Trend of the vital signs"))
        self._trend = Trend((), (), (), "")
        Theme.current().changed.connect(self.update)

    def show_trend(self, trend: Trend) -> None:
        """Draw this."""
        self._trend = trend
        newest = (f"{said(lane.title)} {lane.latest}" for lane in trend.lanes if lane.latest)
        self.setAccessibleDescription(joined((trend.span, *newest)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw scores, lanes and times from the top down."""
        lanes = self._trend.lanes
        if not lanes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = Plot(QSizeF(self.size()), len(lanes))
        self._draw_scores(painter, plot)
        for number, lane in enumerate(lanes):
            _draw_lane(painter, plot, plot.lane(number), lane)
        self._draw_ticks(painter, plot)
        painter.end()

    def _draw_scores(self, painter: QPainter, plot: Plot) -> None:
        painter.setFont(plot.bold)
        painter.setPen(_colour("text"))
        painter.drawText(plot.beside(plot.head), LEFT | MIDDLE, self.tr("NEWS2"))
        painter.setFont(plot.small)
        room = Room()
        for mark in reversed(self._trend.scores):
            x, width = plot.x(mark.across), plot.width_of(mark.figure)
            if not room.takes(x, width + plot.gap):
                continue
            chip = QRectF(x - width / 2, plot.gap / 2, width, plot.head.height() - plot.gap)
            painter.setPen(QPen(_colour(mark.tone), Theme.current().tokens.size.line))
            painter.setBrush(_colour(f"{mark.tone}_surface"))
            painter.drawRoundedRect(chip, plot.gap, plot.gap)
            painter.drawText(chip, CENTRE, mark.figure)

    def _draw_ticks(self, painter: QPainter, plot: Plot) -> None:
        painter.setFont(plot.small)
        painter.setPen(_colour("muted"))
        for box, words in plot.ticks(self._trend.ticks):
            painter.drawText(box, HIGH, words)


def _draw_lane(painter: QPainter, plot: Plot, box: QRectF, lane: Lane) -> None:
    for zone in lane.zones:
        top, bottom = (box.bottom() - up * box.height() for up in (zone.top, zone.bottom))
        band = QRectF(box.left(), top, box.width(), bottom - top)
        painter.fillRect(band, _colour(f"{tone_of_points(zone.points)}_surface"))
    title = plot.beside(box)
    upper = QRectF(title.left(), title.top(), title.width(), title.height() / 2)
    painter.setFont(plot.bold)
    painter.setPen(_colour("text"))
    painter.drawText(upper, LEFT | BOTTOM, said(lane.title))
    painter.setFont(plot.small)
    painter.setPen(_colour("muted"))
    painter.drawText(upper.translated(0, upper.height()), LEFT | TOP, said(lane.caption))
    painter.setFont(plot.big)
    grave = tone_of_points(lane.latest_points) if lane.latest_points else "text"
    painter.setPen(_colour(grave))
    painter.drawText(plot.behind(box), LEFT | MIDDLE, lane.latest)
    _draw_readings(painter, plot, box, lane)


def _draw_readings(painter: QPainter, plot: Plot, box: QRectF, lane: Lane) -> None:
    places = [
        QPointF(plot.x(each.across), box.bottom() - each.up * box.height()) for each in lane.points
    ]
    painter.setPen(QPen(_colour("accent"), plot.line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(places)
    for place, each in zip(places, lane.points, strict=True):
        draw_mark(painter, place, plot.mark, each.points)
    painter.setFont(plot.small)
    painter.setPen(_colour("text"))
    room, height = Room(), plot.metrics.height()
    for place, each in reversed(list(zip(places, lane.points, strict=True))):
        width = plot.width_of(each.text)
        if room.takes(place.x(), width):
            above = place.y() - plot.mark - height
            below = place.y() + plot.mark
            top = above if above >= box.top() - plot.gap else below
            painter.drawText(QRectF(place.x() - width / 2, top, width, height), CENTRE, each.text)
