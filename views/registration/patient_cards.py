"""The cards of the patient's page: who it is, how to reach them, where they live."""

from PySide6.QtCore import Signal

from app.registration.change_contact import CHANGE_CONTACT
from app.registration.change_demographics import CHANGE_DEMOGRAPHICS
from app.registration.change_name import CHANGE_NAME
from app.registration.rows import ContactRow, PatientCard
from views.registration.record_card import RecordCard
from views.widgets.plain import button
from views.words import joined, said


class WhoCard(RecordCard):
    """Name, birth date, gender and numbers."""

    edit_wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.title(self.tr("Who"))
        name = self.offer(self.tr("Change name"), self.tr("Change name"))
        name.clicked.connect(lambda: self.edit_wanted.emit(CHANGE_NAME, {}))
        facts = self.offer(
            self.tr("Change birth date, gender"), self.tr("Change birth date or gender")
        )
        facts.clicked.connect(lambda: self.edit_wanted.emit(CHANGE_DEMOGRAPHICS, {}))

    def show_card(self, card: PatientCard) -> None:
        """Show what is recorded."""
        with self.renewed():
            self.line(self.tr("Name"), card.name, card.mark)
            self.line(self.tr("Born"), f"{card.born} ({card.age})" if card.age else card.born)
            self.line(self.tr("Gender"), card.gender)
            if card.mrn:
                self.line(self.tr("MRN"), card.mrn)
            if card.temporary_numbers:
                self.line(self.tr("Temporary number"), joined(card.temporary_numbers))


class ContactsCard(RecordCard):
    """Telephone numbers and e-mail addresses, each with its own mark and button."""

    edit_wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.title(self.tr("How to reach them"))
        add = self.offer(self.tr("Add"), self.tr("Add a phone number or e-mail address"))
        add.clicked.connect(lambda: self.edit_wanted.emit(CHANGE_CONTACT, {}))

    def show_card(self, card: PatientCard) -> None:
        """Show what is recorded."""
        with self.renewed():
            if not card.contacts:
                self.nothing(self.tr("No telephone number or e-mail address is recorded."))
            for contact in card.contacts:
                self._contact(contact)

    def _contact(self, contact: ContactRow) -> None:
        title = said(contact.label)
        change = button(self.tr("Change"), "link", self.tr("Change %1").replace("%1", title))
        more = {"contact": contact.contact_id}
        change.clicked.connect(lambda: self.edit_wanted.emit(CHANGE_CONTACT, more))
        self.line(title, contact.value, contact.mark, change)


class AddressCard(RecordCard):
    """Where the patient lives."""

    def __init__(self) -> None:
        super().__init__()
        self.title(self.tr("Where they live"))

    def show_card(self, card: PatientCard) -> None:
        """Show what is recorded."""
        with self.renewed():
            if card.address:
                self.line(self.tr("Address"), "\n".join(card.address))
            else:
                self.nothing(self.tr("No address is recorded."))
