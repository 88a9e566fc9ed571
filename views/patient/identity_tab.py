"""The first tab: who it is, how to reach them, the visit, the bed, and their papers."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.registration.rows import PatientCard
from models.vocabulary import PatientId
from views.beds.bed_card import BedCard
from views.encounters.visit_card import VisitCard
from views.layouts import column, row, scrolled
from views.patient_tab import TabPage
from views.registration.patient_cards import AddressCard, ContactsCard, WhoCard
from views.workplace import Workplace


class IdentityTab(TabPage):
    """Names, numbers, how to reach them, where they are."""

    edit_wanted = Signal(object, object)

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Person"))
        self.who, self.contacts, self.address = WhoCard(), ContactsCard(), AddressCard()
        self.visit = VisitCard(place)
        for card in (self.who, self.contacts, self.visit):
            card.edit_wanted.connect(self.edit_wanted)
        self.visit.said.connect(self.said)
        self.bed = BedCard(place)
        facts = QWidget()
        facts.setProperty("kind", "plain")
        facts.setLayout(self._columns())
        column(self).addWidget(scrolled(facts))

    @property
    def print_band(self) -> QPushButton:
        """The button that prints the wristband."""
        return self.visit.print_band

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front."""
        self.patient = patient_id
        self.visit.show_patient(patient_id)
        self.bed.show_patient(patient_id)

    def show_card(self, card: PatientCard) -> None:
        """Show what is recorded."""
        for each in (self.who, self.contacts, self.address):
            each.show_card(card)
        self.visit.show_card(card)
        self.bed.show_bed(card.bed, card.encounter_id)

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What this tab does for the catalogue."""
        return {
            "patient.print_wristband": self.visit.wristband,
            "encounter.print_slip": self.visit.slip,
            "bed.book": self.bed.begin,
            "bed.release": self.bed.give_back,
            "bed.occupy": self.bed.begin,
        }

    def _columns(self) -> QHBoxLayout:
        left, right = column(gap="m"), column(gap="m")
        for card in (self.visit, self.who, self.contacts, self.address):
            left.addWidget(card)
        left.addStretch(1)
        # The beds have a side to themselves: on a small screen a list needs the height.
        right.addWidget(self.bed, 1)
        columns = row(gap="m")
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        return columns
