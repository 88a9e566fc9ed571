"""What is on the shelf, batch by batch; what needs a hand stands first."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.command import Done
from app.pharmacy.count_stock import COUNT_STOCK
from app.pharmacy.queries import STOCK
from app.pharmacy.receive_stock import RECEIVE_STOCK
from app.pharmacy.rows import StockRow
from models.vocabulary import N_
from resources.icons import Icon
from views.forms.form_dialog import FormDialog
from views.layouts import column, row
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.notice import Notice
from views.widgets.plain import button
from views.words import said
from views.workplace import Workplace

_MARKS = {
    "count": (Icon.ATTENTION, "danger"),
    "expired": (Icon.DANGER, "danger"),
    "soon": (Icon.CLOCK, "attention"),
    "": None,
}
COLUMNS = (
    Column[StockRow](N_("Medicine"), lambda row: row.medicine, wraps=True, weight=2),
    Column[StockRow](N_("Batch"), lambda row: row.batch, weight=0),
    Column[StockRow](
        N_("Expires"),
        lambda row: row.expires,
        sort=lambda row: row.expires_on.isoformat(),
        weight=0,
    ),
    Column[StockRow](
        N_("On the shelf"),
        lambda row: row.amount,
        sort=lambda row: float(row.balance),
        weight=0,
        figures=True,
    ),
    Column[StockRow](
        N_("To do"),
        lambda row: said(row.words),
        mark=lambda row: _MARKS[row.mark],
        meaning=lambda row: said(row.words),
    ),
)


class StockPanel(QWidget):
    """Receive and count stand above the list; the selected batch is the one to count."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._place = place
        self.notice = Notice()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Medicine or batch"))
        self.search.setAccessibleName(self.tr("Filter the stock"))
        self.search.setClearButtonEnabled(True)
        self.table: RowsTable[StockRow] = RowsTable(
            COLUMNS, lambda row: row.batch_id, name=self.tr("Stock")
        )
        self.table.when_empty(
            self.tr("Nothing is on the shelf"), self.tr("Receive stock, and it stands here.")
        )
        self.table.filter_from(self.search)
        self.table.chosen.connect(lambda _row: self.count_stock())
        self.receive_button = button(self.tr("Receive stock"))
        self.receive_button.clicked.connect(self.receive_stock)
        self.count_button = button(self.tr("Count stock"))
        self.receive_button.setToolTip("Ctrl+Shift+R")
        self.count_button.setToolTip("Ctrl+Shift+K")
        self.count_button.clicked.connect(self.count_stock)
        head = row(gap="m")
        head.addWidget(self.search, 1)
        head.addWidget(self.receive_button)
        head.addWidget(self.count_button)
        layout = column(self, gap="m")
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.table, 1)
        place.runner.reload_on(STOCK.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading the stock…"))
        self.reload()

    def reload(self) -> None:
        """Ask again for what is on the shelf."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(STOCK),
            self.table.show_rows,
            owner=self,
            slot="stock",
            failed=self.table.show_unreadable,
        )

    def receive_stock(self) -> None:
        """Open the form for what came."""
        self._open(RECEIVE_STOCK, self.tr("What came to this pharmacy"), {})

    def count_stock(self) -> None:
        """Open the form for what was counted, for the batch that is selected."""
        batch = self.table.current
        subject = f"{batch.medicine} · {batch.batch}" if batch else self.tr("A batch of the shelf")
        self._open(COUNT_STOCK, subject, {"batch": batch.batch_id if batch else None})

    def _open(self, use_case: object, subject: str, context: dict[str, object]) -> None:
        dialog = FormDialog(self._place, use_case, context, subject, self)
        dialog.saved.connect(self._saved)
        dialog.open()

    def _saved(self, done: Done) -> None:
        words = said(done.words) or self.tr("Saved at this desk. It is sent by itself.")
        self.notice.say(words, "success")
        self.reload()
