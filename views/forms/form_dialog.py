"""The form of a use case in a window of its own, with the patient it is about above it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.command import Done
from views.forms.field_grid import NARROW
from views.forms.form_panel import FormPanel
from views.layouts import column, px
from views.theme import Theme
from views.widgets.plain import label
from views.widgets.sheet import Sheet
from views.words import said
from views.workplace import Workplace

WIDTH_IN_RAILS = 3


class FormDialog(Sheet):
    """Save with Enter, back out with Esc; what was typed is kept as a draft."""

    saved = Signal(object)

    def __init__(
        self,
        place: Workplace,
        use_case: Any,
        context: Mapping[str, object],
        subject: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setModal(True)
        title = said(use_case.title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH_IN_RAILS * Theme.current().tokens.size.rail)
        self.form = FormPanel(place, use_case, context, spans=NARROW)
        self.form.offer(self.tr("Save   Enter"), kind="primary")
        self.form.offer_back_out(self.tr("Keep as draft   Esc"))
        layout = column(self, gap="s", inset="xl")
        layout.addWidget(label(title, "title"))
        layout.addWidget(label(subject, "muted", wraps=True))
        layout.addSpacing(px("s"))
        layout.addWidget(self.form)
        self.form.done.connect(self._saved)
        self.form.backed_out.connect(self._leave)
        self.form.focus_first()

    def _saved(self, done: Done, _key: str) -> None:
        self.saved.emit(done)
        self.accept()

    def _leave(self) -> None:
        super().reject()

    def reject(self) -> None:
        """Esc or the window's own button: the same as backing out."""
        self.form.back_out()
