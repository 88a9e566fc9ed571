"""The visit that is going on, the number the patient waits under, and the papers of both."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from app.command import Outcome
from app.encounters.open_visit import OPEN_VISIT
from app.encounters.print_slip import PRINT_SLIP
from app.registration.print_wristband import PRINT_WRISTBAND
from app.registration.rows import PatientCard
from models.vocabulary import PatientId
from views.layouts import row
from views.widgets.notice import tone_of
from views.widgets.plain import Card, button, label, wait_for_answer
from views.words import said
from views.workplace import Workplace


class VisitCard(Card):
    """Open a visit, print its slip, print the wristband."""

    edit_wanted = Signal(object, object)
    said = Signal(str, str)

    def __init__(self, place: Workplace) -> None:
        super().__init__(gap="s")
        self._place = place
        self._patient: PatientId | None = None
        self._pressed: QPushButton | None = None
        self.now = label("", "value", wraps=True)
        self.token = label("", "name")
        self.token.setAccessibleName(self.tr("Number to wait under"))
        self.open_button = button(self.tr("Open visit   Ctrl+O"), name=self.tr("Open visit"))
        self.open_button.clicked.connect(lambda: self.edit_wanted.emit(OPEN_VISIT, {}))
        self.print_slip = button(self.tr("Slip"), name=self.tr("Print visit slip"))
        self.print_slip.setToolTip("Ctrl+Alt+P")
        self.print_slip.clicked.connect(self.slip)
        self.print_band = button(
            self.tr("Wristband   Ctrl+P"), "primary", self.tr("Print wristband   Ctrl+P")
        )
        self.print_band.clicked.connect(self.wristband)
        line = row(gap="s")
        line.addWidget(label(self.tr("Visit"), "heading"))
        line.addWidget(self.now, 1)
        for each in (self.token, self.open_button, self.print_slip, self.print_band):
            line.addWidget(each)
        self.body.addLayout(line)

    def show_patient(self, patient_id: PatientId) -> None:
        """From now on it is about this patient."""
        self._patient = patient_id

    def show_card(self, card: PatientCard) -> None:
        """Show the visit that is going on."""
        self.now.setText(card.visit or self.tr("No visit is open."))
        self.token.setText(card.token)
        self.token.setVisible(bool(card.token))
        if card.encounter_id is None and self.print_slip.hasFocus():
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.print_slip.setEnabled(card.encounter_id is not None)
        self.open_button.setEnabled(self._place.desk.may(OPEN_VISIT.key))

    def slip(self) -> None:
        """Put the slip of the visit into the print queue."""
        self._print(PRINT_SLIP, self.print_slip)

    def wristband(self) -> None:
        """Put a wristband into the print queue."""
        self._print(PRINT_WRISTBAND, self.print_band)

    def _print(self, task: object, pressed: QPushButton) -> None:
        if self._patient is None or not pressed.isEnabled():
            return
        self._pressed = pressed if pressed.hasFocus() else None
        wait_for_answer(pressed, self.open_button)
        self._place.carry_out(
            task, {"patient": self._patient}, {}, lambda o: self._printed(o, pressed), owner=self
        )

    def _printed(self, outcome: Outcome, pressed: QPushButton) -> None:
        pressed.setEnabled(True)
        if self._pressed is pressed and self.open_button.hasFocus():
            pressed.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit(said(outcome.words), tone_of(outcome))
