"""One thing that needs a person: the facts, where they were written, and what to do."""

from PySide6.QtWidgets import QWidget

from app.attention.rows import AttentionRow
from resources.icons import Icon
from views.layouts import column, row
from views.widgets.empty_state import EmptyState
from views.widgets.notice import Notice
from views.widgets.plain import Card, button, label, plain
from views.widgets.snug import Snug
from views.words import joined, kept_together, said


class AttentionCard(Card):
    """Draws an `AttentionRow`; its owner carries out what its buttons say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="m")
        self.notice = Notice()
        self.what, self.patient = label("", "title", wraps=True), label("", "value", wraps=True)
        self.facts = label("", wraps=True)
        self.written = label("", "caption", wraps=True)
        self.advice = Notice(tone="attention")
        self.close_it = button(self.tr("Close it…   Enter"), "primary")
        self.open_patient = button(self.tr("&Open the patient"))
        self._nothing = EmptyState()
        self._nothing.say(
            self.tr("Nothing is chosen"), self.tr("Choose one on the left."), Icon.INBOX
        )
        self._whole = plain()
        self.body.addWidget(self.notice)
        self.body.addWidget(self._nothing, 1)
        self.body.addWidget(self._whole, 1)
        self._build()
        self.show_item(None)

    def show_item(self, item: AttentionRow | None) -> None:
        """Show one, or that none is chosen."""
        self._nothing.setVisible(item is None)
        self._whole.setVisible(item is not None)
        if item is None:
            return
        self.what.setText(said(item.what))
        self.patient.setText(joined((item.patient, kept_together(item.place))))
        self.facts.setText("\n".join(said(line) for line in item.detail))
        self.facts.setVisible(bool(item.detail))
        words = self.tr("Found %1").replace("%1", item.raised)
        self.written.setText(joined((words, item.who, item.desk)))
        self.advice.say(said(item.advice), "danger" if item.is_urgent else "attention")
        self.open_patient.setEnabled(item.patient_id is not None)

    def _build(self) -> None:
        layout = column(self._whole, gap="m")
        ground = plain()
        words = column(ground, gap="m")
        for each in (self.what, self.patient, self.facts, self.written, self.advice):
            words.addWidget(each)
        words.addStretch(1)
        layout.addWidget(Snug(ground), 1)
        buttons = row()
        buttons.addWidget(self.close_it)
        buttons.addWidget(self.open_patient)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addStretch()
