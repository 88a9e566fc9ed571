"""The desk's idea of the time: its wall clock, corrected by what the service said.

Within a run it moves with the monotonic clock, so that nobody who sets the wall clock moves it.
"""

from datetime import datetime, timedelta
from typing import Any

from local_store import state
from models.hlc import tick
from models.ids import Clock
from models.values import us_from_instant

_SAMPLE_GOOD_S = 600.0
"""A sample with the shortest way is kept that long, then the next one is taken as it comes."""


class DeskTime:
    """Corrected time; the correction survives a restart inside the store."""

    def __init__(self, clock: Clock, offset_ms: int) -> None:
        self._clock = clock
        self._offset_ms = offset_ms
        self._seen_hlc = 0
        self._wall_ms, self._mono = self.wall_ms(), clock.monotonic()
        self._best: tuple[float, float] | None = None

    def wall_ms(self) -> int:
        """The wall clock as it stands, uncorrected."""
        return us_from_instant(self._clock.now()) // 1000

    def now_ms(self) -> int:
        """Corrected time."""
        return self._steady_ms() + self._offset_ms

    def now(self) -> datetime:
        """Corrected time as an aware instant, whole milliseconds."""
        wall = self._clock.now()
        return wall + timedelta(microseconds=self.now_ms() * 1000 - us_from_instant(wall))

    def heard(self, hlc: int) -> None:
        """The service named its logical clock; what is done here from now on comes after it."""
        self._seen_hlc = max(self._seen_hlc, hlc)

    def next_hlc(self, last: int) -> int:
        """The logical clock of an action after `last` and after all that was heard."""
        return tick(max(last, self._seen_hlc), self.now_ms())

    def is_better(self, round_trip_s: float) -> bool:
        """Whether a reply's time is worth taking: it travelled no longer than the best of late."""
        if self._best is None:
            return True
        shortest_s, taken = self._best
        return round_trip_s <= shortest_s or self._clock.monotonic() - taken >= _SAMPLE_GOOD_S

    def correct(self, raw: Any, server_time_ms: int, round_trip_s: float) -> None:
        """Take the time of a reply, which on average is half a round trip old."""
        self._best = (round_trip_s, self._clock.monotonic())
        at_reply_ms = server_time_ms + int(round_trip_s * 500)
        self._offset_ms = at_reply_ms - self._steady_ms()
        # Kept against the wall clock, which is all that a restart finds again.
        state.put(raw, {state.OFFSET_MS: at_reply_ms - self.wall_ms()})

    def _steady_ms(self) -> int:
        return self._wall_ms + int((self._clock.monotonic() - self._mono) * 1000)
