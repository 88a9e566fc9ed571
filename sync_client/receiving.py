"""The thread that receives: catches up, then follows the live line until it breaks."""

from collections.abc import Callable
from contextlib import closing
from threading import Event

from models.ids import Entropy
from models.wire import LiveMessage, Page
from sync_client.exchange import Answered, LineDown
from sync_client.line import Line
from sync_client.live import LiveLine
from sync_client.round import LegResult, Outcome, receive, take_delta
from sync_client.schedule import AFTER_TROUBLE_S, Backoff
from sync_client.status import StatusBoard
from sync_client.verify import is_due

LONG_POLL_MS = 4_000
"""Without a live line the service is asked to wait this long for news; below SILENCE_S."""


def _nobody() -> None:
    """Nobody waits for the line."""


class Receiving:
    """Downloads until stopped. `when_reached` is called when the service answers again."""

    def __init__(self, line: Line, live: LiveLine, board: StatusBoard, entropy: Entropy) -> None:
        self._line = line
        self._live = live
        self._board = board
        self._backoff = Backoff(entropy)
        self._wake = Event()
        self._stopping = Event()
        self._was_down = True
        self.when_reached: Callable[[], None] = _nobody

    def wake(self) -> None:
        """The service has just answered somebody: try now."""
        self._wake.set()

    def stop(self) -> None:
        """End after the request under way."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        """Catch up, follow, and so on."""
        wait_ms = 0
        while not self._stopping.is_set():
            self._wake.clear()
            result = self._catch_up(wait_ms)
            if self._stopping.is_set():
                return
            if result.outcome is Outcome.DONE:
                wait_ms = 0 if self._follow() else LONG_POLL_MS
            self._wake.wait(self._pause_s(result))

    def _catch_up(self, wait_ms: int = 0) -> LegResult:
        result = receive(self._line, wait_ms=wait_ms)
        is_down = result.outcome is Outcome.LINE_DOWN
        if is_down:
            self._board.lost(result.words)
        else:
            self._backoff.reset()
            self._board.heard()
            if self._was_down:
                self.when_reached()
        self._was_down = is_down
        return result

    def _follow(self) -> bool:
        """Take what the live line says until it ends; gives whether it ever stood."""
        cursor = self._line.replica.cursor()
        if cursor is None:
            return False
        stood = Event()

        def open_up() -> None:
            stood.set()
            self._board.went_live()

        try:
            with closing(self._live.messages(cursor, open_up)) as messages:
                for message in messages:
                    if not self._take(message):
                        break
        except LineDown as down:
            if stood.is_set():
                self._board.lost(str(down))
        except Answered:
            # The pull that follows meets the same refusal and explains it.
            return False
        finally:
            self._board.live_ended()
        return stood.is_set()

    def _take(self, message: LiveMessage) -> bool:
        """Take one message; gives whether the line may be followed further."""
        if self._stopping.is_set() or message.t == "bye":
            return False
        self._line.heard(message.head)
        with self._line.downloading:
            cursor = self._line.replica.cursor()
            seq = cursor.seq if cursor is not None else 0
            page = message.page
            if page is not None and page.from_seq == seq:
                is_good = take_delta(self._line, page).outcome is Outcome.DONE
            elif self._lacks(message, page, seq):
                is_good = self._catch_up().outcome is Outcome.DONE
            else:
                is_good = True
        self._board.heard()
        return is_good

    def _lacks(self, message: LiveMessage, page: Page | None, seq: int) -> bool:
        """Whether the service must be asked: a delta that does not join on, or news unheard of."""
        if page is not None:
            return page.to_seq > seq
        return message.t == "pull" or message.head > seq or is_due(self._line)

    def _pause_s(self, result: LegResult) -> float:
        if result.outcome is Outcome.TROUBLE:
            return AFTER_TROUBLE_S
        return max(result.wait_s, self._backoff.next_s())
