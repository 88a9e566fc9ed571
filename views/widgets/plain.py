"""The smallest pieces: labels, buttons, cards and icons, each saying what kind it is."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from resources.icons import Icon
from views.layouts import Step, column
from views.theme import Theme


def restyle(widget: QWidget, **properties: object) -> None:
    """Change what a widget says of itself and let the style sheet see it."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def focus_inside(owner: QWidget) -> QWidget | None:
    """The widget inside `owner` (or itself) that has the keyboard, or gets it with its window."""
    found: QWidget | None = owner.window().focusWidget()
    if found is None or found is owner or owner.isAncestorOf(found):
        return found
    return None


def wait_for_answer(pressed: QPushButton, meanwhile: QWidget) -> None:
    """Take no second click until the answer is there; the keyboard waits beside the button.

    Qt would send it to whatever comes next in the window, which a person would not find again.
    """
    if pressed.hasFocus():
        meanwhile.setFocus(Qt.FocusReason.OtherFocusReason)
    pressed.setEnabled(False)


def label(text: str = "", kind: str = "text", *, wraps: bool = False) -> QLabel:
    """Text; plain, so that nothing typed by a person is ever read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setIndent(0)
    made.setWordWrap(wraps)
    if wraps:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def badge(text: str, tone: str = "info") -> QLabel:
    """A word on a coloured ground; the word carries the meaning, the colour only helps."""
    made = label(text, "badge")
    made.setProperty("tone", tone)
    made.setMinimumHeight(Theme.current().tokens.space.xl)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def button(text: str, kind: str = "plain-button", name: str = "") -> QPushButton:
    """A button; `name` is what a screen reader says where the text alone is not enough."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)
    made.setAccessibleName(name or text.replace("&", ""))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def plain() -> QWidget:
    """A ground without a colour of its own, to lay things out on."""
    made = QWidget()
    made.setProperty("kind", "plain")
    return made


class Card(QFrame):
    """A calm surface that holds one thing; `body` is where to put it."""

    def __init__(self, parent: QWidget | None = None, *, gap: Step = "s") -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body: QVBoxLayout = column(self, gap=gap, inset="l")


def rule() -> QFrame:
    """A thin line between two things."""
    line = QFrame()
    line.setProperty("kind", "rule")
    line.setFixedHeight(Theme.current().tokens.size.line)
    return line


class Glyph(QLabel):
    """An icon in a colour of the theme in force; always beside a word, so it has no name."""

    def __init__(self, name: Icon, colour: str = "muted", size: int | None = None) -> None:
        super().__init__()
        self._what = (name, colour, size)
        self._draw()

    def become(self, name: Icon, colour: str) -> None:
        """Show another icon."""
        self._what = (name, colour, self._what[2])
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        name, colour, size = self._what
        self.setPixmap(Theme.current().pixmap(name, colour, size))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
