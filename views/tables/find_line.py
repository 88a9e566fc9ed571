"""Ctrl+F in a list: a line above it that shows only the rows in which its text stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class FindLine(QLineEdit):
    """Hidden until it is asked for; Esc shows every row again, so that none stays hidden unseen."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        words = self.tr("Filter: %1").replace("%1", name)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes the line; Enter and Down go to the rows that are left."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.hide()
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)
