"""Something unexpected happened: said plainly, with what a support person needs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget

from resources.icons import Icon
from views.layouts import column, row
from views.theme import Theme
from views.widgets.plain import Glyph, button, label
from views.widgets.sheet import Sheet

DETAILS_HEIGHT_IN_ROWS = 7


class CrashWindow(Sheet):
    """What happened, what is safe, the details on demand, and where the log lies."""

    def __init__(self, details: str, reference: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Almoner made a mistake"))
        tokens = Theme.current().tokens
        self.setMinimumWidth(4 * tokens.size.rail)
        self._details = details
        self.words = label(
            self.tr(
                "What you were just doing may not have been carried out. Everything recorded "
                "before is safe on this computer, and what you typed is kept as a draft. "
                "You can go on working; if it happens again, start Almoner anew."
            ),
            wraps=True,
        )
        self.reference = label(
            self.tr("For support: %1").replace("%1", reference), "muted", wraps=True
        )
        self.reference.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = QPlainTextEdit(details)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Details"))
        self.text.setFixedHeight(DETAILS_HEIGHT_IN_ROWS * tokens.size.row)
        self.text.hide()
        self.show_details = button(self.tr("Show &details"))
        self.show_details.clicked.connect(self._toggle)
        copy = button(self.tr("&Copy details"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._details))
        self.go_on = button(self.tr("Go on &working"), "primary")
        self.go_on.clicked.connect(self.accept)
        buttons = row()
        for each in (self.go_on, self.show_details, copy):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout = column(self, gap="m", inset="xl")
        layout.addLayout(self._head())
        for widget in (self.words, self.reference, self.text):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.go_on.setFocus()

    def _head(self) -> QHBoxLayout:
        head = row(gap="m")
        head.addWidget(Glyph(Icon.DANGER, "danger", Theme.current().tokens.space.xl))
        head.addWidget(label(self.tr("Almoner made a mistake"), "title"), 1)
        return head

    def _toggle(self) -> None:
        self.text.setVisible(self.text.isHidden())
        shown = not self.text.isHidden()
        self.show_details.setText(self.tr("Hide &details") if shown else self.tr("Show &details"))
        self.adjustSize()
