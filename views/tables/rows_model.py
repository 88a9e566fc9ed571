"""Frozen rows as Qt sees a table: columns declared once, values read from the row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from resources.icons import Icon
from views.theme import Theme
from views.words import kept_together, said

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column.

    Attributes:
        title: its heading, marked N_.
        text: what a cell shows.
        sort: what it is sorted by, where that is not its text.
        weight: its share of the width; 0 takes just what its content needs.
        mark: the icon before the text and the colour of both, or None.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    weight: int = 1
    mark: Callable[[R], tuple[Icon, str] | None] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Read only: the rows are replaced as a whole when the store has changed."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self.rows: Sequence[R] = ()

    def show(self, rows: Sequence[R]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return said(self._columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, is sorted by, or is drawn with."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return kept_together(column.text(row))
        if role == SORT_ROLE:
            return column.sort(row) if column.sort is not None else column.text(row).casefold()
        if role == ROW_ROLE:
            return row
        return self._drawn(column, row, role)

    def _drawn(self, column: Column[R], row: R, role: int) -> Any:
        mark = column.mark(row) if column.mark is not None else None
        if mark is None:
            return None
        theme = Theme.current()
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.pixmap(mark[0], mark[1])
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour(mark[1])
        return None
