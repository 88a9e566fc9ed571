"""Signing: what will be signed with its checks, and what a signature means as the line stands."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.command import Done, Outcome
from app.orders.rows import OrderRow
from app.orders.sign_orders import SIGN_ORDERS
from models.vocabulary import PatientId
from views.layouts import column, px, row
from views.runner import LINE
from views.theme import Theme
from views.widgets.notice import Notice, tone_of
from views.widgets.plain import Card, button, label, plain
from views.widgets.sheet import Sheet
from views.widgets.snug import Snug
from views.words import joined, said
from views.workplace import Workplace

WIDTH_IN_RAILS = 4


class SignDialog(Sheet):
    """Enter signs, Esc goes back."""

    signed = Signal(object)

    def __init__(
        self,
        place: Workplace,
        patient_id: PatientId,
        prescription_id: UUID,
        drafts: Sequence[OrderRow],
        subject: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._context = {"patient": patient_id, "prescription": prescription_id}
        self.setModal(True)
        title = said(SIGN_ORDERS.title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH_IN_RAILS * Theme.current().tokens.size.rail)
        self.meaning, self.answer = Notice(), Notice()
        self.sign = button(self.tr("Sign   Enter"), "primary", self.tr("Sign"))
        self.sign.clicked.connect(self._sign)
        back = button(self.tr("Back   Esc"))
        back.clicked.connect(self.reject)
        self._lay_out(title, subject, drafts, (self.sign, back))
        place.runner.reload_on({LINE}, self._settle, owner=self)
        self._settle()
        self.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(
        self, title: str, subject: str, drafts: Sequence[OrderRow], deeds: Sequence[QWidget]
    ) -> None:
        listed = plain()
        lines = column(listed, gap="s")
        for each in drafts:
            lines.addWidget(_draft(each))
        lines.addStretch(1)
        bar = row(gap="s")
        for deed in deeds:
            bar.addWidget(deed)
        bar.addStretch(1)
        layout = column(self, gap="s", inset="xl")
        layout.addWidget(label(title, "title"))
        layout.addWidget(label(subject, "muted", wraps=True))
        layout.addSpacing(px("s"))
        area = Snug(listed)
        area.measure(self.maximumWidth() - 2 * px("xl"))
        layout.addWidget(area, 1)
        layout.addWidget(self.meaning)
        layout.addWidget(self.answer)
        layout.addLayout(bar)
        layout.addStretch(0)

    def _settle(self) -> None:
        line = self._place.office.line
        if line is not None and line.status().state == "online":
            words = self.tr(
                "The service locks these drafts for you while they are signed. After that nobody "
                "can alter them; they can only be stopped."
            )
            self.meaning.say(words, "info")
        else:
            words = self.tr(
                "The service cannot be reached. Your signature is valid at once at this desk, and "
                "the paper says SIGNED OFFLINE. Print it: its code carries the order to the "
                "pharmacy. The service checks it again when the line is back."
            )
            self.meaning.say(words, "attention")

    def _sign(self) -> None:
        office, context = self._place.office, self._context
        self.sign.setEnabled(False)
        # Asking for the lock takes as long as the line does, so it is no work for the write lane.
        self._place.runner.fetch(
            lambda: office.save(office.open_form(SIGN_ORDERS, context), {}),
            self._answered,
            owner=self,
            failed=lambda: self.sign.setEnabled(True),
        )

    def _answered(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self.signed.emit(outcome)
            self.accept()
            return
        self.answer.say(said(outcome.words), tone_of(outcome))
        self.sign.setEnabled(True)
        self.sign.setFocus(Qt.FocusReason.OtherFocusReason)


def _draft(each: OrderRow) -> Card:
    card = Card(gap="xs")
    card.body.addWidget(label(each.medicine, "value", wraps=True))
    card.body.addWidget(label(joined((said(each.directions), each.quantity)), "text", wraps=True))
    # Only what a check stopped has a reason to be ordered all the same.
    checked = label(said(each.check), "problem" if each.override else "caption", wraps=True)
    card.body.addWidget(checked)
    if each.override:
        card.body.addWidget(label(said(each.override), "text", wraps=True))
    return card
