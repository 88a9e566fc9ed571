"""What every window before the work looks like: one card in the middle, a heading, a notice."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.icons import Icon
from views.layouts import column, row
from views.theme import Theme
from views.widgets.notice import Notice
from views.widgets.plain import Card, Glyph, label

CARD_WIDTH_IN_RAILS = 3


class GateFrame(QWidget):
    """A window with one card; `body` is where its fields go."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Almoner"))
        tokens = Theme.current().tokens
        self.card = Card(gap="m")
        self.card.setFixedWidth(CARD_WIDTH_IN_RAILS * tokens.size.rail)
        self.body: QVBoxLayout = self.card.body
        self.heading = label(title, "title", wraps=True)
        self.words = label(words, "muted", wraps=True)
        self.notice = Notice()
        self.body.addWidget(self.heading)
        self.body.addWidget(self.words)
        self.body.addWidget(self.notice)
        outer = column(self, gap="l", inset="xl")
        outer.addStretch(1)
        outer.addLayout(self._brand())
        # Not an alignment: that would measure the wrapped words at the width of the window.
        middle = row(gap="none")
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)

    def say_where(self, hospital: str) -> None:
        """Name the hospital under the program's own name; "" while it is not known."""
        self.hospital.setText(hospital)
        self.hospital.setVisible(bool(hospital))

    def _brand(self) -> QVBoxLayout:
        line = row(gap="s")
        line.addStretch(1)
        line.addWidget(Glyph(Icon.HOSPITAL, "accent", Theme.current().tokens.space.xl))
        line.addWidget(label(self.tr("Almoner"), "title"))
        line.addStretch(1)
        self.hospital = label("", "place", wraps=True)
        self.hospital.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.hospital.hide()
        brand = column(gap="xs")
        brand.addLayout(line)
        brand.addWidget(self.hospital)
        return brand
