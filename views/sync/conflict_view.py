"""Decisions that wait: one field, two values set apart, and the person who says which one holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.command import Done, Outcome
from app.sync.queries import CONFLICT_DETAIL, OPEN_CONFLICTS
from app.sync.resolve_conflict import RESOLVE_CONFLICT
from app.sync.rows import ConflictDetail, ConflictRow
from models.vocabulary import N_, PatientId
from resources.icons import Icon
from views.layouts import measured, row
from views.sync.decision_card import DecisionCard
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.plain import Card, label
from views.words import said
from views.workplace import Workplace

COLUMNS = (
    Column[ConflictRow](
        N_("Patient"),
        lambda row: row.patient,
        mark=lambda _row: (Icon.CONFLICT, "attention"),
        wraps=True,
    ),
    Column[ConflictRow](N_("Field"), lambda row: said(row.field), weight=0),
    Column[ConflictRow](N_("Set by"), lambda row: row.proposed_by, weight=0),
)


class ConflictView(QWidget):
    """The list on the left, the decision on the right."""

    patient_chosen = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.table: RowsTable[ConflictRow] = RowsTable(
            COLUMNS, lambda row: row.conflict_id, name=self.tr("Decisions that wait")
        )
        self.table.when_empty(
            self.tr("Nothing to decide"),
            self.tr("When two desks set the same field apart, the decision appears here."),
        )
        self.decision = DecisionCard()
        self.table.selected.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self.decision.take_focus())
        self.decision.decided.connect(self._decide)
        self.decision.patient_wanted.connect(self._patient_wanted)
        listed = Card()
        listed.body.addWidget(label(self.tr("Decisions that wait"), "heading"))
        listed.body.addWidget(self.table, 1)
        layout = row(self, gap="m")
        layout.addWidget(listed, 2)
        layout.addWidget(measured(self.decision), 3)
        place.runner.reload_on(OPEN_CONFLICTS.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading the decisions…"))
        self.reload()

    def begin(self) -> None:
        """The list takes the keyboard."""
        self.table.setFocus()

    def reload(self) -> None:
        """Ask for the list again."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(OPEN_CONFLICTS),
            self._show,
            owner=self,
            slot="list",
            failed=self.table.show_unreadable,
        )

    def _show(self, rows: tuple[ConflictRow, ...]) -> None:
        self.table.show_rows(rows)
        if rows and self.table.current is None:
            self.table.grid.selectRow(0)
        if not rows:
            self.decision.show_nothing()

    def _open(self) -> None:
        chosen, office = self.table.current, self._place.office
        if chosen is not None:
            conflict_id = chosen.conflict_id
            self._place.runner.ask(
                lambda: office.ask(CONFLICT_DETAIL, conflict_id),
                self._opened,
                owner=self,
                slot="detail",
            )

    def _opened(self, detail: ConflictDetail | None) -> None:
        if detail is None:
            self.decision.show_nothing()
        else:
            self.decision.show_detail(detail)

    def _decide(self, detail: ConflictDetail, decision: str, other: str) -> None:
        raw = {"decision": decision, "other": other}
        context = {"conflict": detail.conflict_id}
        self._place.carry_out(RESOLVE_CONFLICT, context, raw, self._answered, owner=self)

    def _answered(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self.decision.settled()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reload()
        else:
            self.decision.refuse(said(outcome.words))

    def _patient_wanted(self, patient_id: PatientId) -> None:
        self.patient_chosen.emit(patient_id)
