"""The tab of notes and problems: what was written, whole, beside what the patient suffers from."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from app.chart.queries import NOTES
from app.chart.record_condition import RECORD_CONDITION
from app.chart.rows import NoteRow, NotesAndProblems, ProblemRow
from app.chart.write_note import WRITE_NOTE
from app.marks import MARK_WORDS, SyncMark
from app.registration.rows import PatientCard
from models.vocabulary import N_, PatientId
from resources.icons import Icon
from views.forms.form_dialog import FormDialog
from views.layouts import column, row
from views.patient_tab import TabPage
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.plain import Card, button, label
from views.words import joined, said
from views.workplace import Workplace

Row = NoteRow | ProblemRow


class NotesTab(TabPage):
    """Notes at the left with the chosen one below them in full; problems at the right."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setAccessibleName(self.tr("Notes"))
        self._name = ""
        self.notes: RowsTable[NoteRow] = RowsTable(
            (_moment(), _kind(), _first_line(), _writer()),
            lambda note: note.note_id,
            name=self.tr("Notes"),
        )
        self.notes.when_empty(self.tr("No notes yet"), self.tr("Write the first one with Alt+N."))
        self.problems: RowsTable[ProblemRow] = RowsTable(
            (_description(), _state(), _since()),
            lambda problem: problem.condition_id,
            name=self.tr("Problems"),
        )
        self.problems.when_empty(self.tr("No problems yet"), self.tr("Add one with Alt+P."))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("The chosen note"))
        self.write = button(self.tr("Write a note   Alt+N"), "primary")
        self.add = button(self.tr("Add a problem   Alt+P"))
        self.change = button(self.tr("Change…"), "link", self.tr("Change the chosen problem"))
        self._lay_out()
        self.write.clicked.connect(self.write_note)
        self.add.clicked.connect(self.add_problem)
        self.change.clicked.connect(self.change_problem)
        self.problems.chosen.connect(lambda _row: self.change_problem())
        self.notes.selected.connect(lambda _row: self._show_note())
        self.problems.selected.connect(lambda _row: self._settle())
        place.runner.reload_on(NOTES.tables, self.reload, owner=self)
        self._settle()

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front."""
        self._forget()
        self.notes.show_loading(self.tr("Reading the notes…"))
        self.problems.show_loading(self.tr("Reading the problems…"))
        super().show_patient(patient_id)

    def show_card(self, card: PatientCard) -> None:
        """Whose it is, for the forms."""
        self._name = card.name

    def leave(self) -> None:
        """Nothing of the patient stays behind the next page."""
        super().leave()
        self._forget()

    def begin(self) -> None:
        """The keyboard is in the list of notes."""
        self.notes.setFocus()

    def reload(self) -> None:
        """Ask for both again."""
        office, patient_id = self.place.office, self.patient
        if patient_id is not None:
            self.place.runner.ask(
                lambda: office.ask(NOTES, patient_id),
                self._show,
                owner=self,
                slot="notes",
                failed=self._unreadable,
            )

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What this tab does for the catalogue."""
        return {WRITE_NOTE.key: self.write_note, RECORD_CONDITION.key: self.add_problem}

    def write_note(self) -> None:
        """A new note."""
        self._open(WRITE_NOTE, {})

    def add_problem(self) -> None:
        """A new problem."""
        self._open(RECORD_CONDITION, {"condition": None})

    def change_problem(self) -> None:
        """The chosen problem: its words, or what became of it."""
        current = self.problems.current
        if current is not None and not current.is_void:
            self._open(RECORD_CONDITION, {"condition": current.condition_id})

    def _open(self, use_case: Any, more: Mapping[str, object]) -> None:
        if self.patient is None:
            return
        context = {"patient": self.patient, **more}
        dialog = FormDialog(self.place, use_case, context, self._name, self)
        dialog.saved.connect(lambda _done: self._saved())
        dialog.open()

    def _saved(self) -> None:
        self.said.emit(self.tr("Saved at this desk. It is sent by itself."), "success")
        self.reload()

    def _show(self, found: NotesAndProblems) -> None:
        if found.patient_id == self.patient:
            self.notes.show_rows(found.notes)
            self.problems.show_rows(found.problems)
            self._show_note()
            self._settle()

    def _unreadable(self) -> None:
        self.notes.show_unreadable()
        self.problems.show_unreadable()

    def _show_note(self) -> None:
        rows = self.notes.rows
        note = self.notes.current or (rows[0] if rows else None)
        self.text.setPlainText(_whole(note) if note else "")
        self.text.setVisible(note is not None)

    def _settle(self) -> None:
        current = self.problems.current
        self.change.setEnabled(current is not None and not current.is_void)

    def _forget(self) -> None:
        self._name = ""
        self.notes.show_rows(())
        self.problems.show_rows(())
        self._show_note()

    def _lay_out(self) -> None:
        left, right = Card(gap="m"), Card(gap="m")
        left.body.addLayout(_head(self.tr("Notes"), self.write))
        left.body.addWidget(self.notes, 3)
        left.body.addWidget(self.text, 2)
        right.body.addLayout(_head(self.tr("Problems"), self.change, self.add))
        right.body.addWidget(self.problems, 1)
        sides = row(gap="m")
        sides.addWidget(left, 3)
        sides.addWidget(right, 2)
        column(self).addLayout(sides)


def _head(title: str, *buttons: Any) -> Any:
    head = row(gap="s")
    head.addWidget(label(title, "heading"))
    head.addStretch(1)
    for each in buttons:
        head.addWidget(each)
    return head


def _whole(note: NoteRow) -> str:
    top = joined((note.kind, note.when, note.by, said(note.how)))
    return f"{top}\n\n{note.text}"


def _moment() -> Column[NoteRow]:
    return Column(
        N_("When"),
        lambda note: note.when,
        sort=lambda note: note.at.timestamp(),
        weight=0,
        figures=True,
        struck=lambda note: note.is_void,
    )


def _kind() -> Column[NoteRow]:
    return Column(N_("Kind"), lambda note: said(note.kind), weight=0)


def _first_line() -> Column[NoteRow]:
    return Column(
        N_("Note"),
        lambda note: note.first_line,
        mark=_mark,
        meaning=lambda note: said(note.how),
        struck=lambda note: note.is_void,
    )


def _writer() -> Column[NoteRow]:
    return Column(N_("By"), lambda note: note.by.split(" · ")[0], weight=0)


def _description() -> Column[ProblemRow]:
    return Column(
        N_("Problem"),
        lambda problem: problem.description,
        mark=_mark,
        meaning=lambda problem: said(MARK_WORDS[problem.mark]),
        wraps=True,
        struck=lambda problem: problem.is_void,
    )


def _state() -> Column[ProblemRow]:
    return Column(N_("State"), lambda problem: said(problem.status), weight=0)


def _since() -> Column[ProblemRow]:
    return Column(
        N_("Recorded"),
        lambda problem: problem.when,
        sort=lambda problem: problem.at.timestamp(),
        weight=0,
        figures=True,
    )


def _mark(each: Row) -> tuple[Icon, str] | None:
    if each.mark is SyncMark.SENT:
        return None
    refused = each.mark is SyncMark.REFUSED
    return (Icon.DANGER, "danger") if refused else (Icon.CLOCK, "attention")
