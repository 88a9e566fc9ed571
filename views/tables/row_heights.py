"""How high the rows of a table must be, so that nothing in them is cut short."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtWidgets import QTableView

from views.stylesheet import CELL_MARGIN, MARK_GAP
from views.theme import Theme
from views.words import without_isolates

LINES_IN_TOUCH_ROW = 2


def fit_rows(grid: QTableView, wrapped: Mapping[int, bool]) -> None:
    """Give each row the lines that its longest wrapped text needs.

    `wrapped` are the columns whose text wraps, and whether a mark may stand before it.
    """
    model, tokens = grid.model(), Theme.current().tokens
    for number in range(model.rowCount() if wrapped else 0):
        lines = max(
            _lines(grid, model.index(number, column), marked=marked)
            for column, marked in wrapped.items()
        )
        height = tokens.size.row if lines == 1 else tokens.size.row_touch
        height += max(lines - LINES_IN_TOUCH_ROW, 0) * grid.fontMetrics().lineSpacing()
        if grid.rowHeight(number) != height:
            grid.setRowHeight(number, height)


def _lines(grid: QTableView, index: QModelIndex, *, marked: bool) -> int:
    metrics, tokens = grid.fontMetrics(), Theme.current().tokens
    # The marks of direction have no width, but some font draws them higher than the text.
    text = without_isolates(str(index.data()))
    room = grid.columnWidth(index.column()) - 2 * (tokens.space.s + CELL_MARGIN)
    if marked and index.data(Qt.ItemDataRole.DecorationRole) is not None:
        room -= tokens.size.icon + MARK_GAP
    if metrics.horizontalAdvance(text) <= room:
        return 1
    around = QRect(0, 0, max(room, 1), 0)
    shape = metrics.boundingRect(around, Qt.TextFlag.TextWordWrap.value, text)
    return max(2, -(-shape.height() // metrics.lineSpacing()))
