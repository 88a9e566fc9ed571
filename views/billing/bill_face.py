"""What a bill looks like: the figures, what does not go together, charges and documents."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.billing.rows import Bill, ChargeRow, DocumentRow
from views.billing.bill_columns import CHARGES, DOCUMENTS
from views.forms.field_widgets import ChoiceControl
from views.layouts import column, row, shrinking
from views.tables.rows_table import RowsTable
from views.widgets.notice import Notice
from views.widgets.plain import Card, button, label
from views.words import kept_together, said

CHARGES_SEEN, DOCUMENTS_SEEN = 4, 3
"""So many rows of each list, its heading among them, are seen however small the screen is."""


class BillFace(Card):
    """Draws a `Bill`; its owner carries out what its buttons say."""

    visit_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, is_named: bool = True) -> None:
        """Below the banner, which says whose bill it is, the name is left out."""
        super().__init__(parent, gap="s")
        self._is_named = is_named
        self.patient = label("", "title", wraps=True)
        self.visits = ChoiceControl((), "")
        self.visits.setAccessibleName(self.tr("Visit"))
        self.visits.activated.connect(lambda _at: self.visit_chosen.emit(self.visits.value()))
        self.notice, self.trouble = Notice(), Notice(tone="danger")
        self.known = label("", "caption", wraps=True)
        self._figures: dict[str, QLabel] = {}
        self.charges: RowsTable[ChargeRow] = RowsTable(
            CHARGES, lambda each: each.charge_id, name=self.tr("Charges")
        )
        self.charges.when_empty(
            self.tr("Nothing is charged yet"),
            self.tr("Charges come by themselves from what happens during the visit."),
        )
        self.documents: RowsTable[DocumentRow] = RowsTable(
            DOCUMENTS, lambda each: each.document_id, name=self.tr("Invoices and payments")
        )
        self.documents.when_empty(
            self.tr("No invoice and no payment yet"),
            self.tr("Ctrl+Y bills what is charged and takes the money in one go."),
        )
        self.pay = button(self.tr("Take a payment   Ctrl+Y"), "primary")
        self.issue = button(self.tr("Issue &invoice"))
        self.credit = button(self.tr("&Credit…"))
        self.refund = button(self.tr("Money &back…"))
        self.print = button(self.tr("Prin&t"))
        for table, rows in ((self.charges, CHARGES_SEEN), (self.documents, DOCUMENTS_SEEN)):
            shrinking(table, rows)
        self._build()

    def show_bill(self, bill: Bill, *, offline: bool) -> None:
        """Show the account as it stands."""
        self.patient.setText(bill.patient)
        self.visits.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.visits.offer(tuple((key, words) for key, words in bill.visits if key))
        self.visits.put(str(bill.encounter_id or ""))
        self.visits.setVisible(len(bill.visits) > 1)
        self._figures["visit"].setVisible(len(bill.visits) <= 1)
        self.visits.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._figures["visit"].setText(said(bill.visit))
        for name in ("charged", "unbilled", "billed", "paid", "balance"):
            self._figures[name].setText(kept_together(getattr(bill, name)))
            self._figures[name].setAccessibleName(f"{self._titles[name]}: {getattr(bill, name)}")
        self.trouble.say("\n".join(said(words) for words in bill.discrepancies), "danger")
        known = self.tr("Online. Charges that happen meanwhile appear here by themselves.")
        if offline:
            words = self.tr(
                "Offline: charges are known as at %1. Later ones go to a supplementary invoice."
            )
            known = words.replace("%1", bill.known_at)
        self.known.setText(known)
        self.charges.show_rows(bill.charges)
        self.documents.show_rows(bill.documents)

    def _build(self) -> None:
        self._titles = {
            "charged": self.tr("Charged"),
            "unbilled": self.tr("Not billed yet"),
            "billed": self.tr("Billed"),
            "paid": self.tr("Paid"),
            "balance": self.tr("Owed"),
        }
        self._figures["visit"] = label("", "muted", wraps=True)
        if self._is_named:
            head = row(gap="m")
            head.addWidget(self.patient, 1)
            head.addWidget(self.visits)
            self.body.addLayout(head)
        else:
            self.patient.setParent(self)
            self.patient.hide()
        self.body.addWidget(self._figures["visit"])
        self.body.addLayout(self._sums())
        for each in (self.notice, self.trouble):
            self.body.addWidget(each)
        self.body.addWidget(label(self.tr("Charges"), "heading"))
        self.body.addWidget(self.charges, 3)
        self.body.addWidget(label(self.tr("Invoices and payments"), "heading"))
        self.body.addWidget(self.documents, 2)
        self._add_foot()

    def _sums(self) -> QHBoxLayout:
        sums = row(gap="l")
        for name, title in self._titles.items():
            kind = "title" if name == "balance" else "value"
            self._figures[name] = label("", kind)
            one = column(gap="none")
            one.addWidget(label(title, "caption"))
            one.addWidget(self._figures[name])
            one.addStretch(1)
            sums.addLayout(one)
        sums.addStretch(1)
        if not self._is_named:
            sums.addWidget(self.visits)
        return sums

    def _add_foot(self) -> None:
        buttons = row()
        for deed in (self.pay, self.issue, self.credit, self.refund, self.print):
            buttons.addWidget(deed)
        self.body.addLayout(buttons)
        if self._is_named:
            buttons.addStretch(1)
            self.body.addWidget(self.known)
        else:
            buttons.addWidget(self.known, 1)
