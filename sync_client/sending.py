"""The thread that sends: at once after each nudge, and again when the line is back."""

from collections.abc import Callable
from threading import Event

from models.ids import Entropy
from sync_client.line import Line
from sync_client.round import LegResult, Outcome, send
from sync_client.schedule import AFTER_TROUBLE_S, IDLE_S, Backoff
from sync_client.status import StatusBoard


def _nobody() -> None:
    """Nobody waits for the line."""


class Sending:
    """Uploads until stopped. `when_reached` is called when the service answers again."""

    def __init__(self, line: Line, board: StatusBoard, entropy: Entropy) -> None:
        self._line = line
        self._board = board
        self._backoff = Backoff(entropy)
        self._wake = Event()
        self._stopping = Event()
        self.when_reached: Callable[[], None] = _nobody

    def wake(self) -> None:
        """Look now whether something waits."""
        self._wake.set()

    def stop(self) -> None:
        """End after the request under way."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        """Send, wait, and so on."""
        was_down = False
        while not self._stopping.is_set():
            self._wake.clear()
            before = self._line.confirmed_at
            result = send(self._line)
            if self._stopping.is_set():
                return
            if result.outcome is Outcome.LINE_DOWN:
                was_down = True
                self._board.lost(result.words)
            elif self._line.confirmed_at != before:
                # With nothing to send nobody was asked, and nothing is known of the line.
                self._backoff.reset()
                self._board.heard()
                if was_down:
                    self.when_reached()
                was_down = False
            self._wake.wait(self._pause_s(result))

    def _pause_s(self, result: LegResult) -> float:
        if result.outcome is Outcome.DONE:
            return IDLE_S
        if result.outcome is Outcome.TROUBLE:
            return AFTER_TROUBLE_S
        return max(result.wait_s, self._backoff.next_s())
