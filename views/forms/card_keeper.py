"""Keeps what is typed into a card that is no form panel: a kill, a lock or a switch loses none."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from views.forms.draft_keeper import DraftKeeper, Kept
from views.forms.form_panel import PAUSE_MS
from views.workplace import Workplace


class CardKeeper(QObject):
    """The draft of one card. It goes in the transaction that records what was typed.

    `typed` gives every text as it stands, or nothing while nobody has typed anything.
    """

    came_back = Signal(object)
    """The texts of a draft, by field; what has been typed since is not among them."""

    def __init__(
        self,
        place: Workplace,
        use_case: Any,
        typed: Callable[[], Mapping[str, str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._place, self._use_case, self._typed = place, use_case, typed
        self._keeper: DraftKeeper | None = None
        self._context: Mapping[str, object] = {}
        self._action: UUID | None = None
        self._touched: set[str] = set()
        self._kept: Mapping[str, str] = {}
        self._saving = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    def open(self, context: Mapping[str, object]) -> None:
        """Be about this subject from now on, and bring back what was typed about it."""
        self._pause.stop()
        self._context = dict(context)
        self._action, self._saving, self._kept = None, False, {}
        self._touched.clear()
        keeper = self._keeper = DraftKeeper(self._place, self._use_case.key, context, self)
        office, use_case = self._place.office, self._use_case

        def work() -> tuple[UUID, Kept | None]:
            kept = keeper.find()
            form = office.open_form(use_case, context, kept.action if kept else None)
            return form.action, kept

        self._place.runner.ask(work, self._opened, owner=self, slot="open")

    def find(self) -> Kept | None:
        """The draft, if there is one; reads the store, so not on the UI thread."""
        return self._keeper.find() if self._keeper is not None else None

    def edited(self, *names: str) -> None:
        """Somebody changed these fields; they are kept when the hand rests."""
        self._touched.update(names)
        self._pause.start()

    def keep(self) -> None:
        """Keep what is typed now: the hand rests, or the card goes out of sight."""
        self._pause.stop()
        if self._keeper is None or self._action is None or self._saving or not self._touched:
            return  # a draft kept behind the record would bring back what is saved
        raw = dict(self._typed())
        if raw == self._kept:
            return
        self._kept = raw
        if raw:
            self._keeper.keep(self._action, raw)
        else:
            self._keeper.drop()

    def begin(self) -> UUID | None:
        """It is being recorded: the id of the action, which the draft has too."""
        self.keep()
        self._saving = True
        return self._action

    def end(self, action: UUID | None, *, recorded: bool) -> bool:
        """The answer is there: the next hand begins anew, or what was typed is kept on.

        Returns:
            False where the card has another subject by now, which the answer is not about.
        """
        if action != self._action:
            return False
        self._saving = False
        if recorded:
            self.start_afresh()
        else:
            self.keep()
        return True

    def start_afresh(self) -> None:
        """Throw the draft away, and what is typed next is another action."""
        if self._keeper is not None:
            self._keeper.drop()
        self.open(self._context)

    def _opened(self, found: tuple[UUID, Kept | None]) -> None:
        self._action, kept = found
        texts = {} if kept is None else dict(kept.raw)
        self._kept = texts
        fresh = {name: text for name, text in texts.items() if name not in self._touched}
        if fresh:
            self.came_back.emit(fresh)
