"""Every window is usable on 1366 × 768 with a task bar, in every language."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from tests.views.samples import PATIENTS
from tests.views.windows import WINDOWS


@pytest.mark.parametrize("name", WINDOWS)
def test_the_smallest_screen_is_enough(
    name: str, language: str, shown: Callable[[str], QWidget]
) -> None:
    window = shown(name)
    layout = window.layout()
    assert layout is not None
    needed = max(layout.minimumHeightForWidth(window.width()), window.minimumSizeHint().height())
    assert window.minimumSizeHint().width() <= 1366
    assert needed <= 768 - 60, "a task bar needs room too"


@pytest.mark.parametrize("name", WINDOWS)
def test_every_button_can_be_reached_on_the_smallest_screen(
    name: str, shown: Callable[[str], QWidget]
) -> None:
    window = shown(name)
    window.resize(min(window.width(), 1366), min(window.height(), 768 - 60))
    QCoreApplication.processEvents()
    outside = [
        each.accessibleName()
        for each in window.findChildren(QAbstractButton)
        if each.isVisible() and not is_reached(each, window)
    ]
    assert outside == []


def is_reached(control: QWidget, window: QWidget) -> bool:
    """Whether it is on the screen whole, or in an area that scrolls to it."""
    around = control.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    place = QRect(control.mapTo(window, QPoint(0, 0)), control.size())
    return around is not None or window.rect().contains(place)


def test_the_registration_needs_no_scrolling_on_the_smallest_screen(
    shown: Callable[[str], QWidget],
) -> None:
    window: Any = shown("reception")
    window.resize(1366, 768)
    QCoreApplication.processEvents()
    (area,) = window.pages.currentWidget().register.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    assert area.horizontalScrollBar().maximum() == 0
    (hint,) = (e for e in window.findChildren(QLabel) if e.text().startswith("3/4/84"))
    assert hint.height() < 2 * hint.fontMetrics().height(), "the hint stands on one line"


def test_no_name_of_a_patient_is_cut_short(shown: Callable[[str], QWidget]) -> None:
    window: Any = shown("reception")
    window.resize(1366, 768)
    QCoreApplication.processEvents()
    QCoreApplication.processEvents()
    grid = window.pages.currentWidget().table.grid
    metrics, lines = grid.fontMetrics(), []
    for number, row in enumerate(PATIENTS):
        lines.append(-(-metrics.horizontalAdvance(row.name) // (grid.columnWidth(0) - 22)))
        assert grid.rowHeight(number) >= lines[-1] * metrics.height()
    assert max(lines) == 2, "one of them needs two lines"
    assert grid.rowHeight(lines.index(1)) < grid.rowHeight(lines.index(2))
