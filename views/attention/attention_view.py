"""What needs a person: the list on the left; what was found, and closing it, on the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.attention.close_item import CLOSE_ITEM
from app.attention.queries import OPEN_ATTENTION
from app.attention.rows import AttentionRow
from app.command import Done
from models.vocabulary import N_
from resources.icons import Icon
from views.attention.attention_card import AttentionCard
from views.forms.form_dialog import FormDialog
from views.layouts import measured, row
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.plain import Card, label
from views.words import joined, said
from views.workplace import Workplace

COLUMNS = (
    Column[AttentionRow](
        N_("What"),
        lambda row: said(row.what),
        wraps=True,
        mark=lambda row: (
            (Icon.DANGER, "danger") if row.is_urgent else (Icon.ATTENTION, "attention")
        ),
        meaning=lambda row: said(N_("Urgent")) if row.is_urgent else "",
    ),
    Column[AttentionRow](N_("Patient"), lambda row: row.patient, wraps=True),
    Column[AttentionRow](N_("Where"), lambda row: row.place, wraps=True),
    Column[AttentionRow](
        N_("Since"),
        lambda row: row.raised,
        sort=lambda row: row.raised_at,
        weight=0,
        figures=True,
    ),
)


class AttentionView(QWidget):
    """Enter closes the one chosen, with a word on what was done."""

    patient_chosen = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.table: RowsTable[AttentionRow] = RowsTable(
            COLUMNS, lambda each: each.item_id, name=self.tr("What needs attention")
        )
        self.table.when_empty(
            self.tr("Nothing needs attention"),
            self.tr("When two facts do not go together, they appear here for your role."),
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Patient, place or what was found"))
        self.search.setAccessibleName(self.tr("Filter what needs attention"))
        self.search.setClearButtonEnabled(True)
        self.table.filter_from(self.search)
        self.card = AttentionCard()
        self.table.selected.connect(lambda _row: self.card.show_item(self.table.current))
        self.table.chosen.connect(lambda _row: self.close_item())
        self.card.close_it.clicked.connect(self.close_item)
        self.card.open_patient.clicked.connect(self._open_patient)
        listed = Card(gap="m")
        listed.body.addWidget(label(self.tr("Needs attention"), "title"))
        listed.body.addWidget(self.search)
        listed.body.addWidget(self.table, 1)
        layout = row(self, gap="m")
        layout.addWidget(listed, 3)
        layout.addWidget(measured(self.card, narrow=True), 2)
        place.runner.reload_on(OPEN_ATTENTION.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading what needs attention…"))
        self.reload()

    def begin(self) -> None:
        """The list takes the keyboard; whoever is here now sees what is theirs."""
        self.table.setFocus()
        self.reload()

    def reload(self) -> None:
        """Ask for the list again."""
        office, roles = self._place.office, self._place.desk.roles
        self._place.runner.ask(
            lambda: office.ask(OPEN_ATTENTION, roles),
            self._show,
            owner=self,
            slot="list",
            failed=self.table.show_unreadable,
        )

    def close_item(self) -> None:
        """Ask what was done about the one chosen."""
        chosen = self.table.current
        if chosen is not None:
            context = {"attention": chosen.item_id}
            about = joined((said(chosen.what), chosen.patient))
            dialog = FormDialog(self._place, CLOSE_ITEM, context, about, self)
            dialog.saved.connect(self._closed)
            dialog.open()

    def _closed(self, _done: Done) -> None:
        self.card.notice.say(self.tr("It is closed, with what you wrote."), "success")
        self.reload()

    def _show(self, rows: tuple[AttentionRow, ...]) -> None:
        self.table.show_rows(rows)
        if rows and self.table.current is None:
            self.table.grid.selectRow(0)
        self.card.show_item(self.table.current)

    def _open_patient(self) -> None:
        chosen = self.table.current
        if chosen is not None and chosen.patient_id is not None:
            self.patient_chosen.emit(chosen.patient_id)
