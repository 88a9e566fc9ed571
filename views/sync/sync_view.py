"""Behind the connectivity pill: what waits, what is stuck and why, what a person must decide."""

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.attention.queries import COUNT_ATTENTION
from app.sync.queries import SYNC_OVERVIEW
from app.sync.rows import ParkedRow, SyncOverview, WaitingRow
from models.vocabulary import N_
from resources.icons import Icon
from views.layouts import clear, column, row, scrolled
from views.runner import LINE
from views.shell.pill import LineNow, state_words
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.notice import Notice
from views.widgets.plain import Card, button, label, plain
from views.words import joined, said
from views.workplace import Workplace

WAITING = (
    Column[WaitingRow](
        N_("What"), lambda row: said(row.what), weight=0, mark=lambda _row: (Icon.CLOCK, "text")
    ),
    Column[WaitingRow](N_("Patient"), lambda row: row.patient, wraps=True),
    Column[WaitingRow](N_("Who"), lambda row: row.who, weight=0),
    Column[WaitingRow](N_("When"), lambda row: row.when, weight=0, figures=True),
)


class SyncView(QWidget):
    """How this desk stands to the others; every number here is the store's own."""

    decisions_wanted = Signal()
    attention_wanted = Signal()

    def __init__(self, place: Workplace, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._place, self._zone = place, zone
        self.line = label("", "heading", wraps=True)
        self.meaning = label("", wraps=True)
        self.agreed = label("", "muted", wraps=True)
        self.trouble = Notice(tone="attention")
        self.retry = button(self.tr("Ask the server &now   F5"))
        self.retry.clicked.connect(self.ask_now)
        self.decisions = Notice(tone="attention")
        self.decide = self.decisions.offer(self.tr("&Decide   Ctrl+D"))
        self.decide.clicked.connect(self.decisions_wanted)
        self.matters = Notice(tone="attention")
        self.look = self.matters.offer(self.tr("&Look   Ctrl+U"))
        self.look.clicked.connect(self.attention_wanted)
        self._counts = (0, 0)
        self.waiting_title = label("", "heading")
        self.waiting: RowsTable[WaitingRow] = RowsTable(
            WAITING, lambda row: row.change_set_id, name=self.tr("Changes waiting")
        )
        self.waiting.when_empty(
            self.tr("Nothing waits"), self.tr("Everything recorded at this desk is at the service.")
        )
        self._parked: QVBoxLayout = column(gap="s")
        layout = row(self, gap="m")
        layout.addWidget(self._left(), 3)
        layout.addWidget(self._right(), 2)
        tables = SYNC_OVERVIEW.tables | COUNT_ATTENTION.tables | {LINE}
        place.runner.reload_on(tables, self.reload, owner=self)
        self.reload()

    def begin(self) -> None:
        """The list takes the keyboard."""
        self.waiting.setFocus()

    def reload(self) -> None:
        """Ask the store and the line again."""
        office, roles = self._place.office, self._place.desk.roles
        self._show_line()
        self._place.runner.ask(
            lambda: office.ask(COUNT_ATTENTION, roles),
            self._show_matters,
            owner=self,
            slot="matters",
        )
        self._place.runner.ask(
            lambda: office.ask(SYNC_OVERVIEW),
            self._show,
            owner=self,
            slot="overview",
            failed=self.waiting.show_unreadable,
        )

    def ask_now(self) -> None:
        """Do not wait for the next try."""
        line = self._place.office.line
        if line is not None:
            line.nudge()

    def _left(self) -> QWidget:
        card = Card(gap="m")
        card.body.addWidget(self.waiting_title)
        card.body.addWidget(self.waiting, 1)
        return card

    def _right(self) -> QWidget:
        state = Card(gap="s")
        state.body.addWidget(label(self.tr("Connection"), "caption"))
        for each in (self.line, self.meaning, self.agreed, self.trouble, self.retry):
            state.body.addWidget(each)
        stuck = Card(gap="s")
        stuck.body.addWidget(label(self.tr("Needs attention"), "heading"))
        self.calm = label(self.tr("Nothing needs a person."), "muted", wraps=True)
        ground = plain()
        listed = column(ground, gap="s")
        for part in (self.matters, self.decisions, self.calm):
            listed.addWidget(part)
        listed.addLayout(self._parked, 1)
        area = scrolled(ground)
        # It scrolls, so what stands in it asks for no height of the window.
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        stuck.body.addWidget(area, 1)
        whole = plain()
        layout = column(whole, gap="m")
        layout.addWidget(state)
        layout.addWidget(stuck, 1)
        return whole

    def _show_line(self) -> None:
        line = self._place.office.line
        if line is not None:
            status = line.status()
            now = LineNow(status.state, status.since, status.behind)
            words = state_words(now, self._zone)
            if status.state == "online":
                since = status.since.astimezone(self._zone).strftime("%H:%M")
                words = self.tr("Online since %1").replace("%1", since)
            self.line.setText(words)
            self.meaning.setText(said(status.words))

    def _show(self, now: SyncOverview) -> None:
        self.agreed.setText(
            self.tr("Proved to hold the same as the service: %1").replace("%1", now.last_agreed)
        )
        self.trouble.say(said(now.trouble), "attention")
        self.waiting_title.setText(
            self.tr("%n change(s) waiting to be sent", "", now.waiting_count)
        )
        self.waiting.show_rows(now.waiting)
        words = self.tr("%n field(s) were set differently at two desks.", "", now.conflicts)
        self.decisions.say(words if now.conflicts else "", "attention")
        self._settle(now.attention, self._counts[1])
        clear(self._parked)
        for parked in now.parked:
            self._parked.addWidget(_parked_card(parked))
        self._parked.addStretch(1)

    def _show_matters(self, count: int) -> None:
        words = self.tr("%n pair(s) of facts do not go together and need a look.", "", count)
        self.matters.say(words if count else "", "attention")
        self._settle(self._counts[0], count)

    def _settle(self, stuck: int, matters: int) -> None:
        """Say that nothing needs a person only where neither list has anything."""
        self._counts = (stuck, matters)
        self.calm.setVisible(not any(self._counts))


def _parked_card(parked: ParkedRow) -> QWidget:
    card = Card(gap="xs")
    what: QLabel = label(joined((said(parked.what), parked.patient)), "value", wraps=True)
    card.body.addWidget(what)
    card.body.addWidget(label(joined((parked.who, parked.when)), "caption"))
    reason = Notice(tone="danger")
    reason.say(said(parked.reason), "danger")
    card.body.addWidget(reason)
    card.body.addWidget(label(said(parked.advice), wraps=True))
    return card
