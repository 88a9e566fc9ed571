"""The prescriptions of which something is still to be dispensed, the newest first."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.pharmacy.queries import WORKLIST
from app.pharmacy.rows import PrescriptionRow
from models.vocabulary import N_
from resources.icons import Icon
from views.layouts import column, row
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.plain import badge
from views.words import joined, said
from views.workplace import Workplace

FROM_PAPER = N_("from paper")


def _mark(row: PrescriptionRow) -> tuple[Icon, str] | None:
    if row.is_halted:
        return Icon.ATTENTION, "attention"
    return (Icon.DOCUMENT, "info") if row.from_paper else None


COLUMNS = (
    Column[PrescriptionRow](N_("Patient"), lambda row: row.patient, wraps=True, weight=2),
    Column[PrescriptionRow](N_("Medicines"), lambda row: row.medicines, wraps=True, weight=2),
    Column[PrescriptionRow](
        N_("Signed"),
        lambda row: row.signed_at_words,
        sort=lambda row: row.signed_at,
        weight=0,
        mark=_mark,
        meaning=lambda row: joined((said(row.state), said(FROM_PAPER) if row.from_paper else "")),
        figures=True,
    ),
)


class PrescriptionList(QWidget):
    """Enter opens a prescription; typing above the list narrows it."""

    chosen = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._place = place
        self._in_hand: UUID | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Patient or medicine"))
        self.search.setAccessibleName(self.tr("Filter the prescriptions"))
        self.search.setClearButtonEnabled(True)
        self.count = badge("", "info")
        self.table: RowsTable[PrescriptionRow] = RowsTable(
            COLUMNS, lambda row: row.prescription_id, name=self.tr("Prescriptions that wait")
        )
        self.table.when_empty(
            self.tr("Nothing waits"),
            self.tr("Signed orders appear here by themselves; on paper, scan their code."),
        )
        self.table.filter_from(self.search)
        self.search.returnPressed.connect(self.table.to_the_rows)
        self.table.chosen.connect(lambda row: self.chosen.emit(row.prescription_id))
        head = row(gap="m")
        head.addWidget(self.search, 1)
        head.addWidget(self.count)
        layout = column(self, gap="m")
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        place.runner.reload_on(WORKLIST.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading the prescriptions…"))
        self.reload()

    def reload(self) -> None:
        """Ask again for what waits."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(WORKLIST),
            self._show,
            owner=self,
            slot="worklist",
            failed=self.table.show_unreadable,
        )

    def take_in_hand(self, prescription_id: UUID) -> None:
        """Another prescription is in hand: the list shows that one as chosen, or none."""
        self._in_hand = prescription_id
        self.table.choose(self._row_in_hand())

    def _row_in_hand(self) -> PrescriptionRow | None:
        waiting = (row for row in self.table.rows if row.prescription_id == self._in_hand)
        return next(waiting, None)

    def _show(self, rows: tuple[PrescriptionRow, ...]) -> None:
        self.table.show_rows(rows)
        in_hand = self._row_in_hand()
        if in_hand is not None and self.table.current is None:
            self.table.choose(in_hand)
        self.count.setText(self.tr("%n waiting", "", len(rows)))
        self.count.setVisible(bool(rows))
