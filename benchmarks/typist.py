"""A person at a desk, counted: what they do, and how long by a keystroke model it takes them.

The model is that of Card, Moran and Newell (1983) as the performance contract fixes it: 0.28 s a
key, 1.2 s a scan, 1.35 s for each thing to be decided; the machine's own time is measured and
added. An action is one purposeful step: a field filled and left, a chord pressed, a scan, a choice
made. Copying what somebody says or a device shows is no decision; reading the screen to see which
patient, which value of a list, or whether to go on, is one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.hand import Workstation, wait_until
from views.shell.scanner import TAUGHT_PREFIX

KEY_S, SCAN_S, DECISION_S = 0.28, 1.2, 1.35
PATIENCE_S = 20.0


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

    def decide(self, things: int = 1) -> None:
        """Look and make up one's mind about so many things."""
        self.effort.decisions += things

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
        """Scan one code, with a scanner that was taught from the set-up sheet."""
        self.effort.actions += 1
        self.effort.scans += 1
        self.desk.scan(TAUGHT_PREFIX + text)

    def see(self, text: str) -> None:
        """Wait until the words are on the screen: the machine's time."""
        self.wait(lambda: text in self.desk.screen(), f"{text!r} did not come")

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something is so: the machine's time.

        Raises:
            NotSeenError: it did not come; `what` says what was missed.
        """
        begun = time.perf_counter()
        try:
            wait_until(holds, f"{self.desk.name}: {what}", PATIENCE_S)
        except AssertionError as error:
            raise type(error)(f"{error}; there was:\n{self.desk.screen()}") from error
        self.effort.machine_s += time.perf_counter() - begun

    def take_paper(self, before: int, count: int) -> None:
        """Wait until so many documents more than `before` have come out of the printer."""
        self.wait(lambda: self.printed() >= before + count, f"not {count} documents were printed")

    def printed(self) -> int:
        """How many documents have come out of this desk's printer so far."""
        return len([*_tray(self.desk).glob("*.pdf")])


def _tray(desk: Workstation) -> Path:
    return desk.folder / "store" / "printed"
