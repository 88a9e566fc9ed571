"""The summary of a visit that has ended, as it was written."""

from PySide6.QtWidgets import QWidget

from app.discharge.rows import DischargeCard
from app.marks import MARK_WORDS, SyncMark
from views.layouts import clear, column, row, scrolled
from views.widgets.notice import Notice
from views.widgets.plain import Card, button, label, plain
from views.words import kept_together, said


class SummaryCard(Card):
    """Headings and texts, and the button that prints them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="m")
        self.print_summary = button(self.tr("Print discharge summary   Alt+Shift+D"), "primary")
        self.visit, self.notice = label("", "muted", wraps=True), Notice()
        head = row(gap="m")
        head.addWidget(label(self.tr("Discharge summary"), "heading"))
        head.addWidget(self.visit, 1)
        head.addWidget(self.print_summary)
        self._lines = plain()
        self._room = column(self._lines, gap="xs")
        self.body.addLayout(head)
        self.body.addWidget(self.notice)
        self.body.addWidget(scrolled(self._lines), 1)

    def show_card(self, card: DischargeCard) -> None:
        """Show what was written; without a summary here, that it is not here."""
        self.clear()
        self.visit.setText(said(card.visit))
        self.print_summary.setVisible(card.summary_id is not None)
        if card.summary_id is None:
            self.notice.say(
                self.tr(
                    "The visit has ended, and its summary is not at this desk yet. It arrives "
                    "with the next connection."
                ),
                "attention",
            )
        elif card.mark is not SyncMark.SENT:
            self.notice.say(said(MARK_WORDS[card.mark]), "attention")
        for heading, text in card.lines:
            told = label(kept_together(text), "text", wraps=True)
            told.setAccessibleName(f"{said(heading)}: {text}")
            self._room.addWidget(label(said(heading), "label"))
            self._room.addWidget(told)
        self._room.addStretch(1)

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.visit.setText("")
        self.notice.say("")
        clear(self._room)
