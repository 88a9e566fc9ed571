"""A bed for the patient who is open: only the service can promise it, and offline that is said."""

from PySide6.QtWidgets import QWidget

from app.beds.book_bed import BOOK_BED, BookBed
from app.beds.queries import BED_BOARD
from app.beds.rows import BedRow
from app.command import Outcome
from models.vocabulary import PatientId
from views.beds.board import BED, ROOM, WARD
from views.runner import LINE
from views.tables.rows_table import RowsTable
from views.widgets.notice import Notice, tone_of
from views.widgets.plain import Card, button, label, wait_for_answer
from views.words import said
from views.workplace import Workplace


class BedCard(Card):
    """The bed the patient has, the free ones, and the button to book one."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="s")
        self._place = place
        self._patient: PatientId | None = None
        self._waiting = False
        self.now = label("", "value", wraps=True)
        self.why_not = Notice(tone="attention")
        self.answer = Notice()
        self.free: RowsTable[BedRow] = RowsTable(
            (WARD, ROOM, BED), lambda bed: bed.bed_id, name=self.tr("Free beds")
        )
        self.free.when_empty(
            self.tr("No free bed"), self.tr("Every bed this desk knows is booked.")
        )
        self.free.selected.connect(lambda _bed: self._settle())
        self.free.chosen.connect(lambda _bed: self.book())
        self.book_button = button(self.tr("Book bed"), "primary")
        self.book_button.clicked.connect(self.book)
        self.body.addWidget(label(self.tr("Bed"), "heading"))
        for each in (self.now, self.answer, self.why_not):
            self.body.addWidget(each)
        self.body.addWidget(label(self.tr("Free beds, as far as this desk knows"), "caption"))
        self.body.addWidget(self.free, 1)
        self.body.addWidget(self.book_button)
        place.runner.reload_on(BED_BOARD.tables, self.reload, owner=self)
        place.runner.reload_on({LINE}, self._settle, owner=self)
        self.reload()

    def show_patient(self, patient_id: PatientId) -> None:
        """From now on it is about this patient."""
        self._patient = patient_id
        self.answer.say("")
        self._settle()

    def show_bed(self, bed: str) -> None:
        """Which bed the patient has now."""
        self.now.setText(bed or self.tr("No bed is booked."))

    def reload(self) -> None:
        """Ask for the beds again."""
        office = self._place.office
        self._place.runner.ask(
            lambda: tuple(bed for bed in office.ask(BED_BOARD) if bed.is_free),
            self._show,
            owner=self,
            slot="beds",
            failed=self.free.show_unreadable,
        )

    def book(self) -> None:
        """Ask the service for the bed that is selected."""
        bed, patient_id, office = self.free.current, self._patient, self._place.office
        if bed is None or patient_id is None or not self.book_button.isEnabled():
            return
        self._waiting = True
        wait_for_answer(self.book_button, self.free)
        self._settle()
        self.answer.say(self.tr("Asking the server for this bed…"), "info")
        self._place.runner.fetch(
            lambda: office.request(BOOK_BED, BookBed(patient_id=patient_id, bed_id=bed.bed_id)),
            self._answered,
            owner=self,
            failed=self._failed,
        )

    def _show(self, beds: tuple[BedRow, ...]) -> None:
        self.free.show_rows(beds)
        self._settle()

    def _settle(self) -> None:
        why = self._place.office.why_not(BOOK_BED)
        self.why_not.say(said(why or ""), "attention")
        bed = self.free.current
        words = self.tr("Choose a free bed")
        if bed is not None:
            words = self.tr("Book %1").replace("%1", f"{bed.ward} · {bed.bed}")
        self.book_button.setText(words)
        self.book_button.setAccessibleName(words)
        self.book_button.setEnabled(why is None and not self._waiting and bed is not None)

    def _answered(self, outcome: Outcome) -> None:
        self._waiting = False
        words = said(outcome.words) or self.tr("The bed is booked.")
        self.answer.say(words, tone_of(outcome))
        self._settle()
        self.reload()

    def _failed(self) -> None:
        self._waiting = False
        self.answer.say("")
        self._settle()
