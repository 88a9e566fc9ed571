"""Frozen rows as Qt sees a table: columns declared once, values read from the row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from resources.icons import Icon
from views.theme import Theme
from views.words import joined, kept_together, said

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
        weight: 0 takes just what its content needs; the others share what is left.
        mark: the icon before the text and the colour of both, or None.
        meaning: what the mark says, in words.
        wraps: a text too long for one line takes two: a person's name is never cut short.
        figures: digits of one width, so that the numbers of a column line up.
        ends: the text ends at the far side, as money does, so that units stand under units.
        struck: whether the row is struck through, as what was struck out is; a word says so too.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    weight: int = 1
    mark: Callable[[R], tuple[Icon, str] | None] | None = None
    meaning: Callable[[R], str] | None = None
    wraps: bool = False
    figures: bool = False
    ends: bool = False
    struck: Callable[[R], bool] | None = None


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
            return self._side(self._columns[section]) if section < len(self._columns) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, is sorted by, or is drawn with."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return kept_together(column.text(row))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            meaning = column.meaning(row) if column.meaning is not None else ""
            return joined((kept_together(column.text(row)), meaning))
        if role == ROW_ROLE:
            return row
        return self._sorted_by(column, row) if role == SORT_ROLE else self._drawn(column, row, role)

    @staticmethod
    def _side(column: Column[R]) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column.ends else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    @staticmethod
    def _sorted_by(column: Column[R], row: R) -> Any:
        return column.sort(row) if column.sort is not None else column.text(row).casefold()

    @staticmethod
    def _font(column: Column[R], row: R) -> QFont | None:
        theme = Theme.current()
        if column.struck is None or not column.struck(row):
            return theme.figures() if column.figures else None
        font = theme.figures() if column.figures else theme.font()
        struck = QFont(font)
        struck.setStrikeOut(True)
        return struck

    def _drawn(self, column: Column[R], row: R, role: int) -> Any:
        if role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.TextAlignmentRole):
            is_font = role == Qt.ItemDataRole.FontRole
            return self._font(column, row) if is_font else self._side(column)
        mark = column.mark(row) if column.mark is not None else None
        if mark is None:
            return None
        theme = Theme.current()
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.pixmap(mark[0], mark[1])
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour(mark[1])
        return None
