"""Find a patient from anywhere: type in any order, or scan; arrow keys, Enter, Esc."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from app.registration.queries import SEARCH_PATIENTS
from app.registration.rows import PatientRow, SearchResult
from models.vocabulary import N_, PatientId
from resources.icons import Icon
from views.layouts import column
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.theme import Theme
from views.widgets.plain import label
from views.words import joined, said
from views.workplace import Workplace

WORD_LENGTH = 200
FEWEST_SHOWN, ROWS_SHOWN = 4, 9
ROUND_THE_ROWS = 3
"""The heading of the list, the line that counts and the margins, in rows."""
WIDTH_IN_RAILS = 3
COLUMNS = (
    Column[PatientRow](N_("Name"), lambda row: row.name, wraps=True),
    Column[PatientRow](N_("Born"), lambda row: joined((row.born, row.age)), weight=0, figures=True),
    Column[PatientRow](N_("Gender"), lambda row: row.gender, weight=0),
    Column[PatientRow](N_("MRN"), lambda row: row.mrn, weight=0, figures=True),
    Column[PatientRow](N_("Phone"), lambda row: row.phone, weight=0, figures=True),
)


class SearchBox(QLineEdit):
    """The field; its results hang below it."""

    chosen = Signal(object)
    """The patient's id."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.setMaxLength(WORD_LENGTH)
        self.setAccessibleName(self.tr("Find a patient"))
        self.setPlaceholderText(self.tr("Name, birth date, phone, MRN, or scan   Ctrl+K"))
        self.setClearButtonEnabled(True)
        tokens = Theme.current().tokens
        self.setMaximumWidth(WIDTH_IN_RAILS * tokens.size.rail)
        self._icon = self.addAction(
            Theme.current().icon(Icon.SEARCH, "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        Theme.current().changed.connect(self._draw)
        self.results = _Results(self)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._emptied)

    def look_for(self, text: str) -> None:
        """Search for this, as if it had been typed."""
        self.setText(text)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._typed(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move in the results without leaving the field."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.results.move_by_key(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.results.choose()
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Put the results away when the person goes on to something else."""
        super().focusOutEvent(event)
        self.results.hide()

    def dismiss(self) -> None:
        """Esc: first the results go, then the words."""
        if self.results.isVisible():
            self.results.hide()
        else:
            self.clear()

    def _typed(self, text: str) -> None:
        asked = text.strip()
        if not asked:
            self.results.hide()
            return
        self.results.show_searching()
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(SEARCH_PATIENTS, asked),
            self.results.show_found,
            owner=self,
            slot="search",
            failed=self.results.table.show_unreadable,
        )

    def _emptied(self, text: str) -> None:
        if not text:
            self.results.hide()

    def _draw(self) -> None:
        self._icon.setIcon(Theme.current().icon(Icon.SEARCH, "muted"))


class _Results(QFrame):
    """The list below the field: searching, found, or nothing found and what to try."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box.window())
        self._box = box
        self.setProperty("kind", "popup")
        self.setAccessibleName(self.tr("Patients found"))
        self.table: RowsTable[PatientRow] = RowsTable(
            COLUMNS, lambda row: row.patient_id, name=self.tr("Patients found")
        )
        self.table.grid.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.grid.clicked.connect(self._clicked)
        self.count = label("", "caption")
        layout = column(self, gap="xs", inset="s")
        layout.addWidget(self.table)
        layout.addWidget(self.count)
        self.hide()

    def show_searching(self) -> None:
        """The question is on its way; what was found for the last one stays meanwhile."""
        self.table.show_loading(self.tr("Searching…"))
        self._open()

    def show_found(self, found: SearchResult) -> None:
        """Show what was found; the first one is what Enter opens."""
        if not self._box.text().strip():
            return
        advice = self.tr("Try part of the name, the birth date (3/4/84), the phone or the MRN.")
        self.table.when_empty(self.tr("Nobody found"), said(found.note) or advice)
        self.table.show_rows(found.rows)
        if found.rows:
            self.table.grid.selectRow(0)
        words = self.tr("%n found on this desk   ·   Enter opens", "", len(found.rows))
        self.count.setText(joined((words, said(found.note))) if found.rows else "")
        self._open()

    def move_by_key(self, event: QKeyEvent) -> None:
        """Hand an arrow key to the list."""
        if self.isVisible():
            self.table.grid.keyPressEvent(event)

    def choose(self) -> None:
        """Open the patient the list stands on."""
        found = self.table.current
        if self.isVisible() and found is not None:
            self._take(found.patient_id)

    def _clicked(self, _index: QModelIndex) -> None:
        self.choose()

    def _take(self, patient_id: PatientId) -> None:
        self.hide()
        self._box.clear()
        self._box.chosen.emit(patient_id)

    def _open(self) -> None:
        window: QWidget = self._box.window()
        if self.parent() is not window:
            self.setParent(window)
        tokens = Theme.current().tokens
        top = self._box.mapTo(window, QPoint(0, self._box.height() + tokens.space.xs))
        lines = min(max(len(self.table.rows), FEWEST_SHOWN), ROWS_SHOWN) + ROUND_THE_ROWS
        rows = lines * tokens.size.row
        width = max(self._box.width(), window.width() * 3 // 5)
        if self._box.isRightToLeft():
            top.setX(top.x() + self._box.width() - width)
        self.setGeometry(top.x(), top.y(), width, rows)
        self.raise_()
        self.show()
