"""The tab of the discharge: the form while the visit goes on, the summary when it has ended."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.command import Done, Outcome
from app.discharge.print_summary import PRINT_SUMMARY
from app.discharge.queries import DISCHARGE_CARD
from app.discharge.record_discharge import RECORD_DISCHARGE
from app.discharge.rows import DischargeCard
from models.vocabulary import PatientId
from resources.icons import Icon
from views.discharge.summary_card import SummaryCard
from views.discharge.visit_course import VisitCourse
from views.forms.form_panel import FormPanel
from views.layouts import column, is_wide, row
from views.patient_tab import TabPage
from views.widgets.empty_state import EmptyState
from views.widgets.notice import Notice, tone_of
from views.widgets.plain import Card, label, wait_for_answer
from views.words import said
from views.workplace import Workplace


class DischargeTab(TabPage):
    """Recording that somebody has left is never disabled: it works without the service."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Discharge"))
        self.form: FormPanel | None = None
        self._open_for: tuple[PatientId, str] | None = None
        self._was_in_bed = ""
        self.visit, self.bed = label("", "value", wraps=True), Notice()
        self._form_card, self._form_room = Card(gap="s"), column()
        self._form_card.body.addWidget(label(self.tr("Discharge"), "heading"))
        self._form_card.body.addWidget(self.visit)
        self._form_card.body.addWidget(self.bed)
        self._form_card.body.addLayout(self._form_room, 1)
        self.summary = SummaryCard()
        self.summary.print_summary.clicked.connect(self.print_summary)
        self.empty, self._blank = EmptyState(), Card()
        self._blank.body.addWidget(self.empty, 1)
        self._stack = QStackedWidget()
        for page in (self._blank, self._form_card, self.summary):
            self._stack.addWidget(page)
        self.course = VisitCourse(place)
        self.course.hide()
        sides = row(self, gap="m")
        sides.addWidget(self._stack, 5)
        sides.addWidget(self.course, 4)
        place.runner.reload_on(DISCHARGE_CARD.tables, self.reload, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What happened stands beside the form where there is room for both."""
        super().resizeEvent(event)
        self.course.put(shown=is_wide(self))

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front."""
        self._forget()
        self.course.show_patient(patient_id)
        self.empty.say(self.tr("Reading the visit…"), "", Icon.CLOCK)
        super().show_patient(patient_id)

    def leave(self) -> None:
        """Nothing of the patient stays behind the next page."""
        super().leave()
        self._forget()
        self.course.show_patient(None)

    def begin(self) -> None:
        """The keyboard is where the work starts."""
        if self._stack.currentWidget() is self._form_card and self.form is not None:
            self.form.focus_first()
        elif self._stack.currentWidget() is self.summary:
            self.summary.print_summary.setFocus()
        else:
            self.setFocus()

    def reload(self) -> None:
        """Ask where the end of the visit stands."""
        office, patient_id = self.place.office, self.patient
        if patient_id is not None:
            self.place.runner.ask(
                lambda: office.ask(DISCHARGE_CARD, patient_id),
                self._show,
                owner=self,
                slot="card",
                failed=self._unreadable,
            )

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What this tab does for the catalogue."""
        return {RECORD_DISCHARGE.key: self.begin, PRINT_SUMMARY.key: self.print_summary}

    def print_summary(self) -> None:
        """Put the summary into the print queue."""
        if self.patient is not None and self.summary.print_summary.isEnabled():
            wait_for_answer(self.summary.print_summary, self)
            self.place.carry_out(
                PRINT_SUMMARY, {"patient": self.patient}, {}, self._printed, owner=self
            )

    def _show(self, card: DischargeCard) -> None:
        if card.patient_id != self.patient:
            return
        if card.is_open:
            self._show_form(card)
        elif card.visit:
            self.summary.show_card(card)
            self._front(self.summary)
        else:
            self.empty.say(
                self.tr("No visit to end"),
                self.tr("This desk knows of no visit of this patient. Open one with Ctrl+O."),
            )
            self._front(self._blank)

    def _show_form(self, card: DischargeCard) -> None:
        self.visit.setText(said(card.visit))
        words = self.tr("%1 becomes “to clean” and is free for the next patient after that.")
        self.bed.say(words.replace("%1", card.bed) if card.bed else "", "info")
        self._was_in_bed = card.bed
        opened = (card.patient_id, card.visit)
        if self._open_for != opened or self.form is None:
            self._put_form_away()
            made = FormPanel(self.place, RECORD_DISCHARGE, {"patient": card.patient_id})
            made.offer(self.tr("Discharge   Enter"), kind="primary")
            made.offer_back_out(self.tr("Keep as draft   Esc"))
            made.done.connect(self._done)
            made.backed_out.connect(self.setFocus)
            self.form, self._open_for = made, opened
            self._form_room.addWidget(made)
        self._front(self._form_card)

    def _done(self, _done: Done, _key: str) -> None:
        words = self.tr("Discharged. Saved at this desk; it is sent by itself.")
        if self._was_in_bed:
            words += " " + self.tr("%1 becomes “to clean”.").replace("%1", self._was_in_bed)
        self._put_form_away()
        self.said.emit(words, "success")
        self.reload()
        self.begin()

    def _printed(self, outcome: Outcome) -> None:
        self.summary.print_summary.setEnabled(True)
        if self.hasFocus():
            self.summary.print_summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit(said(outcome.words), tone_of(outcome))

    def _front(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)

    def _put_form_away(self) -> None:
        self._open_for = None
        if self.form is not None:
            self.form.hide()
            self.form.setParent(None)
            self.form.deleteLater()
            self.form = None

    def _forget(self) -> None:
        self._put_form_away()
        self._was_in_bed = ""
        self.summary.clear()
        self._front(self._blank)

    def _unreadable(self) -> None:
        self.empty.say(
            self.tr("The visit cannot be shown"),
            self.tr("Nothing is lost. Press F5 to try again."),
            Icon.DANGER,
        )
        self._front(self._blank)
