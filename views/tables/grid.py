"""The rows as they are seen and taken hold of by keys."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

from views.words import without_isolates

BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Grid(QTableView):
    """The table itself; Enter chooses, Ctrl+C copies the selected rows, Ctrl+F filters."""

    chosen = Signal(QModelIndex)
    find_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose with Enter, copy with Ctrl+C, filter with Ctrl+F."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif event.matches(QKeySequence.StandardKey.Find):
            self.find_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show which row the keyboard is on: none is acted upon that does not look chosen."""
        super().focusInEvent(event)
        has_come = event.reason() in BY_KEY and bool(self.model().rowCount())
        if (has_come or self.currentIndex().isValid()) and not self.selectionModel().hasSelection():
            self.selectRow(max(0, self.currentIndex().row()))

    def selected_text(self) -> str:
        """The selected rows as lines of tab-separated cells, with the headings above."""
        model = self.model()
        columns = range(model.columnCount())
        horizontal = Qt.Orientation.Horizontal
        lines = [[str(model.headerData(column, horizontal) or "") for column in columns]]
        for found in sorted(self.selectionModel().selectedRows(), key=lambda index: index.row()):
            cells = [str(model.index(found.row(), column).data() or "") for column in columns]
            lines.append([" ".join(without_isolates(cell).split()) for cell in cells])
        return "\n".join("\t".join(line) for line in lines)
