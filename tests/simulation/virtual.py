"""Time and randomness that belong to a seed, so that a run can be had again exactly."""

import random
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


class TrueTime:
    """The time that really is, which no desk's wall clock has to agree with."""

    def __init__(self, start: datetime = START) -> None:
        self.at = start

    def advance(self, milliseconds: int) -> None:
        """Let time pass."""
        self.at += timedelta(milliseconds=milliseconds)


class VirtualClock:
    """One machine's clock: its wall may be wrong and jump, its monotonic time never does."""

    def __init__(self, truth: TrueTime, skew_ms: int = 0) -> None:
        self._truth = truth
        self.skew_ms = skew_ms

    def now(self) -> datetime:
        """What the machine believes."""
        return self._truth.at + timedelta(milliseconds=self.skew_ms)

    def monotonic(self) -> float:
        """Seconds since the world began."""
        return (self._truth.at - START).total_seconds()


class SeededEntropy:
    """Bytes from a seed, each time the same ones."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random(repr(seed))

    def __call__(self, count: int) -> bytes:
        """The next bytes."""
        return self._random.randbytes(count)


class MemoryKeyBox:
    """Keeps a store's key for as long as the simulation runs."""

    def __init__(self) -> None:
        self._key: bytes | None = None

    def load(self) -> bytes | None:
        """The key."""
        return self._key

    def save(self, key: bytes) -> None:
        """Keep the key."""
        self._key = key
