"""Rows, columns and grids whose distances are tokens: no view writes a number of pixels."""

from typing import Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from views.theme import Theme

Step = Literal["none", "xs", "s", "m", "l", "xl", "xxl"]
BoxT = TypeVar("BoxT", bound=QBoxLayout)
LayoutT = TypeVar("LayoutT", bound=QLayout)
WidgetT = TypeVar("WidgetT", bound=QWidget)


def px(step: Step) -> int:
    """How many pixels a step of the spacing scale is."""
    return 0 if step == "none" else int(getattr(Theme.current().tokens.space, step))


def row(owner: QWidget | None = None, *, gap: Step = "s", inset: Step = "none") -> QHBoxLayout:
    """Children side by side."""
    return _spaced(QHBoxLayout(), owner, gap, inset)


def column(owner: QWidget | None = None, *, gap: Step = "s", inset: Step = "none") -> QVBoxLayout:
    """Children one below the other."""
    return _spaced(QVBoxLayout(), owner, gap, inset)


def grid(
    owner: QWidget | None = None, *, gap: Step = "l", down: Step = "s", inset: Step = "none"
) -> QGridLayout:
    """Children in rows and columns."""
    layout = QGridLayout()
    layout.setSpacing(px(gap))
    layout.setVerticalSpacing(px(down))
    return _place(layout, owner, inset)


def scrolled(inner: QWidget) -> QScrollArea:
    """What scrolls where the screen is too small for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def measured(inner: WidgetT, *, narrow: bool = False) -> WidgetT:
    """Keep a form or a card of facts as narrow as an eye follows; a list takes the rest."""
    size = Theme.current().tokens.size
    inner.setMaximumWidth(size.measure_narrow if narrow else size.measure)
    return inner


def is_wide(page: QWidget) -> bool:
    """Whether a page has room for a form and, beside it, for what helps to fill it in."""
    size = Theme.current().tokens.size
    return page.width() >= size.measure + size.measure_narrow


def shrinking(table: QWidget, rows: int) -> None:
    """Let a list be as low as so many of its rows, the heading among them, where room is short."""
    table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    table.setMinimumHeight(rows * Theme.current().tokens.size.row)


def inset(layout: QLayout, across: Step, down: Step) -> None:
    """Set the margins of a layout, sideways and up and down."""
    layout.setContentsMargins(px(across), px(down), px(across), px(down))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _spaced(layout: BoxT, owner: QWidget | None, gap: Step, inset_by: Step) -> BoxT:
    layout.setSpacing(px(gap))
    return _place(layout, owner, inset_by)


def _place(layout: LayoutT, owner: QWidget | None, inset_by: Step) -> LayoutT:
    margin = px(inset_by)
    layout.setContentsMargins(margin, margin, margin, margin)
    if owner is not None:
        owner.setLayout(layout)
    return layout
