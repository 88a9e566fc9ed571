"""The mark of a reading: its shape says how far from normal it is, its colour says it again."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.vitals.rows import Tone
from views.theme import Theme

GRAVE = 3
"""What one sign scores at most."""


def tone_of_points(points: int) -> Tone:
    """How grave a reading is that scores so much."""
    if points >= GRAVE:
        return "danger"
    return "attention" if points else "success"


def draw_mark(painter: QPainter, place: QPointF, half: float, points: int) -> None:
    """A dot for what is normal, a triangle for 1 and 2, a square for 3."""
    theme = Theme.current()
    colour = theme.colour(tone_of_points(points) if points else "accent")
    painter.setPen(QPen(theme.colour("surface"), theme.tokens.size.line))
    painter.setBrush(colour)
    if points >= GRAVE:
        painter.drawRect(QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half))
    elif points:
        up, across = QPointF(0, half * 1.2), QPointF(half * 1.2, half * 0.9)
        corners = (
            place - up,
            place + across,
            QPointF(place.x() - across.x(), (place + across).y()),
        )
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawEllipse(place, half * 0.9, half * 0.9)
