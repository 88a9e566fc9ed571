"""What the outside hand does, strictly one thing after the other.

A deed may make the program wait in a loop of its own; the next one must not slip into it. Only a
deed that has not come back for a second, as an open menu does, no longer holds the others up.
"""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QTimer

HELD_UP_S = 1.0
LOOK_AGAIN_MS = 5


class Deeds:
    """A queue of things to do on the program's own thread."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], object]] = deque()
        self._since: float | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing waits and nothing is being done."""
        return not self._waiting and self._since is None

    def add(self, deed: Callable[[], object]) -> None:
        """Do this after everything that was asked before."""
        self._waiting.append(deed)
        QTimer.singleShot(0, self._next)

    def _next(self) -> None:
        if not self._waiting:
            return
        if self._since is not None and time.monotonic() - self._since < HELD_UP_S:
            QTimer.singleShot(LOOK_AGAIN_MS, self._next)
            return
        deed = self._waiting.popleft()
        self._since = time.monotonic()
        try:
            deed()
        finally:
            self._since = None
