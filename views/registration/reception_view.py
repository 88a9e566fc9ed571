"""The reception workspace: register on the left, who came lately on the right."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.marks import MARK_WORDS, SyncMark
from app.registration.queries import RECENT_PATIENTS
from app.registration.rows import PatientRow
from models.vocabulary import N_
from resources.icons import Icon
from views.encounters.visit_list import VisitList
from views.layouts import column, measured, row
from views.registration.register_panel import RegisterPanel
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.plain import Card, label
from views.words import said
from views.workplace import Workplace

_MARKS = {
    SyncMark.SENT: None,
    SyncMark.WAITING: (Icon.CLOCK, "muted"),
    SyncMark.REFUSED: (Icon.ATTENTION, "danger"),
}
COLUMNS = (
    Column[PatientRow](N_("Name"), lambda row: row.name, wraps=True),
    Column[PatientRow](N_("Born"), lambda row: row.born, weight=0, figures=True),
    Column[PatientRow](
        N_("MRN"),
        lambda row: row.mrn,
        weight=0,
        mark=lambda row: _MARKS[row.mark],
        meaning=lambda row: said(MARK_WORDS[row.mark]),
        figures=True,
    ),
)


class ReceptionView(QWidget):
    """What a receptionist has in front of them all day."""

    patient_chosen = Signal(object)
    registered = Signal(object, bool)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.register = RegisterPanel(place)
        self.register.registered.connect(self.registered)
        self.register.backed_out.connect(self._to_the_list)
        self.table: RowsTable[PatientRow] = RowsTable(
            COLUMNS, lambda row: row.patient_id, name=self.tr("Recent patients")
        )
        self.table.when_empty(
            self.tr("Nobody registered yet"),
            self.tr("Patients registered at any desk of the hospital appear here."),
        )
        self.table.chosen.connect(lambda row: self.patient_chosen.emit(row.patient_id))
        self.recent = Card()
        self.recent.body.addWidget(label(self.tr("Recent patients"), "heading"))
        self.recent.body.addWidget(self.table, 1)
        self.visits = VisitList(place)
        self.visits.patient_chosen.connect(self.patient_chosen)
        self.similar = self.register.similar
        self.similar.patient_chosen.connect(self.patient_chosen)
        self.similar.changed.connect(self._make_room)
        QShortcut(QKeySequence("Alt+S"), self, self.similar.begin)
        self._lay_out()
        place.runner.reload_on(RECENT_PATIENTS.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading the patients of this desk…"))
        self.reload()

    def _lay_out(self) -> None:
        beside = column(gap="m")
        for each in (self.similar, self.visits, self.recent):
            beside.addWidget(each, 1)
        layout = row(self, gap="m")
        layout.addWidget(measured(self.register), 6)
        layout.addLayout(beside, 5)

    def reload(self) -> None:
        """Ask for the newest registrations."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(RECENT_PATIENTS),
            self.table.show_rows,
            owner=self,
            slot="rows",
            failed=self.table.show_unreadable,
        )

    def begin(self) -> None:
        """Ctrl+N: into the first field of the form."""
        self.register.form.focus_first()

    def _make_room(self, alike: bool, strong: bool) -> None:  # noqa: FBT001 - a signal
        """Who may be the same person matters more than who came lately, or who waits."""
        self.recent.setHidden(alike)
        self.visits.setHidden(strong)

    def _to_the_list(self) -> None:
        self.table.setFocus()
