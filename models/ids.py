"""Time, randomness and ids as arguments: nothing in the program reaches for them by itself."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

Entropy = Callable[[int], bytes]
"""Gives that many random bytes; `os.urandom` outside tests."""

NIL = UUID(int=0)
"""The user of what the service derives by itself."""


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The wall clock: an aware UTC instant, which may jump."""

    def monotonic(self) -> float:
        """Seconds that never run backwards, from an arbitrary start."""


def uuid7(milliseconds: int, entropy: Entropy) -> UUID:
    """A UUID of version 7 (RFC 9562 §5.7). Never order anything by the time inside."""
    value = (milliseconds & ((1 << 48) - 1)) << 80 | int.from_bytes(entropy(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
