"""A person at a desk, counted: what they do, and how long by a keystroke model it takes them.

The model is that of Card, Moran and Newell (1983) as the performance contract fixes it: 0.28 s a
key, 1.2 s a scan, 1.35 s for each thing to be decided; the machine's own time is measured and
added. An action is one purposeful step: a field filled, a key pressed, a scan, a choice made.
"""

import time
from dataclasses import dataclass

from tests.journeys.hand import Workstation

KEY_S, SCAN_S, DECISION_S = 0.28, 1.2, 1.35


@dataclass(slots=True)
class Effort:
    """What a task took: actions, keys, scans, decisions, and seconds of the machine."""

    actions: int = 0
    keys: int = 0
    scans: int = 0
    decisions: int = 0
    machine_s: float = 0.0

    @property
    def person_s(self) -> float:
        """Seconds of the person, by the model."""
        return self.keys * KEY_S + self.scans * SCAN_S + self.decisions * DECISION_S

    @property
    def whole_s(self) -> float:
        """Seconds from the first key to the end."""
        return self.person_s + self.machine_s


class Typist:
    """Works one desk with keyboard and scanner alone, and counts."""

    def __init__(self, desk: Workstation) -> None:
        self.desk = desk
        self.effort = Effort()

    def decide(self) -> None:
        """Look and make up one's mind."""
        self.effort.decisions += 1

    def type(self, text: str, then: str = "") -> None:
        """Fill in what has the keyboard; `then` is the key that goes on, such as Tab."""
        self.effort.actions += 1
        self.effort.keys += len(text) + (1 if then else 0)
        self.desk.type(text)
        if then:
            self.desk.key(then)

    def press(self, keys: str) -> None:
        """Press one chord."""
        self.effort.actions += 1
        self.effort.keys += len(keys.split("+"))
        self.desk.key(keys)

    def scan(self, text: str) -> None:
        """Scan one code."""
        self.effort.actions += 1
        self.effort.scans += 1
        self.desk.scan(text)

    def see(self, text: str) -> None:
        """Wait until the words are on the screen: the machine's time."""
        begun = time.perf_counter()
        self.desk.wait_for(text)
        self.effort.machine_s += time.perf_counter() - begun
