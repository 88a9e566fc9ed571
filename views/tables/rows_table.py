"""One table for every read model: sort, filter, copy, and a word where there is nothing to show."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QWidget,
)

from resources.icons import Icon
from views.layouts import column as stacked
from views.tables.figures import FiguresDelegate
from views.tables.find_line import FindLine
from views.tables.grid import Grid
from views.tables.row_heights import fit_rows
from views.tables.rows_model import ROW_ROLE, SORT_ROLE, Column, RowsModel
from views.theme import Theme
from views.widgets.empty_state import EmptyState
from views.widgets.plain import focus_inside

R = TypeVar("R")
MEASURED_ROWS = 40
"""How many rows a column is measured by; one that is wider further down is cut with dots."""


class RowsTable(QWidget, Generic[R]):
    """Rows of one kind; keeps what is selected when the rows are read again."""

    chosen = Signal(object)
    """The row that was double-clicked or on which Enter was pressed."""
    selected = Signal(object)
    """The row that is now current, or None."""

    def __init__(
        self, columns: Sequence[Column[R]], key: Callable[[R], Hashable], *, name: str
    ) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._key = key
        self._model: RowsModel[R] = RowsModel(columns, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._model)
        self._proxy.setSortRole(SORT_ROLE)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._empty_words = ("", "")
        self._wrapped = {
            number: column.mark is not None for number, column in enumerate(columns) if column.wraps
        }
        self.grid = Grid(self)
        self.grid.setAccessibleName(name)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(lambda: fit_rows(self.grid, self._wrapped))
        self._dress(columns)
        self._empty, self._stack = EmptyState(self), QStackedLayout()
        self._search: QLineEdit = self._lay_out(FindLine(name))
        self._put_in_front(self.grid)
        self.grid.find_wanted.connect(self.begin_filter)
        self.grid.chosen.connect(lambda index: self.chosen.emit(index.data(ROW_ROLE)))
        self.grid.doubleClicked.connect(lambda index: self.chosen.emit(index.data(ROW_ROLE)))
        self.grid.selectionModel().selectionChanged.connect(
            lambda _now, _before: self.selected.emit(self.current)
        )

    @property
    def rows(self) -> Sequence[R]:
        """Every row there is, filtered out or not."""
        return self._model.rows

    @property
    def current(self) -> R | None:
        """The row that is chosen and has the keyboard."""
        index = self.grid.currentIndex()
        chosen = self.grid.selectionModel().isRowSelected(index.row())
        row: R | None = index.data(ROW_ROLE) if index.isValid() and chosen else None
        return row

    def choose(self, row: R | None) -> None:
        """Make this row the current one; None lets go of the one that is."""
        if row is None:
            self.grid.clearSelection()
            self.grid.setCurrentIndex(QModelIndex())
        else:
            self._select(self._key(row))

    def when_empty(self, title: str, words: str) -> None:
        """What to say when there are no rows."""
        self._empty_words = (title, words)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Replace the rows; the current one stays current where it still exists."""
        before = self.current
        self._model.show(rows)
        if before is not None:
            self._select(self._key(before))
        self._settle()

    def show_loading(self, words: str) -> None:
        """Say that the rows are being read; rows already shown stay."""
        if not self._model.rows:
            self._empty.say(words, "", Icon.CLOCK)
            self._put_in_front(self._empty)

    def show_unreadable(self) -> None:
        """Say that the rows could not be read; the reason stands in the crash window."""
        self._empty.say(
            self.tr("This list cannot be shown"),
            self.tr("Nothing is lost. Press F5 to try again; if it stays, start Almoner anew."),
            Icon.DANGER,
        )
        self._put_in_front(self._empty)

    def filter_from(self, search: QLineEdit) -> None:
        """Take what is typed there as the filter; Ctrl+F goes there instead of to a line here."""
        self._search.deleteLater()
        self._search = search
        search.textChanged.connect(self.filter)

    def begin_filter(self) -> None:
        """Bring the keyboard to where the filter is typed."""
        self._search.show()
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def to_the_rows(self) -> None:
        """From the filter to the list: on what is chosen, else on the first row that is left."""
        if self.current is None and self._proxy.rowCount():
            self.grid.selectRow(0)
        self.setFocus()

    def filter(self, text: str) -> None:
        """Show only rows in which some column contains the text.

        A chosen row that is filtered out is let go of: Enter must not act on its neighbour.
        """
        before = self.current
        self._proxy.setFilterFixedString(text)
        if before is None or self._index_of(self._key(before)) is None:
            self.choose(None)
        self._settle()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self.grid.sortByColumn(column, order)

    def _lay_out(self, line: FindLine) -> FindLine:
        line.textChanged.connect(self.filter)
        line.left.connect(self.to_the_rows)
        layout = stacked(self)
        layout.addWidget(line)
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        return line

    def _settle(self) -> None:
        if self._proxy.rowCount():
            fit_rows(self.grid, self._wrapped)
            self._put_in_front(self.grid)
        elif self._model.rows:
            self._empty.say(self.tr("Nothing matches"), self.tr("Clear the filter to see all."))
            self._put_in_front(self._empty)
        else:
            self._empty.say(*self._empty_words)
            self._put_in_front(self._empty)

    def _put_in_front(self, shown: QWidget) -> None:
        """Show the rows or the words; the keyboard stays here if it was here."""
        had_keyboard = focus_inside(self) is not None
        self.setFocusProxy(shown)
        self._stack.setCurrentWidget(shown)
        if had_keyboard:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_soon(self, *_what: object) -> None:
        """Once for all the columns that Qt is giving their widths just now."""
        self._fitting.start()

    def _index_of(self, key: Hashable) -> QModelIndex | None:
        shown = (self._proxy.index(number, 0) for number in range(self._proxy.rowCount()))
        return next((each for each in shown if self._key(each.data(ROW_ROLE)) == key), None)

    def _select(self, key: Hashable) -> None:
        index = self._index_of(key)
        if index is not None:
            flags = QItemSelectionModel.SelectionFlag
            self.grid.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _dress(self, columns: Sequence[Column[R]]) -> None:
        grid, size = self.grid, Theme.current().tokens.size
        grid.setModel(self._proxy)
        grid.setSortingEnabled(True)
        grid.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        grid.setShowGrid(False)
        grid.setWordWrap(bool(self._wrapped))
        grid.setTabKeyNavigation(False)
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        grid.verticalHeader().hide()
        grid.verticalHeader().setDefaultSectionSize(size.row)
        grid.verticalHeader().setMinimumSectionSize(size.row)
        header = grid.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(size.control)
        header.setAccessibleName(self.tr("Column headings"))
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.sectionResized.connect(self._fit_soon)
        self._proxy.layoutChanged.connect(self._fit_soon)
        for number, column in enumerate(columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                number, mode.Stretch if column.weight else mode.ResizeToContents
            )
            if column.figures:
                grid.setItemDelegateForColumn(number, FiguresDelegate(grid))
