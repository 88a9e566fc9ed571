"""The billing workspace: the accounts that want a cashier, and the bill of the one chosen."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.billing.queries import ACCOUNTS
from app.billing.rows import AccountRow
from views.billing.bill_columns import ACCOUNTS as COLUMNS
from views.billing.bill_panel import BillPanel
from views.layouts import row
from views.tables.rows_table import RowsTable
from views.widgets.plain import Card, badge, button, label
from views.workplace import Workplace


class BillingView(QWidget):
    """Type a name, Enter, Ctrl+Y, Enter: paid, with the receipt on its way."""

    patient_chosen = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.table: RowsTable[AccountRow] = RowsTable(
            COLUMNS, lambda each: (each.patient_id, each.encounter_id), name=self.tr("Accounts")
        )
        self.table.when_empty(
            self.tr("No account waits"),
            self.tr("Visits in progress and bills that are not paid appear here by themselves."),
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Name, number or visit"))
        self.search.setAccessibleName(self.tr("Filter the accounts"))
        self.search.setClearButtonEnabled(True)
        self.table.filter_from(self.search)
        self.search.returnPressed.connect(self.table.to_the_rows)
        self.leaving = badge("", "attention")
        self.open_patient = button(self.tr("&Open the patient"))
        self.open_patient.clicked.connect(self._open_patient)
        self.panel = BillPanel(place)
        self.table.selected.connect(lambda _row: self._turn_to_account())
        self.table.chosen.connect(lambda _row: self.panel.pay())
        layout = row(self, gap="m")
        layout.addWidget(self._list(), 3)
        layout.addWidget(self.panel, 4)
        place.runner.reload_on(ACCOUNTS.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading the accounts…"))
        self._count(())
        self.reload()

    def begin(self) -> None:
        """Find an account: what is typed now replaces the name of the last one."""
        self.search.setFocus()
        self.search.selectAll()

    def reload(self) -> None:
        """Ask for the accounts again."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(ACCOUNTS),
            self._show,
            owner=self,
            slot="accounts",
            failed=self.table.show_unreadable,
        )

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What is done here for actions of the catalogue."""
        return self.panel.deeds()

    def _list(self) -> Card:
        card = Card(gap="m")
        head = row(gap="m")
        head.addWidget(label(self.tr("Accounts"), "title"))
        head.addWidget(self.leaving)
        head.addStretch(1)
        card.body.addLayout(head)
        card.body.addWidget(self.search)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.open_patient)
        return card

    def _show(self, accounts: tuple[AccountRow, ...]) -> None:
        self.table.show_rows(accounts)
        self._count(accounts)
        if not accounts:
            self.panel.show_nothing()

    def _count(self, accounts: tuple[AccountRow, ...]) -> None:
        leaving = sum(each.is_leaving for each in accounts)
        self.leaving.setText(self.tr("%n over and not paid", "", leaving))
        self.leaving.setVisible(bool(leaving))

    def _turn_to_account(self) -> None:
        chosen = self.table.current
        self.open_patient.setEnabled(chosen is not None)
        if chosen is not None:
            self.panel.show_account(chosen.patient_id, chosen.encounter_id)

    def _open_patient(self) -> None:
        chosen = self.table.current
        if chosen is not None:
            self.patient_chosen.emit(chosen.patient_id)
