"""What scrolls where the room is short, and takes no more than it needs where there is plenty."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_NEW_SIZE = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)


class Snug(QScrollArea):
    """Keeps what stands below it close: the buttons of a form follow its last field.

    What stands in it ends with a stretch, so that nothing in it is drawn out meanwhile.
    """

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        self._inner = inner
        self._needed: int | None = None

    def measure(self, width: int) -> None:
        """Find the height at a width: by itself when shown; before that, for a window to fit it.

        Without it Qt guesses the height of words that wrap, and scrolls what has room enough.
        """
        inner = self._inner
        for each in (inner, *inner.findChildren(QWidget)):
            each.ensurePolished()
        wraps = inner.hasHeightForWidth()
        needed = inner.heightForWidth(width) if wraps else inner.sizeHint().height()
        if needed != self._needed:
            self._needed = needed
            inner.setMinimumHeight(needed)
            self.setMaximumHeight(needed)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What has changed out of sight was not told to the viewport."""
        super().showEvent(event)
        self.measure(self.viewport().width())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Measure again when the width or what stands in it has changed."""
        done = super().viewportEvent(event)
        if event.type() in _NEW_SIZE and self.isVisible():
            self.measure(self.viewport().width())
        return done
