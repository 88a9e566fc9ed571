"""A clock that stands still and chance that repeats itself."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@dataclass
class ManualClock:
    """Stands still until a test moves it."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - START).total_seconds()

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Chance:
    """Seeded randomness: the same seed, the same hospital."""

    seed: int = 0
    source: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.source = random.Random(self.seed)

    def bytes(self, count: int) -> bytes:
        return self.source.randbytes(count)

    def uuid(self) -> UUID:
        return UUID(bytes=self.bytes(16), version=4)

    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.bytes(32))
