"""The print queue of this desk: what waits, what failed and why, and what to do about it."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.paper.queries import PRINT_QUEUE
from app.paper.rows import PrintRow
from models.vocabulary import N_
from resources.icons import Icon
from views.layouts import column, row
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.notice import Notice
from views.widgets.plain import Card, button, label, wait_for_answer
from views.words import said
from views.workplace import Workplace

_MARKS = {
    "queued": (Icon.CLOCK, "muted"),
    "sent": (Icon.PRINTER, "info"),
    "confirmed": (Icon.DONE, "success"),
    "failed": (Icon.ATTENTION, "danger"),
    "cancelled": (Icon.CLOSE, "muted"),
}
COLUMNS = (
    Column[PrintRow](N_("Document"), lambda job: said(job.title), weight=0),
    Column[PrintRow](N_("Patient"), lambda job: job.patient, wraps=True),
    Column[PrintRow](N_("Printer"), lambda job: said(job.printer), wraps=True),
    Column[PrintRow](N_("Queued"), lambda job: job.queued, weight=0, figures=True),
    Column[PrintRow](
        N_("State"),
        lambda job: said(job.state_words),
        weight=0,
        mark=lambda job: _MARKS[job.state],
    ),
)


class PrintQueueView(QWidget):
    """Retry, cancel, or say that the paper came out."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.table: RowsTable[PrintRow] = RowsTable(
            COLUMNS, lambda job: job.job_id, name=self.tr("Print queue")
        )
        self.table.when_empty(
            self.tr("Nothing to print"), self.tr("What you print appears here until it is out.")
        )
        self.table.selected.connect(self._settle)
        self.why = Notice(tone="danger")
        self.retry = button(self.tr("&Try again"), "primary")
        self.cancel = button(self.tr("&Cancel this one"))
        self.confirm = button(self.tr("It &came out"))
        room = place.office.room
        self.retry.clicked.connect(lambda: self._do(room.retry))
        self.cancel.clicked.connect(lambda: self._do(room.cancel))
        self.confirm.clicked.connect(lambda: self._do(room.confirm))
        buttons = row()
        for each in (self.retry, self.confirm, self.cancel):
            buttons.addWidget(each)
        buttons.addStretch(1)
        card = Card(gap="m")
        card.body.addWidget(label(self.tr("Print queue"), "title"))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.why)
        card.body.addLayout(buttons)
        column(self).addWidget(card)
        place.runner.reload_on(PRINT_QUEUE.tables, self.reload, owner=self)
        self.table.show_loading(self.tr("Reading the print queue…"))
        self._settle(None)
        self.reload()

    def begin(self) -> None:
        """The list takes the keyboard."""
        self.table.setFocus()

    def reload(self) -> None:
        """Ask for the queue again."""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(PRINT_QUEUE),
            self._show,
            owner=self,
            slot="jobs",
            failed=self.table.show_unreadable,
        )

    def _show(self, jobs: tuple[PrintRow, ...]) -> None:
        self.table.show_rows(jobs)
        self._settle(self.table.current)

    def _settle(self, job: PrintRow | None) -> None:
        self.retry.setEnabled(job is not None and job.can_retry)
        self.cancel.setEnabled(job is not None and job.can_cancel)
        self.confirm.setEnabled(job is not None and job.can_confirm)
        self.why.say(said(job.why) if job is not None else "", "danger")

    def _do(self, deed: Callable[[UUID], bool]) -> None:
        job = self.table.current
        if job is not None:
            for each in (self.retry, self.confirm, self.cancel):
                wait_for_answer(each, self.table)
            self._place.runner.submit(lambda: deed(job.job_id), self._was_done, owner=self)

    def _was_done(self, first: bool) -> None:  # noqa: FBT001 - the answer of the print room
        if not first:
            self.why.say(self.tr("Somebody else was first. This is how it stands now."), "info")
        self.reload()
