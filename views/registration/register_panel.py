"""Registering a patient: the form, where the number comes from, and what happens on Enter."""

from PySide6.QtCore import Signal

from app.command import Done
from app.desk_card import DESK_CARD, DeskCard
from app.registration.register_patient import REGISTER_PATIENT
from models.vocabulary import PatientId
from views.forms.field_widgets import LineControl
from views.forms.form_panel import FormPanel
from views.registration.similar_panel import SimilarPanel
from views.widgets.notice import Notice
from views.widgets.plain import Card, label
from views.workplace import Workplace

AND_PRINT = "and_print"
FEW_LEFT = 20


class RegisterPanel(Card):
    """The form with its buttons."""

    registered = Signal(object, bool)
    """The patient's id, and whether a wristband is wanted."""
    backed_out = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__(gap="m")
        self._place = place
        self.body.addWidget(label(self.tr("Register a patient"), "title"))
        self.form = FormPanel(place, REGISTER_PATIENT, {})
        self.numbers = Notice()
        self.form.body.insertWidget(self.form.body.indexOf(self.form.bar), self.numbers)
        self.form.offer(self.tr("Register and print wristband   Enter"), AND_PRINT, "primary")
        self.form.offer(self.tr("Register only"))
        self.form.offer_back_out(self.tr("Keep as draft   Esc"))
        self.body.addWidget(self.form, 1)
        self.similar = SimilarPanel(place, self.form.boxes["apart"])
        for box in self.form.boxes.values():
            box.edited.connect(lambda _name: self.similar.compare(self.form.raw()))
        self.form.opened.connect(lambda: self.similar.compare(self.form.raw()))
        reason = self.form.boxes["apart"].control
        if isinstance(reason, LineControl):
            reason.returnPressed.connect(lambda: self.form.commit(AND_PRINT))
        self.form.done.connect(self._done)
        self.form.backed_out.connect(self.backed_out)
        place.runner.reload_on(DESK_CARD.tables, self.reload, owner=self)
        self.reload()

    def reload(self) -> None:
        """Ask how many numbers are left."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(DESK_CARD), self._show_numbers, owner=self, slot="numbers"
        )

    def _show_numbers(self, card: DeskCard) -> None:
        left = card.numbers_left
        if left > FEW_LEFT:
            words = self.tr("The MRN comes from this desk's own numbers (%1 left). Valid offline.")
            self.numbers.say(words.replace("%1", f"{left:,}"), "info")
        elif left:
            words = self.tr(
                "Only %n of this desk's own MRNs left. It gets more when online.", "", left
            )
            self.numbers.say(words, "attention")
        else:
            words = self.tr(
                "This desk has no MRN left and gives a temporary number. The patient gets an MRN "
                "when the server is reached again."
            )
            self.numbers.say(words, "attention")

    def _done(self, done: Done, key: str) -> None:
        self.similar.forget()
        self.form.open()
        self.form.focus_first()
        self.registered.emit(PatientId(done.result), key == AND_PRINT)
