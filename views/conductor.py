"""Who is on stage: opening, connecting, signing in, working, locked; in that order and back.

What the work needs is imported off this thread, while a window is already there: the store when
it is opened, the screens while somebody types their name.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.command import Done, Outcome
from app.desk import Person
from app.start import Opened, Start, Trouble
from views.gate.enrolment_window import EnrolmentWindow
from views.gate.sign_in_window import SignInWindow
from views.gate.trouble_window import TroubleWindow
from views.runner import LINE, Runner
from views.shell.scanner import Scanner
from views.window import Window
from views.words import said
from views.workplace import Workplace

if TYPE_CHECKING:
    from app.desk_card import DeskCard
    from views.main_window import MainWindow


class Conductor(QObject):
    """Leads from one window to the next; owns what must be closed at the end."""

    def __init__(
        self,
        window: Window,
        start: Start,
        crashed: Callable[[BaseException], None],
        clock_s: Callable[[], float],
    ) -> None:
        super().__init__(window)
        self._window, self._start, self._clock_s = window, start, clock_s
        self.runner = Runner()
        self._crashed = crashed
        self.runner.bug.connect(self._went_wrong)
        self._opened: Opened | None = None
        self._place: Workplace | None = None
        self._gate: SignInWindow | None = None
        self._scanner: Scanner | None = None
        self._is_in = False
        self.main: MainWindow | None = None

    def begin(self) -> None:
        """Open the store, off this thread."""
        self.runner.fetch(self._start.open, self._was_opened, owner=self)

    def finish(self) -> None:
        """Keep what is being typed, finish the writes, close the store; safe to call again."""
        if self._scanner is not None:
            self._scanner.stop()
            self._scanner = None
        if self.main is not None:
            self.main.put_dialogs_away()
            self.main.hide()
        self.runner.close()
        if self._opened is not None:
            opened, self._opened = self._opened, None
            opened.close()

    def _went_wrong(self, error: BaseException) -> None:
        if self.main is not None:
            from app.office import STORE_TROUBLE

            if isinstance(error, STORE_TROUBLE):
                self.main.warn(said(str(error)))
                return
        self._crashed(error)

    def _was_opened(self, opened: Opened | Trouble) -> None:
        if isinstance(opened, Trouble):
            trouble = TroubleWindow(said(opened.words), said(opened.advice))
            trouble.done.connect(self._window.close)
            self._window.bring(trouble)
            return
        self._opened = opened
        self._place = Workplace(opened.office, opened.desk, self.runner)
        self.runner.follow(opened.office.subscribe)
        if opened.is_enrolled():
            self._was_enrolled()
        else:
            self._enrol(opened)

    def _enrol(self, opened: Opened) -> None:
        gate = EnrolmentWindow(self._start.server)

        def answered(outcome: Outcome) -> None:
            if isinstance(outcome, Done):
                self._window.retire(gate)
                self._was_enrolled()
            else:
                gate.refuse(said(outcome.words))

        gate.tried.connect(
            lambda address, code: self.runner.fetch(
                lambda: opened.enrol(address, code), answered, owner=gate
            )
        )
        self._window.bring(gate)

    def _was_enrolled(self) -> None:
        if self._place is None:
            return
        line = self._place.office.line
        if line is not None:
            self.runner.follow_line(line.subscribe)
        self._ask_card(self._ask_who)

    def _ask_card(self, then: "Callable[[DeskCard], None]") -> None:
        if self._place is None:
            return
        office = self._place.office

        def work() -> "DeskCard":
            from app.desk_card import DESK_CARD

            return office.ask(DESK_CARD)

        self.runner.ask(work, then, owner=self, slot="card")

    def _ask_who(self, card: "DeskCard") -> None:
        gate = SignInWindow(card)
        self._gate = gate
        gate.tried.connect(self._try)
        gate.another_wanted.connect(self._somebody_else)
        self._window.bring(gate)
        self.runner.reload_on({LINE}, self._tell_gate, owner=gate)
        self._tell_gate()
        self.runner.fetch(_the_work, lambda made: self._furnish(made, card), owner=self)

    def _furnish(self, made: "type[MainWindow]", card: "DeskCard") -> None:
        from app.desk_card import DESK_CARD

        if self._place is None:
            return
        self.main = made(self._place, card)
        self._window.stage.addWidget(self.main)
        self.main.lock_wanted.connect(self._lock)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._scanner = Scanner(app, self._clock_s)
            self._scanner.scanned.connect(self._scanned)
        again = DESK_CARD.tables
        self.runner.reload_on(again, lambda: self._ask_card(self._show_desk), owner=self)
        self._ask_card(self._show_desk)
        if self._is_in:
            self._work()

    def _show_desk(self, card: "DeskCard") -> None:
        if self._gate is not None:
            self._gate.show_desk(card)
        if self.main is not None:
            self.main.rail.show_desk(card)

    def _tell_gate(self) -> None:
        line = self._place.office.line if self._place is not None else None
        if self._gate is not None and line is not None:
            status = line.status()
            first_copy = status.state == "catching_up"
            self._gate.inform(said(status.words) if first_copy else "")

    def _try(self, username: str, password: str) -> None:
        opened, gate = self._opened, self._gate
        if opened is None or gate is None:
            return

        def answered(found: object) -> None:
            if isinstance(found, Person):
                opened.desk.sign_in(found)
                self._is_in = True
                self._work()
            else:
                gate.refuse(said(str(getattr(found, "words", ""))))

        self.runner.fetch(
            lambda: opened.sign_in.verify(username, password),
            answered,
            owner=gate,
            failed=gate.take_another,
        )

    def _work(self) -> None:
        """Show the work; on a slow machine its screens may still be on their way."""
        if self.main is not None and self._gate is not None:
            self._gate.welcome()
            self._window.bring(self.main)
            self.main.seat()

    def _lock(self) -> None:
        if self.main is None or self._gate is None or self._opened is None:
            return
        person = self._opened.desk.person
        self._is_in = False
        self.main.put_dialogs_away()
        self._opened.desk.lock()
        if person is not None:
            self._gate.ask_back(person.name, person.username)
        self._window.bring(self._gate)

    def _somebody_else(self) -> None:
        if self._opened is not None and self._gate is not None:
            self._opened.desk.sign_out()
            self._gate.ask_anybody()

    def _scanned(self, text: str) -> None:
        working = self.main is not None and self._window.stage.currentWidget() is self.main
        if working and self.main is not None and QApplication.activeModalWidget() is None:
            self.main.scan(text)


def _the_work() -> "type[MainWindow]":
    from views.main_window import MainWindow

    return MainWindow
