"""The bed of the patient who is open: booking one needs the service, saying where they lie never.

A bed that looks taken can be chosen too: what is recorded is what a person sees at the bedside.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.beds.book_bed import BOOK_BED, BookBed
from app.beds.occupy_bed import OCCUPY_BED
from app.beds.queries import BED_BOARD
from app.beds.release_bed import RELEASE_BED, ReleaseBed
from app.beds.rows import BedRow, BedUse
from app.command import Outcome
from app.online import OnlineCommand
from models.vocabulary import EncounterId, PatientId
from views.beds.board import NOW, PLACE
from views.beds.since_line import SinceLine
from views.layouts import row, shrinking
from views.runner import LINE
from views.tables.rows_table import RowsTable
from views.widgets.notice import Notice, tone_of
from views.widgets.plain import Card, button, label, wait_for_answer
from views.words import joined, said
from views.workplace import Workplace

_BOOKABLE = (BedUse.FREE, BedUse.TO_CLEAN)

ROWS_SEEN = 3
"""So many rows, the heading among them, are seen however small the screen is."""


class BedCard(Card):
    """The bed the patient has, all the beds, and the buttons to book one or to record it."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="s")
        self._place = place
        self._patient: PatientId | None = None
        self._visit: EncounterId | None = None
        self._waiting = False
        self.now = label("", "value", wraps=True)
        self.why_not = Notice(tone="attention")
        self.taken = Notice(tone="attention")
        self.answer = Notice()
        self.beds: RowsTable[BedRow] = RowsTable(
            (PLACE, NOW), lambda bed: bed.bed_id, name=self.tr("Beds")
        )
        self.beds.when_empty(
            self.tr("No beds yet"),
            self.tr("Beds are set up by the administrator and arrive with the first connection."),
        )
        self.beds.selected.connect(lambda _bed: self._settle())
        self.beds.chosen.connect(lambda _bed: self._chosen())
        self.book_button = button(self.tr("Book bed"), "primary")
        self.book_button.clicked.connect(self.book)
        self.give_back_button = button(self.tr("Give the booking back"), "link")
        self.give_back_button.clicked.connect(self.give_back)
        self.occupy_button = button(self.tr("Is in bed"))
        self.occupy_button.clicked.connect(self.occupy)
        self.since = SinceLine(place)
        self.since.entered.connect(self.occupy)
        shrinking(self.beds, ROWS_SEEN)
        self._lay_out()
        place.runner.reload_on(BED_BOARD.tables, self.reload, owner=self)
        place.runner.reload_on({LINE}, self._settle, owner=self)
        self.reload()

    def _lay_out(self) -> None:
        head = row(gap="m")
        head.addWidget(label(self.tr("Bed"), "heading"))
        head.addWidget(self.now, 1)
        head.addWidget(self.give_back_button)
        self.body.addLayout(head)
        for each in (self.answer, self.why_not, self.beds, self.taken, self.since):
            self.body.addWidget(each, stretch=int(each is self.beds))
        buttons = row(gap="s")
        buttons.addWidget(self.book_button)
        buttons.addWidget(self.occupy_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def show_patient(self, patient_id: PatientId) -> None:
        """From now on it is about this patient."""
        self._patient, self._visit = patient_id, None
        self.answer.say("")
        self.since.show_patient(patient_id)
        self._settle()

    def show_bed(self, bed: str, visit: EncounterId | None = None) -> None:
        """Which bed the patient has now, and in which visit."""
        self._visit = visit
        self.now.setText(bed or self.tr("No bed is booked."))

    def begin(self) -> None:
        """Into the list of beds."""
        self.beds.setFocus()

    def reload(self) -> None:
        """Ask for the beds again."""
        office = self._place.office
        self._place.runner.ask(
            lambda: _free_first(office.ask(BED_BOARD)),
            self._show,
            owner=self,
            slot="beds",
            failed=self.beds.show_unreadable,
        )

    def book(self) -> None:
        """Ask the service for the bed that is selected."""
        bed, patient_id = self.beds.current, self._patient
        if bed is None or patient_id is None or not self.book_button.isEnabled():
            return
        wait_for_answer(self.book_button, self.beds)
        self.answer.say(self.tr("Asking the server for this bed…"), "info")
        wanted = BookBed(patient_id=patient_id, bed_id=bed.bed_id, encounter_id=self._visit)
        self._request(BOOK_BED, wanted, self.tr("The bed is booked."))

    def give_back(self) -> None:
        """Ask the service to end the booking that this patient has."""
        bed, patient_id = self._booked(), self._patient
        if bed is None or patient_id is None or not self.give_back_button.isEnabled():
            return
        wait_for_answer(self.give_back_button, self.beds)
        self.answer.say(self.tr("Giving the booking back…"), "info")
        wanted = ReleaseBed(patient_id=patient_id, bed_id=bed.bed_id)
        self._request(RELEASE_BED, wanted, self.tr("The booking is given back."))

    def occupy(self) -> None:
        """Record that the patient lies in the bed that is selected."""
        bed, patient_id = self.beds.current, self._patient
        if bed is None or patient_id is None or not self.occupy_button.isEnabled():
            return
        self._waiting = True
        wait_for_answer(self.occupy_button, self.beds)
        context = {"patient": patient_id, "bed": bed.bed_id}
        raw, action = self.since.raw(), self.since.kept.begin()

        def recorded(outcome: Outcome) -> None:
            self._told(outcome, self.tr("Recorded at this desk; it is sent by itself."))
            self.since.settle(outcome, action)

        self._place.carry_out(OCCUPY_BED, context, raw, recorded, owner=self, action=action)

    def _request(self, command: OnlineCommand[Any], wanted: object, otherwise: str) -> None:
        self._waiting, office = True, self._place.office
        self._settle()
        self._place.runner.fetch(
            lambda: office.request(command, wanted),
            lambda outcome: self._told(outcome, otherwise),
            owner=self,
            failed=self._failed,
        )

    def _booked(self) -> BedRow | None:
        """The bed that is booked for this patient, the chosen one before others."""
        current = self.beds.current
        rows = [*((current,) if current else ()), *self.beds.rows]
        mine = (bed for bed in rows if bed.booked_for is not None)
        return next((bed for bed in mine if bed.booked_for == self._patient), None)

    def _chosen(self) -> None:
        """Enter on a bed: book it where that can be done, else offer to say who lies there."""
        if self.book_button.isEnabled():
            self.book()
        else:
            self.occupy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, beds: tuple[BedRow, ...]) -> None:
        self.beds.show_rows(beds)
        self._settle()

    def _settle(self) -> None:
        office = self._place.office
        why = office.why_not(BOOK_BED)
        self._settle_booking()
        self.why_not.say(self._why_words(why), "attention")
        bed, may_record = self.beds.current, self._place.desk.may(OCCUPY_BED.key)
        book, occupy = self.tr("Choose a bed"), self.tr("Is in bed")
        if bed is not None:
            where = f"{bed.ward} · {bed.bed}"
            book = self.tr("Book %1").replace("%1", where)
            occupy = self.tr("Is in %1").replace("%1", where)
        for each, words in ((self.book_button, book), (self.occupy_button, occupy)):
            each.setText(words)
            each.setAccessibleName(words)
        chosen = bed is not None and not self._waiting
        bookable = bed is not None and bed.use in _BOOKABLE
        self.book_button.setEnabled(why is None and chosen and bookable)
        self.occupy_button.setEnabled(chosen and may_record)
        self.taken.say(self._warning(bed), "attention")

    def _settle_booking(self) -> None:
        """Beside the bed: shown where there is a booking, disabled with the reason offline."""
        booked, office = self._booked(), self._place.office
        why = office.why_not(RELEASE_BED)
        name = self.tr("Give the booking back")
        if booked is not None:
            name = joined((name, f"{booked.ward} · {booked.bed}"))
        self.give_back_button.setAccessibleName(name)
        self.give_back_button.setToolTip(said(why) if why else name)
        self.give_back_button.setAccessibleDescription(said(why or ""))
        self.give_back_button.setVisible(booked is not None)
        may_give = self._place.desk.may(RELEASE_BED.key) and not self._waiting
        self.give_back_button.setEnabled(why is None and may_give)

    def _why_words(self, why: str | None) -> str:
        """Why nothing can be booked or given back now; what holds for both is said once."""
        booked, office = self._booked(), self._place.office
        kept = office.why_not(RELEASE_BED) if booked is not None else None
        if (why, kept) == (BOOK_BED.explain_offline, RELEASE_BED.explain_offline):
            return self.tr(
                "Booking a bed needs the server, and so does giving one back. If the patient is "
                "already there, choose “Is in bed”. Otherwise wait for “Online”, or ring the ward."
            )
        return " ".join(dict.fromkeys(said(each) for each in (why, kept) if each))

    def _warning(self, bed: BedRow | None) -> str:
        """Who is recorded in the bed, and what becomes of recording another there."""
        if bed is None or bed.is_free or bed.patient_id == self._patient:
            return ""
        if bed.lying:
            words = self.tr(
                "%1 is recorded in this bed. If this patient is there, record it: both are kept, "
                "and the ward is shown that they do not agree."
            )
            return words.replace("%1", joined(bed.lying))
        words = self.tr(
            "This bed is booked for %1. If this patient is there, record it: the ward is shown "
            "that the two do not agree."
        )
        return words.replace("%1", bed.patient)

    def _told(self, outcome: Outcome, otherwise: str) -> None:
        self._waiting = False
        self.answer.say(said(outcome.words) or otherwise, tone_of(outcome))
        self._settle()
        self.reload()

    def _failed(self) -> None:
        self._waiting = False
        self.answer.say("")
        self._settle()


def _free_first(beds: tuple[BedRow, ...]) -> tuple[BedRow, ...]:
    return tuple(sorted(beds, key=lambda bed: bed.use is not BedUse.FREE))
