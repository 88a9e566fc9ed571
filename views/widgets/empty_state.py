"""What stands where there is nothing to show: why, and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from resources.icons import Icon
from views.layouts import column, inset
from views.theme import Theme
from views.widgets.plain import Glyph, label


class EmptyState(QWidget):
    """An icon, a heading and a sentence in the middle of the free space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "empty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._glyph = Glyph(Icon.INBOX, "muted", Theme.current().tokens.space.xxl)
        self._title = label("", "heading", wraps=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words = label("", "muted", wraps=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = column(self, gap="s")
        inset(layout, "xl", "s")
        layout.addStretch(1)
        layout.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addStretch(1)

    def say(self, title: str, words: str = "", icon: Icon = Icon.INBOX) -> None:
        """Set the three."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._glyph.become(icon, "danger" if icon is Icon.DANGER else "muted")
        self.setAccessibleName(f"{title}. {words}")
