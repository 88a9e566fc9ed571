"""Beside the registration form: who is registered already and may be this person."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal

from app.registration.similar import SIMILAR_PATIENTS, SimilarRow
from models.vocabulary import N_
from resources.icons import Icon
from views.forms.field_box import FieldBox
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.notice import Notice
from views.widgets.plain import Card, label
from views.words import joined
from views.workplace import Workplace

PAUSE_MS = 150
"""After this long without a key the patients of this desk are compared."""

COLUMNS = (
    Column[SimilarRow](
        N_("Name"),
        lambda row: row.name,
        mark=lambda row: (Icon.ATTENTION, "danger") if row.is_strong else (Icon.USER, "text"),
        meaning=lambda row: row.why,
        wraps=True,
    ),
    Column[SimilarRow](
        N_("Born, gender, phone"),
        lambda row: joined((joined((row.born, row.gender)), row.phone)),
        wraps=True,
    ),
    Column[SimilarRow](N_("What is alike"), lambda row: row.why, wraps=True),
)


class SimilarPanel(Card):
    """Shown while somebody is alike; Enter on one opens that patient instead."""

    patient_chosen = Signal(object)
    changed = Signal(bool, bool)
    """Whether anybody is alike, and whether that needs a decision."""

    def __init__(self, place: Workplace, apart: FieldBox) -> None:
        super().__init__(gap="s")
        self._place, self.apart = place, apart
        self._typed: Mapping[str, str] = {}
        self.title = label(self.tr("Registered already?"), "heading")
        self.notice = Notice(tone="attention")
        self.table: RowsTable[SimilarRow] = RowsTable(
            COLUMNS, lambda row: row.patient_id, name=self.tr("Similar patients")
        )
        self.table.when_empty(self.tr("Nobody is alike"), "")
        self.table.chosen.connect(lambda row: self.patient_chosen.emit(row.patient_id))
        self.body.addWidget(self.title)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.apart)
        self.body.addWidget(self.table, 1)
        self.apart.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask_now)
        place.runner.reload_on(SIMILAR_PATIENTS.tables, self.ask_now, owner=self)
        self.hide()

    def compare(self, typed: Mapping[str, str]) -> None:
        """Compare with what stands in the form, once the person pauses."""
        self._typed = dict(typed)
        self._pause.start()

    def forget(self) -> None:
        """Another form begins; an answer still on its way is void."""
        self._typed = {}
        self.apart.put("")
        self.ask_now()

    def ask_now(self) -> None:
        """Ask; a newer text makes an older question void, however late its answer comes."""
        self._pause.stop()
        typed, office = self._typed, self._place.office
        if not any(typed.get(name, "").strip() for name in ("family", "given", "mobile")):
            self._place.runner.ask(tuple, self._show, owner=self, slot="similar")
            return
        self._place.runner.ask(
            lambda: office.ask(SIMILAR_PATIENTS, typed),
            self._show,
            owner=self,
            slot="similar",
            failed=self.table.show_unreadable,
        )

    def begin(self) -> None:
        """Into the list, on the one most alike."""
        self.table.grid.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, rows: tuple[SimilarRow, ...]) -> None:
        self.table.show_rows(rows)
        strong = any(row.is_strong for row in rows)
        words = self.tr("%n similar patient(s). Alt+S goes there, Enter opens.", "", len(rows))
        if strong:
            words = self.tr(
                "Probably registered already. Open that patient (Alt+S, then Enter), or say below "
                "why this is another person."
            )
        self.notice.say(words if rows else "", "danger" if strong else "attention")
        asks = strong or bool(self.apart.value.strip())
        self.changed.emit(bool(rows), asks)
        self.apart.setVisible(asks)
        self.setVisible(bool(rows) or asks)
