"""The first tab: who it is, how to reach them, the bed, and the wristband."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.command import Outcome
from app.registration.print_wristband import PRINT_WRISTBAND
from app.registration.rows import PatientCard
from models.vocabulary import PatientId
from views.beds.bed_card import BedCard
from views.layouts import column, row, scrolled
from views.patient.tab import TabPage
from views.registration.patient_cards import AddressCard, ContactsCard, WhoCard
from views.widgets.notice import tone_of
from views.widgets.plain import Card, button, label, wait_for_answer
from views.words import said
from views.workplace import Workplace


class IdentityTab(TabPage):
    """Names, numbers, how to reach them, where they are."""

    edit_wanted = Signal(object, object)

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Person"))
        self._printing_by_key = False
        self.who, self.contacts, self.address = WhoCard(), ContactsCard(), AddressCard()
        for card in (self.who, self.contacts):
            card.edit_wanted.connect(self.edit_wanted)
        self.bed = BedCard(place)
        self.print_band = button(self.tr("Print wristband   Ctrl+P"), "primary")
        self.print_band.clicked.connect(self.print_wristband)
        facts = QWidget()
        facts.setProperty("kind", "plain")
        facts.setLayout(self._columns())
        column(self).addWidget(scrolled(facts))

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front."""
        self.patient = patient_id
        self.bed.show_patient(patient_id)

    def show_card(self, card: PatientCard) -> None:
        """Show what is recorded."""
        for each in (self.who, self.contacts, self.address):
            each.show_card(card)
        self.bed.show_bed(card.bed)

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What this tab does for the catalogue."""
        return {
            "patient.print_wristband": self.print_wristband,
            "bed.book": self.bed.free.setFocus,
        }

    def print_wristband(self) -> None:
        """Put a wristband into the print queue."""
        if self.patient is not None and self.print_band.isEnabled():
            self._printing_by_key = not self.print_band.hasFocus()
            wait_for_answer(self.print_band, self)
            self.place.carry_out(
                PRINT_WRISTBAND, {"patient": self.patient}, {}, self._printed, owner=self
            )

    def _columns(self) -> QHBoxLayout:
        paper = Card()
        paper.body.addWidget(label(self.tr("Paper"), "heading"))
        words = self.tr("The wristband carries the name, birth date, MRN and a code to scan.")
        paper.body.addWidget(label(words, "muted", wraps=True))
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

    def _printed(self, outcome: Outcome) -> None:
        self.print_band.setEnabled(True)
        if self.hasFocus() and not self._printing_by_key:
            self.print_band.setFocus(Qt.FocusReason.OtherFocusReason)
        words: Any = said(outcome.words)
        self.said.emit(words, tone_of(outcome))
