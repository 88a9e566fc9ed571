"""The visits of today at any desk, with the number each waits under."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.encounters.queries import TODAYS_VISITS
from app.encounters.rows import VisitRow
from app.marks import MARK_WORDS, SyncMark
from models.vocabulary import N_
from resources.icons import Icon
from views.layouts import row
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.theme import Theme
from views.widgets.plain import Card, badge, label
from views.words import joined, said
from views.workplace import Workplace

_MARKS = {
    SyncMark.SENT: None,
    SyncMark.WAITING: (Icon.CLOCK, "muted"),
    SyncMark.REFUSED: (Icon.ATTENTION, "danger"),
}
COLUMNS = (
    Column[VisitRow](
        N_("Number"),
        lambda visit: visit.token,
        weight=0,
        mark=lambda visit: _MARKS[visit.mark],
        meaning=lambda visit: said(MARK_WORDS[visit.mark]),
        figures=True,
    ),
    Column[VisitRow](N_("Patient"), lambda visit: visit.patient, wraps=True),
    Column[VisitRow](
        N_("Visit"),
        lambda visit: visit.kind if visit.is_open else visit.state,
        weight=0,
        meaning=lambda visit: joined((visit.kind, visit.place)),
    ),
    Column[VisitRow](
        N_("Since"),
        lambda visit: visit.began,
        sort=lambda visit: visit.started_at.timestamp(),
        weight=0,
        figures=True,
    ),
)


class VisitList(Card):
    """Who has come today; Enter opens the patient."""

    patient_chosen = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__(gap="s")
        self._place = place
        self.table: RowsTable[VisitRow] = RowsTable(
            COLUMNS, lambda visit: visit.encounter_id, name=self.tr("Visits of today")
        )
        self.table.when_empty(
            self.tr("No visit opened today"),
            self.tr("Open a patient, then a visit with Ctrl+O: who waits appears here."),
        )
        self.table.chosen.connect(lambda visit: self.patient_chosen.emit(visit.patient_id))
        self.waiting = badge("", "info")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Number or name"))
        self.search.setAccessibleName(self.tr("Filter the visits"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(Theme.current().tokens.size.rail)
        self.search.setMinimumWidth(2 * Theme.current().tokens.size.control)
        self.table.filter_from(self.search)
        head = row(gap="s")
        head.addWidget(label(self.tr("Today"), "heading"))
        head.addWidget(self.waiting)
        head.addStretch(1)
        head.addWidget(self.search, 2)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        place.runner.reload_on(TODAYS_VISITS.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading the visits of today…"))
        self._count(())
        self.reload()

    def reload(self) -> None:
        """Ask for the visits again."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(TODAYS_VISITS),
            self._show,
            owner=self,
            slot="visits",
            failed=self.table.show_unreadable,
        )

    def _show(self, visits: tuple[VisitRow, ...]) -> None:
        self.table.show_rows(visits)
        self._count(visits)

    def _count(self, visits: tuple[VisitRow, ...]) -> None:
        waiting = sum(visit.is_open and bool(visit.token) for visit in visits)
        self.waiting.setText(self.tr("%n waiting", "", waiting))
        self.waiting.setVisible(bool(waiting))
