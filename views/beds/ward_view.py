"""The ward workspace: every bed, who has it, and since when."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.beds.queries import BED_BOARD
from app.beds.rows import BedRow
from models.vocabulary import N_
from views.beds.board import BED, BOOKED_BY, ROOM, SINCE, WARD
from views.layouts import column, row
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.theme import Theme
from views.widgets.plain import Card, badge, label
from views.workplace import Workplace


class WardView(QWidget):
    """The bed board; Enter opens the patient who lies there."""

    patient_chosen = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        patient = Column[BedRow](
            N_("Patient"), lambda bed: bed.patient or self.tr("Free"), wraps=True
        )
        self.table: RowsTable[BedRow] = RowsTable(
            (replace(WARD, weight=0, wraps=False), ROOM, BED, patient, SINCE, BOOKED_BY),
            lambda bed: bed.bed_id,
            name=self.tr("Bed board"),
        )
        self.table.when_empty(
            self.tr("No beds yet"),
            self.tr("Beds are set up by the administrator and arrive with the first connection."),
        )
        self.table.chosen.connect(self._chosen)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Ward, room, bed or patient"))
        self.search.setAccessibleName(self.tr("Filter the beds"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(2 * Theme.current().tokens.size.rail)
        self.search.textChanged.connect(self.table.filter)
        self.free, self.taken = badge("", "success"), badge("", "quiet")
        head = row(gap="m")
        head.addWidget(label(self.tr("Bed board"), "title"))
        head.addWidget(self.free)
        head.addWidget(self.taken)
        head.addStretch(1)
        head.addWidget(self.search)
        card = Card(gap="m")
        card.body.addLayout(head)
        card.body.addWidget(self.table, 1)
        column(self).addWidget(card)
        place.runner.reload_on(BED_BOARD.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading the beds…"))
        self._count(())
        self.reload()

    def reload(self) -> None:
        """Ask for the beds again."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(BED_BOARD),
            self._show,
            owner=self,
            slot="beds",
            failed=self.table.show_unreadable,
        )

    def begin(self) -> None:
        """Ctrl+N: there is nothing new to make on the board; find a bed."""
        self.search.setFocus()

    def _show(self, beds: tuple[BedRow, ...]) -> None:
        self.table.show_rows(beds)
        self._count(beds)

    def _count(self, beds: tuple[BedRow, ...]) -> None:
        free = sum(bed.is_free for bed in beds)
        self.free.setText(self.tr("%n free", "", free))
        self.taken.setText(self.tr("%n booked", "", len(beds) - free))
        self.free.setVisible(bool(beds))
        self.taken.setVisible(bool(beds))

    def _chosen(self, bed: BedRow) -> None:
        if bed.patient_id is not None:
            self.patient_chosen.emit(bed.patient_id)
