"""The tab of the timeline: everything that happened, with who, where and how it came to be here."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from app.chart.rows import KIND_WORDS, Kind, Timeline, TimelineRow
from app.chart.timeline import NEWEST_VISIT, TIMELINE
from app.chart.void_record import VOID_RECORD
from app.registration.rows import PatientCard
from models.vocabulary import EncounterId, PatientId
from views.chart.timeline_table import timeline_table
from views.forms.field_widgets import ChoiceControl
from views.forms.form_dialog import FormDialog
from views.layouts import column, row
from views.patient_tab import TabPage
from views.theme import Theme
from views.widgets.plain import Card, button, label
from views.words import said
from views.workplace import Workplace

WHOLE = "whole"
"""What the list of visits holds for everything."""


class TimelineTab(TabPage):
    """Filters answer at once, from what was read; another visit is read anew."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setAccessibleName(self.tr("Timeline"))
        self._name = ""
        self._chosen = ""
        self._found: Timeline | None = None
        self.table = timeline_table(self.tr("Timeline"))
        self.table.when_empty(
            self.tr("Nothing has happened yet"),
            self.tr("What is recorded about this patient appears here at once."),
        )
        self.table.selected.connect(lambda _row: self._settle())
        self.visits, self.kinds = ChoiceControl((), ""), ChoiceControl((), "")
        self.kinds.clear()
        self.visits.setAccessibleName(self.tr("Which visit"))
        self.kinds.setAccessibleName(self.tr("Which kind"))
        self.kinds.addItem(self.tr("All kinds"), None)
        for kind, words in KIND_WORDS.items():
            self.kinds.addItem(said(words), kind.value)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter"))
        self.search.setAccessibleName(self.tr("Filter the timeline"))
        self.search.setClearButtonEnabled(True)
        self.void = button(self.tr("Strike out…"), "link", self.tr("Strike out the chosen record"))
        self._lay_out()
        self.visits.activated.connect(self._visit_chosen)
        self.kinds.currentIndexChanged.connect(lambda _index: self._show_rows())
        self.table.filter_from(self.search)
        self.void.clicked.connect(self.strike_out)
        place.runner.reload_on(TIMELINE.tables, self.reload, owner=self)

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front: their newest visit."""
        self._forget()
        self.table.show_loading(self.tr("Reading the timeline…"))
        super().show_patient(patient_id)

    def show_card(self, card: PatientCard) -> None:
        """Whose it is, for the form of striking out."""
        self._name = card.name

    def leave(self) -> None:
        """Nothing of the patient stays behind the next page."""
        super().leave()
        self._forget()

    def begin(self) -> None:
        """The keyboard is in the list."""
        self.table.setFocus()

    def reload(self) -> None:
        """Ask again: the newest visit, until a person has chosen another."""
        office, patient_id, chosen = self.place.office, self.patient, self._chosen
        if patient_id is None:
            return

        def work() -> Timeline:
            if not chosen:
                return office.ask(NEWEST_VISIT, patient_id)
            visit = None if chosen == WHOLE else EncounterId(UUID(chosen))
            return office.ask(TIMELINE, patient_id, visit)

        self.place.runner.ask(
            work, self._show, owner=self, slot="timeline", failed=self.table.show_unreadable
        )

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What this tab does for the catalogue."""
        return {VOID_RECORD.key: self.strike_out}

    def strike_out(self) -> None:
        """Ask why the chosen record is wrong."""
        current = self.table.current
        if current is None or not current.can_void or not self.place.desk.may(VOID_RECORD.key):
            self.said.emit(
                self.tr("Choose the record in the timeline first; an order is stopped instead."),
                "info",
            )
            return
        context = {"patient": self.patient, "table": current.table, "row": current.row_id}
        dialog = FormDialog(self.place, VOID_RECORD, context, self._about(current), self)
        dialog.saved.connect(lambda _done: self._struck_out())
        dialog.open()

    def _about(self, current: TimelineRow) -> str:
        return f"{self._name} · {current.when} · {said(current.what)}"

    def _struck_out(self) -> None:
        self.said.emit(self.tr("Struck out. It stays to be seen, with the reason."), "success")
        self.reload()

    def _lay_out(self) -> None:
        narrow = Theme.current().tokens.size.rail
        self.search.setFixedWidth(narrow)
        self.visits.setFixedWidth(2 * narrow)
        head = row(gap="m")
        head.addWidget(label(self.tr("Timeline"), "heading"))
        head.addWidget(self.visits)
        head.addWidget(self.kinds)
        head.addStretch(1)
        head.addWidget(self.void)
        head.addWidget(self.search)
        card = Card(gap="m")
        card.body.addLayout(head)
        card.body.addWidget(self.table, 1)
        column(self).addWidget(card)

    def _forget(self) -> None:
        self._found, self._chosen, self._name = None, "", ""
        self.visits.clear()
        self.table.show_rows(())
        self._settle()

    def _visit_chosen(self, index: int) -> None:
        self._chosen = str(self.visits.itemData(index))
        self.reload()

    def _show(self, found: Timeline) -> None:
        if found.patient_id != self.patient:
            return
        self._found = found
        self.visits.clear()
        for visit in found.visits:
            # As text: Qt finds no object of Python again.
            self.visits.addItem(said(visit.words), str(visit.encounter_id))
        self.visits.addItem(self.tr("Everything, all visits"), WHOLE)
        shown = WHOLE if found.encounter_id is None else str(found.encounter_id)
        self.visits.setCurrentIndex(self.visits.findData(shown))
        self._show_rows()

    def _show_rows(self) -> None:
        rows = self._found.rows if self._found else ()
        kind = self.kinds.currentData()
        self.table.show_rows([r for r in rows if kind is None or r.kind is Kind(kind)])
        self._settle()

    def _settle(self) -> None:
        current = self.table.current
        self.void.setVisible(self.place.desk.may(VOID_RECORD.key))
        self.void.setEnabled(current is not None and current.can_void)
