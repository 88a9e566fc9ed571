"""What a window does with a scan: a page in front, a paper, a pack, or whoever it means."""

from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.desk import Workspace
from app.pack_scan import read_pack
from app.registration.queries import SEARCH_PATIENTS
from app.registration.rows import SearchResult
from models.vocabulary import PatientId
from views.paper.letter_scan import LetterScans
from views.patient.patient_view import PatientView
from views.pharmacy.pharmacy_view import PharmacyView
from views.shell.pages import PageKey, Pages
from views.shell.scan_routes import ScanRoutes
from views.shell.top_bar import TopBar
from views.workplace import Workplace


class ScanWindow(Protocol):
    """What a scan may need of the window."""

    pages: Pages
    patient: PatientView
    top: TopBar

    def go(self, key: PageKey) -> None:
        """Turn to a page."""

    def open_patient(self, patient_id: PatientId) -> None:
        """Show one patient."""

    def warn(self, words: str) -> None:
        """Say what could not be done."""


class Scanning(QObject):
    """Routes the scans of one window."""

    def __init__(self, place: Workplace, window: ScanWindow) -> None:
        super().__init__()
        self._place, self._window = place, window
        self.letters = LetterScans(place, self._show_patient, self._prescribed, window.warn)
        self._routes = ScanRoutes(self._takes_in_front, self._look_up)
        self._routes.add(self.letters.takes)
        self._routes.add(self._takes_pack)

    def route(self, text: str) -> None:
        """Hand a scan to whom it concerns."""
        self._routes.route(text)

    def _takes_in_front(self, text: str) -> bool:
        takes = getattr(self._window.pages.currentWidget(), "takes_scan", None)
        return takes is not None and bool(takes(text))

    def _takes_pack(self, text: str) -> bool:
        if read_pack(text) is None:
            return False
        words = self.tr("A medicine pack was scanned, and nothing in front asks for one.")
        self._window.warn(words)
        return True

    def _look_up(self, text: str) -> None:
        """Open the one patient a scan means, or show what it may mean."""
        office = self._place.office

        def answered(found: SearchResult) -> None:
            if found.opens is not None:
                self._window.open_patient(found.opens)
            else:
                self._window.top.search.look_for(text)

        self._place.runner.ask(
            lambda: office.ask(SEARCH_PATIENTS, text), answered, owner=self, slot="scan"
        )

    def _prescribed(self, prescription_id: UUID, words: str) -> bool:
        """Bring a prescription to the pharmacist; False where none works here."""
        page = self._page_of(Workspace.PHARMACY)
        if not isinstance(page, PharmacyView):
            return False
        self._window.go(Workspace.PHARMACY)
        page.open_prescription(prescription_id, words)
        return True

    def _show_patient(self, patient_id: PatientId, words: str) -> None:
        self._window.open_patient(patient_id)
        self._window.patient.notice.say(words, "info")

    def _page_of(self, workspace: Workspace) -> QWidget | None:
        open_here = any(each.workspace is workspace for each in self._place.desk.workspaces)
        return self._window.pages.page(workspace) if open_here else None
