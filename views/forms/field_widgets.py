"""The control that each kind of field is typed into; every one speaks text, as the form does."""

from collections.abc import Sequence
from functools import singledispatch

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from app.fields import Choice, Email, Marker, Money, Number, Phone, Pick, Text
from resources.icons import Icon
from views.theme import Theme
from views.words import said


class LineControl(QLineEdit):
    """One line of text."""

    edited = Signal()
    left = Signal()

    def __init__(self, max_length: int, placeholder: str = "") -> None:
        super().__init__()
        self.setMaxLength(max_length)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def suggest(self, words: Sequence[str]) -> None:
        """Offer these while the person types, in this order, by any part of them."""
        completer = QCompleter(list(words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(self._chosen)
        self.setCompleter(completer)

    def value(self) -> str:
        """What is typed."""
        return self.text()

    def put(self, text: str) -> None:
        """Show this text, as if it had been typed."""
        self.setText(text)
        self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Say that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def _chosen(self, words: str) -> None:
        self.setText(words)
        self.edited.emit()


class LinesControl(QPlainTextEdit):
    """Several lines; Tab goes on to the next field, Ctrl+Enter commits as Enter does elsewhere."""

    edited = Signal()
    left = Signal()

    def __init__(self, lines: int, max_length: int) -> None:
        super().__init__()
        self._max_length = max_length
        self.setTabChangesFocus(True)
        tokens = Theme.current().tokens
        spare = 2 * tokens.space.s + 2 * tokens.size.focus
        height = self.fontMetrics().lineSpacing() * lines + spare
        self.setFixedHeight(max(height, tokens.size.control))
        self.textChanged.connect(self._changed)

    def value(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def put(self, text: str) -> None:
        """Show this text, as if it had been typed."""
        self.setPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Say that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def _changed(self) -> None:
        if len(self.toPlainText()) > self._max_length:
            cursor = self.textCursor()
            cursor.deletePreviousChar()
            self.setTextCursor(cursor)
        self.edited.emit()


class ChoiceControl(QComboBox):
    """One of a few values; starts on nothing unless the field says otherwise."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: tuple[tuple[str, str], ...], default: str) -> None:
        super().__init__()
        self._default = default
        self.offer(options)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.activated.connect(lambda _index: self.edited.emit())
        self.currentIndexChanged.connect(lambda _index: self.edited.emit())

    def offer(self, options: tuple[tuple[str, str], ...]) -> None:
        """Replace the values that can be chosen."""
        self.clear()
        if self._default not in dict(options):
            self.addItem("", "")
        for value, words in options:
            self.addItem(said(words), value)
        self.put("")

    def value(self) -> str:
        """The value chosen, or ""."""
        return str(self.currentData() or "")

    def put(self, text: str) -> None:
        """Choose the value; "" goes back to what the field starts with."""
        self.setCurrentIndex(max(self.findData(text or self._default), 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Say that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave Enter to the form: it commits, here as in any other field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll the page, never the value: nobody sees a value change under a moving page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the arrow in the colour of the theme, which a style sheet cannot."""
        super().paintEvent(event)
        theme = Theme.current()
        edge = theme.tokens.size.icon
        inset = theme.tokens.space.s
        right = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        left = self.width() - edge - inset if right else inset
        painter = QPainter(self)
        top = (self.height() - edge) // 2
        painter.drawPixmap(QRect(left, top, edge, edge), theme.pixmap(Icon.CHEVRON_DOWN, "muted"))
        painter.end()


Control = LineControl | LinesControl | ChoiceControl

_DATE_OR_AGE_LENGTH = 30
_PHONE_LENGTH = 60
_EMAIL_LENGTH = 120
_NUMBER_LENGTH = 20
_MONEY_LENGTH = 40


@singledispatch
def control_for(marker: Marker) -> Control:  # noqa: ARG001 - chosen by its type
    """The control of a field; numbers and everything else start empty."""
    return LineControl(_DATE_OR_AGE_LENGTH)


@control_for.register
def _text(marker: Text) -> Control:
    if marker.lines > 1:
        return LinesControl(marker.lines, marker.max_length)
    return LineControl(marker.max_length)


@control_for.register
def _choice(marker: Choice) -> Control:
    return ChoiceControl(marker.options, marker.default)


@control_for.register
def _pick(marker: Pick) -> Control:  # noqa: ARG001 - what it offers comes with the opened form
    return ChoiceControl((), "")


@control_for.register
def _number(marker: Number) -> Control:
    made = LineControl(_NUMBER_LENGTH, said(marker.unit))
    made.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
    return made


@control_for.register
def _money(marker: Money) -> Control:  # noqa: ARG001 - chosen by its type
    made = LineControl(_MONEY_LENGTH)
    made.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
    return made


@control_for.register
def _phone(marker: Phone) -> Control:  # noqa: ARG001 - chosen by its type
    made = LineControl(_PHONE_LENGTH)
    made.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
    return made


@control_for.register
def _email(marker: Email) -> Control:  # noqa: ARG001 - chosen by its type
    return LineControl(_EMAIL_LENGTH)


def mark_wrong(control: QWidget, *, wrong: bool) -> None:
    """Show or take back that what is typed cannot be taken."""
    if bool(control.property("wrong")) is not wrong:
        control.setProperty("wrong", wrong)
        control.style().unpolish(control)
        control.style().polish(control)
