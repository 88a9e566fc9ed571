"""The ward workspace: every bed, who has it, and since when."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from app.beds.clean_bed import CLEAN_BED
from app.beds.queries import BED_BOARD
from app.beds.rows import BedRow, BedUse
from app.command import Outcome
from app.times import moment_words
from models.vocabulary import N_
from views.beds.board import BED, BOOKED_BY, NOW, ROOM, SINCE, WARD, who
from views.beds.ward_vitals import WardVitals
from views.layouts import column, row
from views.runner import LINE
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.theme import Theme
from views.widgets.notice import Notice, tone_of
from views.widgets.plain import Card, badge, button, label, wait_for_answer
from views.words import said
from views.workplace import Workplace

PATIENT = Column[BedRow](N_("Patient"), who, wraps=True)
_TONES = {
    BedUse.FREE: "success",
    BedUse.OCCUPIED: "quiet",
    BedUse.BOOKED: "quiet",
    BedUse.TO_CLEAN: "attention",
    BedUse.DIFFERS: "danger",
}


class WardView(QWidget):
    """The bed board; Enter opens the patient who lies there."""

    patient_chosen = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.table: RowsTable[BedRow] = RowsTable(
            self._columns(),
            lambda bed: bed.bed_id,
            name=self.tr("Bed board"),
        )
        self.table.when_empty(
            self.tr("No beds yet"),
            self.tr("Beds are set up by the administrator and arrive with the first connection."),
        )
        self.table.chosen.connect(self._chosen)
        self.table.selected.connect(lambda _bed: self._settle())
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Ward, room, bed or patient"))
        self.search.setAccessibleName(self.tr("Filter the beds"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(2 * Theme.current().tokens.size.rail)
        self.table.filter_from(self.search)
        self.clean_button = button(self.tr("Bed is clean"))
        self.clean_button.clicked.connect(self.clean)
        self.age, self.answer = Notice(tone="attention"), Notice()
        self.counts = {use: badge("", tone) for use, tone in _TONES.items()}
        card = Card(gap="m")
        card.body.addLayout(self._head())
        card.body.addLayout(self._totals())
        for each in (self.age, self.answer):
            card.body.addWidget(each)
        card.body.addWidget(self.table, 1)
        column(self).addWidget(card)
        place.runner.reload_on(BED_BOARD.tables, self.reload, owner=self)
        place.runner.reload_on({LINE}, self._tell_age, owner=self)
        self.table.show_loading(self.tr("Reading the beds…"))
        self._count(())
        self._settle()
        self._tell_age()
        self.reload()

    @property
    def free(self) -> QLabel:
        """How many beds are free."""
        return self.counts[BedUse.FREE]

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

    def clean(self) -> None:
        """Record that the bed that is selected was made ready."""
        bed = self.table.current
        if bed is not None and self.clean_button.isEnabled():
            wait_for_answer(self.clean_button, self.table)
            self._place.carry_out(CLEAN_BED, {"bed": bed.bed_id}, {}, self._answered, owner=self)

    def _head(self) -> QHBoxLayout:
        head = row(gap="m")
        head.addWidget(label(self.tr("Bed board"), "title"))
        head.addStretch(1)
        head.addWidget(self.clean_button)
        head.addWidget(self.search, 2)
        return head

    def _totals(self) -> QHBoxLayout:
        totals = row(gap="s")
        for each in self.counts.values():
            totals.addWidget(each)
        totals.addStretch(1)
        return totals

    def _columns(self) -> tuple[Column[BedRow], ...]:
        """Where the last vital signs are known, they matter more than who booked the bed."""
        self.vitals = WardVitals(self._place, self)
        self.vitals.arrived.connect(lambda: self.table.show_rows(self.table.rows))
        more = self.vitals.columns or (BOOKED_BY,)
        return (replace(WARD, weight=0, wraps=False), ROOM, BED, NOW, PATIENT, SINCE, *more)

    def _show(self, beds: tuple[BedRow, ...]) -> None:
        self.table.show_rows(beds)
        self.vitals.follow(beds)
        self._count(beds)
        self._settle()

    def _count(self, beds: tuple[BedRow, ...]) -> None:
        for use, shown in self.counts.items():
            count = sum(bed.use is use for bed in beds)
            shown.setText(self._count_words(use, count))
            shown.setVisible(bool(count))

    def _count_words(self, use: BedUse, count: int) -> str:
        return {
            BedUse.FREE: self.tr("%n free", "", count),
            BedUse.OCCUPIED: self.tr("%n occupied", "", count),
            BedUse.BOOKED: self.tr("%n booked", "", count),
            BedUse.TO_CLEAN: self.tr("%n to clean", "", count),
            BedUse.DIFFERS: self.tr("%n to look at", "", count),
        }[use]

    def _settle(self) -> None:
        bed = self.table.current
        may_clean = self._place.desk.may(CLEAN_BED.key)
        name = self.tr("Bed is clean")
        if bed is not None and bed.use is BedUse.TO_CLEAN:
            name = self.tr("%1 is clean").replace("%1", f"{bed.ward} · {bed.bed}")
        self.clean_button.setText(name)
        self.clean_button.setAccessibleName(name)
        self.clean_button.setEnabled(may_clean and bed is not None and bed.use is BedUse.TO_CLEAN)

    def _tell_age(self) -> None:
        """Without the service, say how old the board may be."""
        line, words = self._place.office.line, ""
        status = line.status() if line is not None else None
        if status is not None and status.state != "online":
            now = self._place.office.site.now()
            words = self.tr(
                "As known at %1. What other desks have recorded since then is not shown here; "
                "what you see at the bedside is right."
            ).replace("%1", moment_words(status.since, now))
        self.age.say(words, "attention")

    def _answered(self, outcome: Outcome) -> None:
        words = said(outcome.words) or self.tr("Recorded: the bed is clean.")
        self.answer.say(words, tone_of(outcome))
        self.reload()

    def _chosen(self, bed: BedRow) -> None:
        if bed.patient_id is not None:
            self.patient_chosen.emit(bed.patient_id)
