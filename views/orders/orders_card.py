"""The orders of the patient in front, and what can be done with the one that is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.marks import MARK_WORDS, SyncMark
from app.orders.discard_draft import DISCARD_DRAFT
from app.orders.draft_order import DRAFT_ORDER
from app.orders.print_orders import PRINT_ORDERS
from app.orders.rows import OrderRow
from app.orders.sign_orders import SIGN_ORDERS
from app.orders.standing import OrderState
from app.orders.stop_order import STOP_ORDER
from models.vocabulary import N_
from resources.icons import Icon
from views.layouts import row
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.plain import Card, button, label
from views.words import joined, said
from views.workplace import Workplace

_ICONS: dict[OrderState, tuple[Icon, str]] = {
    OrderState.DRAFT: (Icon.CLOCK, "attention"),
    OrderState.ACTIVE: (Icon.DONE, "success"),
    OrderState.HELD: (Icon.ATTENTION, "attention"),
    OrderState.STOPPED: (Icon.CLOSE, "muted"),
    OrderState.CANCELLED: (Icon.CLOSE, "muted"),
    OrderState.VOIDED: (Icon.CLOSE, "muted"),
}
_OVER = (OrderState.STOPPED, OrderState.CANCELLED, OrderState.VOIDED)
_SIGNED = (OrderState.ACTIVE, OrderState.HELD, OrderState.STOPPED)


def _is_over(each: OrderRow) -> bool:
    return each.state in _OVER


class OrdersCard(Card):
    """Drafts first, then what is active, then what is over, struck through."""

    prescribe_wanted = Signal()
    sign_wanted = Signal()
    print_wanted = Signal(object)
    form_wanted = Signal(object, object)
    discard_wanted = Signal(object)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="s")
        self._place = place
        self.prescribe = button(self.tr("Prescribe…"), "primary", self.tr("Prescribe"))
        self.sign = button(self.tr("Sign…"), "plain-button", self.tr("Sign the drafts"))
        self.print = button(self.tr("Print"), "plain-button", self.tr("Print the prescription"))
        self.stop = button(
            self.tr("Stop, hold…"), "plain-button", self.tr("Stop or hold the order")
        )
        self.discard = button(self.tr("Discard draft"), "plain-button")
        self.table: RowsTable[OrderRow] = RowsTable(
            (
                Column(N_("Medicine"), lambda r: r.medicine, wraps=True, struck=_is_over),
                Column(N_("Directions"), lambda r: said(r.directions), wraps=True),
                Column(
                    N_("State"),
                    lambda r: said(r.state_words),
                    weight=0,
                    mark=lambda r: _ICONS[r.state],
                    meaning=lambda r: said(r.state_words),
                ),
            ),
            lambda each: each.order_id,
            name=self.tr("Orders"),
        )
        self.table.when_empty(
            self.tr("Nothing is ordered"), self.tr("Prescribe with Ctrl+Shift+M.")
        )
        self.more = label("", "caption", wraps=True)
        self.more.setAccessibleName(self.tr("About the chosen order"))
        self._connect()
        self._lay_out()

    @property
    def drafts(self) -> tuple[OrderRow, ...]:
        """The drafts of the prescription that would be signed: that of the chosen draft first."""
        waiting = [each for each in self.table.rows if each.state is OrderState.DRAFT]
        current = self.table.current
        is_draft = current is not None and current.state is OrderState.DRAFT
        first = current if is_draft else next(iter(waiting), None)
        if first is None:
            return ()
        return tuple(e for e in waiting if e.prescription_id == first.prescription_id)

    def forget(self) -> None:
        """Another patient is in front."""
        self.table.show_rows(())
        self.table.show_loading(self.tr("Reading the orders…"))
        self._settle()

    def show_orders(self, orders: Sequence[OrderRow]) -> None:
        """Show these."""
        self.table.show_rows(orders)
        self._settle()

    def _connect(self) -> None:
        self.prescribe.clicked.connect(self.prescribe_wanted)
        self.sign.clicked.connect(self.sign_wanted)
        self.print.clicked.connect(self._print)
        self.stop.clicked.connect(self._stop)
        self.discard.clicked.connect(self._discard)
        self.table.selected.connect(lambda _row: self._settle())
        self.table.chosen.connect(self._chosen)

    def _lay_out(self) -> None:
        head = row(gap="s")
        head.addWidget(label(self.tr("Orders"), "heading"))
        head.addStretch(1)
        for each in (self.discard, self.stop, self.print, self.sign, self.prescribe):
            head.addWidget(each)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.more)

    def _settle(self) -> None:
        desk, current = self._place.desk, self.table.current
        drafts = self.drafts
        state = current.state if current is not None else None
        self.prescribe.setVisible(desk.may(DRAFT_ORDER.key))
        self.sign.setVisible(desk.may(SIGN_ORDERS.key))
        self.sign.setEnabled(bool(drafts))
        self.stop.setVisible(desk.may(STOP_ORDER.key))
        self.stop.setEnabled(state in (OrderState.ACTIVE, OrderState.HELD))
        self.discard.setVisible(desk.may(DISCARD_DRAFT.key) and bool(drafts))
        self.discard.setEnabled(state is OrderState.DRAFT)
        self.print.setVisible(desk.may(PRINT_ORDERS.key))
        self.print.setEnabled(any(each.state in _SIGNED for each in self.table.rows))
        words = ""
        if current is not None:
            sent = "" if current.mark is SyncMark.SENT else said(MARK_WORDS[current.mark])
            facts = (current.instructions, current.quantity, said(current.signed), sent)
            words = "\n".join(
                line
                for line in (
                    joined(facts),
                    said(current.why),
                    said(current.check),
                    said(current.override),
                )
                if line
            )
        self.more.setText(words)
        self.more.setVisible(bool(words))

    def _chosen(self, order: OrderRow) -> None:
        if order.state is OrderState.DRAFT and self._place.desk.may(SIGN_ORDERS.key):
            self.sign_wanted.emit()
        elif self.stop.isEnabled() and self._place.desk.may(STOP_ORDER.key):
            self._stop()

    def _print(self) -> None:
        current = self.table.current
        signed = current is not None and current.state in _SIGNED
        self.print_wanted.emit(current.prescription_id if current and signed else None)

    def _stop(self) -> None:
        current = self.table.current
        if current is not None:
            self.form_wanted.emit(STOP_ORDER, {"order": current.order_id})

    def _discard(self) -> None:
        current = self.table.current
        if current is not None:
            self.discard_wanted.emit(current)
