"""What a journey must show: named checks, each with evidence, each with a way to turn it red."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that held or did not, and what was seen."""

    name: str
    ok: bool
    evidence: str


class PlantedFaultShownError(Exception):
    """The check whose fault was planted has been recorded: there is nothing more to play."""


@dataclass(slots=True)
class Findings:
    """All that a journey found; written to `summary.json` when it ends.

    `broken` names the check whose planted fault is in force. A step asks `planted(name)` and then
    does the wrong thing on purpose; the check of that name must come out red.
    """

    out: Path
    broken: str | None = None
    checks: list[Check] = field(default_factory=list)
    latencies: dict[str, float] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)
    timeline: list[str] = field(default_factory=list)
    _started: float = field(default_factory=time.monotonic)

    def planted(self, name: str) -> bool:
        """Whether the fault of this check is to be planted."""
        return self.broken == name

    def check(self, name: str, ok: bool, evidence: str) -> None:  # noqa: FBT001 - it reads as a sentence
        """Record one check."""
        self.checks.append(Check(name, ok, evidence))
        self.note(f"{'ok  ' if ok else 'FAIL'} {name}: {evidence.splitlines()[0][:160]}")
        if self.planted(name):
            raise PlantedFaultShownError(name)

    @contextmanager
    def checking(self, name: str) -> Iterator[list[str]]:
        """Record a check that holds unless the block raises; it may append evidence."""
        evidence: list[str] = []
        try:
            yield evidence
        except (AssertionError, OSError, LookupError, ValueError) as error:
            self.check(name, False, f"{type(error).__name__}: {error}")  # noqa: FBT003
        else:
            self.check(name, True, "; ".join(evidence) or "seen")  # noqa: FBT003

    def note(self, words: str) -> None:
        """Add a line to the timeline, and say it."""
        line = f"{time.monotonic() - self._started:7.2f} s  {words}"
        self.timeline.append(line)
        print(line, flush=True)

    @property
    def all_held(self) -> bool:
        """Whether there was something to check and all of it held."""
        return bool(self.checks) and all(check.ok for check in self.checks)

    def write(self) -> None:
        """Leave `summary.json` and `timeline.txt`."""
        summary = {
            "checks": [asdict(check) for check in self.checks],
            "latencies": self.latencies,
            "documents": self.documents,
            "screens": self.screens,
        }
        (self.out / "summary.json").write_text(json.dumps(summary, indent=1), encoding="utf-8")
        (self.out / "timeline.txt").write_text("\n".join(self.timeline) + "\n", encoding="utf-8")
