"""A scan of a signed paper, wherever it happens: read, verified, and what it is about opened."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from app.paper.intake import Intake, IntakeState, looks_like_letter
from models.vocabulary import PatientId
from views.words import said
from views.workplace import Workplace


class LetterScans(QObject):
    """Takes the scans of papers for a window.

    Args:
        place: the workplace.
        open_patient: shows a patient, and says these words on their page.
        open_prescription: shows a prescription at the pharmacy; False where it is not offered.
        warn: says what could not be done.
    """

    def __init__(
        self,
        place: Workplace,
        open_patient: Callable[[PatientId, str], None],
        open_prescription: Callable[[UUID, str], bool],
        warn: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._place, self._warn = place, warn
        self._open_patient, self._open_prescription = open_patient, open_prescription

    def takes(self, text: str) -> bool:
        """Take the scan if it is of a paper of ours."""
        if not looks_like_letter(text) or self._place.desk.acting is None:
            return False
        office = self._place.office
        self._place.runner.submit(lambda: office.paper.take_scan(text), self._taken, owner=self)
        return True

    def _taken(self, intake: Intake) -> None:
        words = said(intake.words)
        if intake.patient_id is None:
            self._warn(words)
            return
        line = self._place.office.line
        if intake.state is IntakeState.COMPLETE and line is not None:
            line.nudge()
        self._warn("")
        dispensed_here = (
            intake.is_prescription
            and intake.subject is not None
            and self._open_prescription(intake.subject, words)
        )
        if not dispensed_here:
            self._open_patient(intake.patient_id, words)
