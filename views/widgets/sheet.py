"""A dialog in front of the window; when it goes, the keyboard is where it was before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget


class Sheet(QDialog):
    """Deleted when it is closed."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def done(self, result: int) -> None:
        """Hand over to the window behind; not every system does so by itself."""
        super().done(result)
        behind = self.parentWidget()
        if behind is not None:
            behind.window().activateWindow()
