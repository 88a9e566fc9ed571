"""Recognise a barcode scanner among the keys: it types like a person, only far too fast.

A scan is a burst of at least `SHORTEST` characters, none further apart than `GAP_S`, ended by
Enter; or anything between a taught prefix and Enter, however slow. Keys that turn out to be a
person's typing are never held back: they go to the field at once, and only a recognised scan is
taken out of it again.

What counts is when a key was struck, as the system noted it, not when it is looked at: after the
window was held up, all that was typed meanwhile comes at once, and a scan may come in two halves.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

GAP_S = 0.035
"""No one types two keys this close together for long; slow scanners need 20 ms."""
SHORTEST = 8
TAUGHT_PREFIX = "~"
"""What the set-up sheet teaches a scanner to send before each code."""
FORGET_S = 2.0
SEPARATOR = "\x1d"
"""GS1's end of an element of open length; scanners send it as Ctrl+]."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass
class Burst:
    """The keys typed without a pause; plain, so that it is tested without a window."""

    text: str = ""
    last_s: float = field(default=float("-inf"))
    prefix: str = TAUGHT_PREFIX

    def key(self, character: str, at_s: float) -> None:
        """Take one character; a pause begins a new burst."""
        allowed = FORGET_S if self.text.startswith(self.prefix) else GAP_S
        if not self._follows(at_s, allowed) or character == self.prefix:
            self.text = ""
        self.text += character
        self.last_s = at_s

    def end(self, at_s: float) -> str | None:
        """Enter came: the scan, or None if it was a person."""
        text, self.text = self.text, ""
        if text.startswith(self.prefix) and self._follows(at_s, FORGET_S):
            return text.removeprefix(self.prefix) or None
        fast = self._follows(at_s, GAP_S) and len(text) >= SHORTEST
        return text if fast else None

    def _follows(self, at_s: float, allowed_s: float) -> bool:
        """Soon after the last key; the system's count of milliseconds begins anew at times."""
        return 0 <= at_s - self.last_s <= allowed_s


class Scanner(QObject):
    """Watches the keys of the whole application; a scan reaches `scanned` wherever the focus is."""

    scanned = Signal(str)

    def __init__(self, app: QApplication, clock_s: Callable[[], float]) -> None:
        super().__init__(app)
        self._clock_s = clock_s
        self._burst = Burst()
        self._before: tuple[QWidget, str, int] | None = None
        self._app = app
        app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer: whoever listened is going."""
        self._app.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at each key once, on its way to the widget that has the focus."""
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if not is_key or not isinstance(watched, QWidget) or watched is not _target(watched):
            return False
        key: QKeyEvent = event  # type: ignore[assignment]  # narrowed by is_key
        struck_s = self._struck_s(key)
        if key.key() in _ENDS:
            return self._ended(struck_s)
        text = key.text()
        if _is_separator(key):
            if self._burst.text:
                self._burst.key(SEPARATOR, struck_s)
            return True
        plain = not key.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if plain and len(text) == 1 and text.isprintable():
            before = self._burst.text
            self._burst.key(text, struck_s)
            if len(self._burst.text) <= len(before) or not before:
                self._remember(watched)
        return False

    def _struck_s(self, key: QKeyEvent) -> float:
        """When the key was struck; where the system does not say, it is now."""
        return key.timestamp() / 1000 or self._clock_s()

    def _ended(self, struck_s: float) -> bool:
        found = self._burst.end(struck_s)
        if found is None:
            return False
        self._take_back()
        self.scanned.emit(found)
        return True

    def _remember(self, widget: QWidget) -> None:
        if isinstance(widget, QLineEdit):
            self._before = (widget, widget.text(), widget.cursorPosition())
        elif isinstance(widget, QPlainTextEdit):
            self._before = (widget, widget.toPlainText(), widget.textCursor().position())
        else:
            self._before = None

    def _take_back(self) -> None:
        if self._before is None:
            return
        widget, text, position = self._before
        self._before = None
        if isinstance(widget, QLineEdit):
            widget.setText(text)
            widget.setCursorPosition(position)
            widget.textEdited.emit(text)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(text)


def _is_separator(key: QKeyEvent) -> bool:
    """Not every system gives the key its control character."""
    with_ctrl = bool(key.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return key.text() == SEPARATOR or (with_ctrl and key.key() == Qt.Key.Key_BracketRight)


def _target(widget: QWidget) -> QWidget:
    """Who gets a key sent to this widget: only that delivery counts, not those to its parents."""
    focused = QApplication.focusWidget()
    return focused if focused is not None else widget
