"""The trend as it is drawn: every reading, in both themes, told apart by shape."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.vitals.rows import Sign
from app.vitals.trend import trend_of, zones_of
from tests.views.chart_samples import SETS
from views.theme import Theme
from views.vitals.marks import draw_mark
from views.vitals.trend_chart import TrendChart


def test_every_reading_is_drawn_in_both_themes(qtbot: QtBot, theme: Theme) -> None:
    chart = TrendChart()
    qtbot.addWidget(chart)
    chart.resize(620, 440)
    chart.show_trend(trend_of(SETS))
    pictures = []
    for name in ("light", "dark"):
        theme.choose(name)
        pictures.append(chart.grab().toImage())
        for tone in ("danger", "attention", "success"):
            assert has_colour(pictures[-1], theme.colour(f"{tone}_surface").name())
        assert has_colour(pictures[-1], theme.colour("danger").name())
    theme.choose("light")
    assert pictures[0] != pictures[1]


def has_colour(picture: QImage, name: str) -> bool:
    step = 2
    return any(
        picture.pixelColor(x, y).name() == name
        for x in range(0, picture.width(), step)
        for y in range(0, picture.height(), step)
    )


def test_the_marks_differ_in_shape_and_not_only_in_colour(theme: Theme) -> None:
    shapes = set()
    for points in (0, 1, 3):
        picture = QImage(20, 20, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        draw_mark(painter, QPointF(10, 10), 6, points)
        painter.end()
        white = picture.pixelColor(0, 0)
        inked = QRect(0, 0, 20, 20)
        shapes.add(
            frozenset(
                (x, y)
                for x in range(inked.width())
                for y in range(inked.height())
                if picture.pixelColor(x, y) != white
            )
        )
    assert len(shapes) == 3


def test_a_set_that_was_struck_out_is_not_drawn() -> None:
    struck = {each.taken_at for each in SETS if each.is_void}
    assert struck
    standing = [each for each in SETS if not each.is_void]
    assert trend_of(SETS) == trend_of(standing)
    assert len(trend_of(SETS).lanes[0].points) == len(standing)


def test_the_zones_of_a_lane_meet_and_fill_it() -> None:
    for sign in (Sign.RESPIRATION, Sign.SPO2, Sign.SYSTOLIC, Sign.PULSE, Sign.TEMPERATURE):
        zones = zones_of(sign)
        assert zones[0].bottom == 0
        assert zones[-1].top == 1
        assert all(low.top == high.bottom for low, high in pairwise(zones))
        assert 0 in {zone.points for zone in zones}
