"""The one window of the program: connecting, signing in and working take turns in it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

WIDTH_PX, HEIGHT_PX = 1366, 768
"""The smallest screen the program is drawn for."""


class Window(QMainWindow):
    """Shows one thing at a time; `stage` keeps those behind it as they are."""

    closed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.stage = QStackedWidget()
        self.setCentralWidget(self.stage)

    def bring(self, shown: QWidget) -> None:
        """Put this in front."""
        if self.stage.indexOf(shown) < 0:
            self.stage.addWidget(shown)
        self.stage.setCurrentWidget(shown)

    def retire(self, shown: QWidget) -> None:
        """Take this away for good."""
        self.stage.removeWidget(shown)
        shown.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell whoever must finish before the program ends."""
        super().closeEvent(event)
        self.closed.emit()
