"""When to try again: soon at first, never later than a person would want to wait."""

from models.ids import Entropy

FIRST_S = 0.25
MOST_S = 3.0
"""A service that is back is noticed within this time."""
AFTER_TROUBLE_S = 60.0
"""What needs a person is asked again this often, so that their repair is noticed."""
IDLE_S = 30.0
"""Without a nudge the queue and the number block are looked at this often."""


class Backoff:
    """Waits that double, with jitter, so that forty desks do not return in the same moment."""

    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy
        self._next_s = FIRST_S

    def reset(self) -> None:
        """Start again from the shortest wait: the line has worked."""
        self._next_s = FIRST_S

    def next_s(self) -> float:
        """The next wait in seconds: between half of the current step and the whole of it."""
        step = self._next_s
        self._next_s = min(2 * step, MOST_S)
        share = int.from_bytes(self._entropy(2), "big") / 0xFFFF
        return step * (0.5 + share / 2)
