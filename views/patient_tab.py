"""What a tab of the patient's page is, and what the page needs of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.registration.rows import PatientCard
from models.vocabulary import PatientId, ReplicaClass
from views.workplace import Workplace


class TabPage(QWidget):
    """One part of the record of the patient in front. Shows one patient, and never two.

    `said` carries words for the page's notice with their tone; `patient_wanted` asks for another
    patient's page.
    """

    takes_keyboard = False
    """Whether the work begins at once when a patient comes to the front on this tab."""
    said = Signal(str, str)
    patient_wanted = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.patient: PatientId | None = None

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front: forget the last one, then ask for this one."""
        self.patient = patient_id
        self.reload()

    def show_card(self, card: PatientCard) -> None:
        """What the banner says has come, or changed."""

    def leave(self) -> None:
        """The patient is put away: nothing of them stays behind the next page."""
        self.patient = None

    def begin(self) -> None:
        """The tab comes to the front: take the keyboard where the work starts."""
        self.setFocus()

    def reload(self) -> None:
        """Ask again for what is shown."""

    def takes_scan(self, text: str) -> bool:  # noqa: ARG002 - for those that do
        """Take a scan while this tab is in front; False leaves it to the window."""
        return False

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What the tab does for actions of the catalogue, by the key of the use case."""
        return {}


@dataclass(frozen=True, slots=True)
class PatientTab:
    """A tab as the page offers it.

    Attributes:
        key: its name in the program.
        title: the words on it.
        rights: one of these use cases must be the person's for the tab to be shown.
        holds: the class of rows the desk must hold for it; None for what every desk holds.
        make: the tab itself, made when it is first shown.
    """

    key: str
    title: str
    rights: tuple[str, ...]
    holds: ReplicaClass | None
    make: Callable[[Workplace], TabPage]
