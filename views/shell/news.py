"""What the frame of the window always shows: the pill, and how many papers wait."""

from PySide6.QtCore import QObject, Signal

from app.attention.queries import COUNT_ATTENTION
from app.paper.queries import PRINT_QUEUE
from app.paper.rows import PrintRow
from app.sync.queries import SYNC_OVERVIEW
from app.sync.rows import SyncOverview
from views.runner import LINE
from views.shell.pill import LineNow
from views.workplace import Workplace


class News(QObject):
    """Asks again whenever the line or what waits has changed."""

    line = Signal(object)
    papers = Signal(int, int)
    """How many wait, and how many failed."""

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._matters = 0
        place.runner.reload_on(SYNC_OVERVIEW.tables | {LINE}, self.ask_line, owner=self)
        place.runner.reload_on(COUNT_ATTENTION.tables, self.ask_attention, owner=self)
        place.runner.reload_on(PRINT_QUEUE.tables, self.ask_papers, owner=self)

    def ask_all(self) -> None:
        """Ask for everything."""
        self.ask_attention()
        self.ask_line()
        self.ask_papers()

    def ask_line(self) -> None:
        """How does this desk stand?"""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(SYNC_OVERVIEW), self._overview, owner=self, slot="line"
        )

    def ask_attention(self) -> None:
        """How many things need whoever is here?"""
        office, roles = self._place.office, self._place.desk.roles
        self._place.runner.ask(
            lambda: office.ask(COUNT_ATTENTION, roles), self._counted, owner=self, slot="matters"
        )

    def ask_papers(self) -> None:
        """What is not out yet?"""
        office = self._place.office
        self._place.runner.ask(
            lambda: office.ask(PRINT_QUEUE), self._queue, owner=self, slot="papers"
        )

    def _overview(self, now: SyncOverview) -> None:
        line = self._place.office.line
        if line is not None:
            status, wanted = line.status(), now.attention + self._matters
            self.line.emit(
                LineNow(status.state, status.since, status.behind, now.waiting_count, wanted)
            )

    def _counted(self, matters: int) -> None:
        if matters != self._matters:
            self._matters = matters
            self.ask_line()

    def _queue(self, jobs: tuple[PrintRow, ...]) -> None:
        waiting = sum(job.state in ("queued", "sent") for job in jobs)
        self.papers.emit(waiting, sum(job.state == "failed" for job in jobs))
