"""The page of one patient: the banner, what is recorded, the bed, and the wristband."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.command import Done, Outcome
from app.registration.print_wristband import PRINT_WRISTBAND
from app.registration.queries import PATIENT_CARD
from app.registration.rows import PatientCard
from models.vocabulary import PatientId
from resources.icons import Icon
from views.beds.bed_card import BedCard
from views.forms.form_dialog import FormDialog
from views.layouts import column, row, scrolled
from views.registration.patient_cards import AddressCard, ContactsCard, WhoCard
from views.widgets.empty_state import EmptyState
from views.widgets.notice import Notice, tone_of
from views.widgets.patient_banner import PatientBanner
from views.widgets.plain import Card, button, label, wait_for_answer
from views.words import said
from views.workplace import Workplace


class PatientView(QWidget):
    """One patient, and never two."""

    put_away = Signal()
    decisions_wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Patient"))
        self._place = place
        self._patient: PatientId | None = None
        self.card: PatientCard | None = None
        self.banner = PatientBanner()
        self.banner.put_away.clicked.connect(self.put_away)
        self.banner.decisions.clicked.connect(self.decisions_wanted)
        self._printing_by_key = False
        self.notice = Notice()
        self.missing = EmptyState()
        self.who, self.contacts, self.address = WhoCard(), ContactsCard(), AddressCard()
        for card in (self.who, self.contacts):
            card.edit_wanted.connect(self.edit)
        self.bed = BedCard(place)
        self.print_band = button(self.tr("Print wristband   Ctrl+P"), "primary")
        self.print_band.clicked.connect(self.print_wristband)
        layout = column(self, gap="m")
        layout.addWidget(self.banner)
        layout.addWidget(self.notice)
        layout.addWidget(self.missing, 1)
        facts = QWidget()
        facts.setProperty("kind", "plain")
        facts.setLayout(self._columns())
        self._facts = scrolled(facts)
        layout.addWidget(self._facts, 1)
        place.runner.reload_on(PATIENT_CARD.tables, self.reload, owner=self)

    def show_patient(self, patient_id: PatientId) -> None:
        """Open the page of this patient."""
        if patient_id != self._patient:
            self._patient, self.card = patient_id, None
            self.banner.hide()
            self._facts.hide()
            self.notice.say("")
            self.missing.say(self.tr("Opening…"), "", Icon.CLOCK)
            self.missing.show()
            self.bed.show_patient(patient_id)
        self.reload()

    def begin(self) -> None:
        """The page itself takes the keyboard: Tab leads to its first button, Esc goes back."""
        self.setFocus()

    def greet(self) -> None:
        """The patient has just been registered."""
        self.notice.say(self.tr("Registered. Saved at this desk; it is sent by itself."), "success")

    def leave(self) -> None:
        """Forget the patient: nothing of them stays behind the next page."""
        self._patient, self.card = None, None

    def reload(self) -> None:
        """Ask for the patient again."""
        office, patient_id = self._place.office, self._patient
        if patient_id is not None:
            self._place.runner.ask(
                lambda: office.ask(PATIENT_CARD, patient_id),
                self._show,
                owner=self,
                slot="card",
                failed=self._unreadable,
            )

    def edit(self, use_case: Any, more: Mapping[str, object]) -> None:
        """Open a form about this patient."""
        if self.card is None:
            return
        context = {"patient": self.card.patient_id, **more}
        dialog = FormDialog(self._place, use_case, context, self.card.name, self)
        dialog.saved.connect(self._saved)
        dialog.open()

    def print_wristband(self) -> None:
        """Put a wristband into the print queue."""
        if self._patient is not None and self.print_band.isEnabled():
            self._printing_by_key = not self.print_band.hasFocus()
            wait_for_answer(self.print_band, self)
            self._place.carry_out(
                PRINT_WRISTBAND, {"patient": self._patient}, {}, self._printed, owner=self
            )

    def _columns(self) -> QHBoxLayout:
        paper = Card()
        paper.body.addWidget(label(self.tr("Paper"), "heading"))
        paper.body.addWidget(
            label(
                self.tr("The wristband carries the name, birth date, MRN and a code to scan."),
                "muted",
                wraps=True,
            )
        )
        paper.body.addWidget(self.print_band)
        left, right = column(gap="m"), column(gap="m")
        for card in (self.who, self.contacts, self.address):
            left.addWidget(card)
        left.addStretch(1)
        right.addWidget(paper)
        right.addWidget(self.bed, 1)
        columns = row(gap="m")
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        return columns

    def _show(self, card: PatientCard | None) -> None:
        self.card = card
        held = card is not None
        self.banner.setVisible(held)
        self._facts.setVisible(held)
        self.missing.setVisible(not held)
        if card is None:
            self.missing.say(
                self.tr("This desk does not hold that patient"),
                self.tr(
                    "They may be registered elsewhere and still on the way here. Find them by name."
                ),
            )
            return
        self.banner.show_card(card)
        for each in (self.who, self.contacts, self.address):
            each.show_card(card)
        self.bed.show_bed(card.bed)

    def _unreadable(self) -> None:
        if self.card is None:
            self.missing.say(
                self.tr("This patient cannot be shown"),
                self.tr("Nothing is lost. Press F5 to try again."),
                Icon.DANGER,
            )

    def _saved(self, done: Done) -> None:
        words = said(done.words) or self.tr("Saved at this desk. It is sent by itself.")
        self.notice.say(words, "success")
        self.reload()

    def _printed(self, outcome: Outcome) -> None:
        self.print_band.setEnabled(True)
        if self.hasFocus() and not self._printing_by_key:
            self.print_band.setFocus(Qt.FocusReason.OtherFocusReason)
        self.notice.say(said(outcome.words), tone_of(outcome))
