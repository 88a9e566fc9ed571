"""When each key is struck, as the system notes it on the event: a person's pace, or a scanner's.

The program may be busy while keys are sent to it, or look at all of them at once; what a person or
a scanner did stays what it was.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

TYPED_MS = 90
"""A quick typist: eleven letters a second."""
SCANNED_MS = 4
"""A scanner's letters."""


class Fingers(QObject):
    """Strikes one key after the other, never two at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self._struck_ms = 0

    @contextmanager
    def strike(self, apart_ms: int = TYPED_MS) -> Iterator[None]:
        """What is sent inside is one key, struck so long after the last one at the soonest."""
        self._struck_ms = max(int(time.monotonic() * 1000), self._struck_ms + apart_ms)
        app = QApplication.instance()
        assert app is not None
        # The filter that came last looks first: before the program sees when it was struck.
        app.installEventFilter(self)
        try:
            yield
        finally:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's
        """Note the time on the event, as a window system does."""
        if isinstance(event, QKeyEvent):
            event.setTimestamp(self._struck_ms)
        return False
