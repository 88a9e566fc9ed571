"""What happened in the visit, to be read beside the form that ends it."""

from app.chart.rows import Timeline, TimelineRow
from app.chart.timeline import NEWEST_VISIT
from models.vocabulary import N_, PatientId
from views.chart.timeline_table import what_words
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.plain import Card, label
from views.workplace import Workplace

COLUMNS = (
    Column[TimelineRow](
        N_("When"),
        lambda each: each.when,
        sort=lambda each: each.at.timestamp(),
        weight=0,
        figures=True,
    ),
    Column[TimelineRow](N_("What"), what_words, wraps=True),
    Column[TimelineRow](N_("Who"), lambda each: each.who, weight=0),
)


class VisitCourse(Card):
    """The newest visit, without what was struck out; asks only while it is seen."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(gap="s")
        self._place = place
        self._patient: PatientId | None = None
        self.table: RowsTable[TimelineRow] = RowsTable(
            COLUMNS, lambda each: each.key, name=self.tr("In this visit")
        )
        self.table.when_empty(
            self.tr("Nothing has happened yet"),
            self.tr("What is recorded about this patient appears here at once."),
        )
        self.body.addWidget(label(self.tr("In this visit"), "heading"))
        self.body.addWidget(self.table, 1)
        place.runner.reload_on(NEWEST_VISIT.tables, self.reload, owner=self)

    def show_patient(self, patient_id: PatientId | None) -> None:
        """Another patient is in front, or none: nothing of the last one stays."""
        self._patient = patient_id
        self.table.show_rows(())
        self.reload()

    def put(self, *, shown: bool) -> None:
        """Show it where there is room for it."""
        if shown == self.isHidden():
            self.setVisible(shown)
            self.reload()

    def reload(self) -> None:
        """Ask again for what happened."""
        office, patient_id = self._place.office, self._patient
        if patient_id is not None and not self.isHidden():
            self._place.runner.ask(
                lambda: office.ask(NEWEST_VISIT, patient_id),
                self._show,
                owner=self,
                slot="course",
                failed=self.table.show_unreadable,
            )

    def _show(self, found: Timeline) -> None:
        if found.patient_id == self._patient:
            self.table.show_rows([each for each in found.rows if not each.is_void])
