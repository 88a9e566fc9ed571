"""A line on a coloured ground with its icon: what happened, what it means, what to do."""

from typing import Literal, assert_never

from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.command import Done, Outcome, Refused, Unavailable
from resources.icons import Icon
from views.layouts import inset, row
from views.widgets.plain import Glyph, button, label, restyle

Tone = Literal["info", "attention", "danger", "success"]
_ICONS: dict[Tone, Icon] = {
    "info": Icon.INFO,
    "attention": Icon.ATTENTION,
    "danger": Icon.DANGER,
    "success": Icon.DONE,
}


class Notice(QFrame):
    """Shown while it has something to say."""

    def __init__(self, parent: QWidget | None = None, *, tone: Tone = "info") -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._glyph = Glyph(_ICONS[tone], tone)
        self._text = label(wraps=True)
        self._layout = row(self, gap="s")
        inset(self._layout, "m", "s")
        self._layout.addWidget(self._glyph)
        self._layout.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, or ""."""
        return self._text.text()

    def say(self, text: str, tone: Tone = "info") -> None:
        """Show this; "" hides the notice."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._glyph.become(_ICONS[tone], tone)
        restyle(self, tone=tone)
        restyle(self._text)
        self.setVisible(bool(text))

    def offer(self, text: str) -> QPushButton:
        """Add a button at the end of the line and give it back to be connected."""
        made = button(text, "link")
        self._layout.addWidget(made)
        return made


def icon_of(tone: Tone) -> Icon:
    """A ring with a tick, a circle, a triangle and an octagon: told apart without any colour."""
    return _ICONS[tone]


def tone_of(outcome: Outcome) -> Tone:
    """Done is green, a refusal red, and what may work later amber."""
    match outcome:
        case Done():
            return "success"
        case Refused():
            return "danger"
        case Unavailable():
            return "attention"
        case _:
            assert_never(outcome)
