"""How a measurement is taken: alternating arms, a raw baseline in the same run, or it is void.

Only ratios count. Arms run A B A B …, five rounds, and the median of each figure is kept, so that
a machine that slows down slows both. A run is void when other programs take more than half a core.
"""

import math
import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.machine import Load, Machine

ROUNDS = 5
QUICK_ROUNDS = 2
OTHERS_CORES_MAX = 0.5

Figures = dict[str, float]
"""What was measured, with the unit at the end of each name."""

Arm = Callable[[], Figures]
"""Runs one round and gives its figures."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a bench runs, and how large.

    Attributes:
        folder: empty, on the disk that is measured; gone afterwards.
        quick: only to see that the bench works; its figures mean nothing.
    """

    folder: Path
    quick: bool

    @property
    def rounds(self) -> int:
        """How often each arm runs."""
        return QUICK_ROUNDS if self.quick else ROUNDS

    def size(self, full: int, quick: int) -> int:
        """How much work to do."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One figure of a bench, beside its baseline and its goal.

    Attributes:
        goal_id: of the performance contract: G1, G9, … or `desk`.
        what: was measured, for people.
        unit: of `ours` and `baseline`.
        ours: the figure of Almoner.
        baseline: the figure of the raw arm in the same run; `baseline_is` says what that was.
        goal: in words.
        met: whether the figure meets it.
        figures: whatever else was measured, by arm and name.
    """

    goal_id: str
    what: str
    unit: str
    ours: float
    baseline: float
    baseline_is: str
    goal: str
    met: bool
    figures: Figures = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """Ours to the baseline."""
        return self.ours / self.baseline


@dataclass(slots=True)
class Run:
    """One run of some benches on one machine, on one day (ISO 8601)."""

    day: str
    quick: bool
    machine: Machine
    before: Load
    after: Load | None = None
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)

    @property
    def is_void(self) -> bool:
        """Whether others used the machine so much that the figures mean nothing."""
        loads = [self.before, self.after] if self.after else [self.before]
        return max(load.others_cores for load in loads) > OTHERS_CORES_MAX

    @property
    def met(self) -> bool:
        """Whether every goal was met."""
        return all(outcome.met for some in self.outcomes.values() for outcome in some)

    def as_json(self) -> dict[str, Any]:
        """All of it, for a file."""
        ratios = {name: [one.ratio for one in some] for name, some in self.outcomes.items()}
        return {**asdict(self), "void": self.is_void, "met": self.met, "ratios": ratios}


def alternate(arms: Mapping[str, Arm], rounds: int) -> dict[str, Figures]:
    """Run the arms in turn and keep the median of each of their figures."""
    seen: dict[str, list[Figures]] = {name: [] for name in arms}
    for _ in range(rounds):
        for name, arm in arms.items():
            seen[name].append(arm())
    return {
        name: {key: statistics.median(each[key] for each in some) for key in some[0]}
        for name, some in seen.items()
    }


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least that share of the values does not exceed."""
    ordered = sorted(values)
    # The product of a decimal share may lie a hair above the whole number that is meant.
    rank = math.ceil(round(share * len(ordered), 9))
    return ordered[max(rank, 1) - 1]


def spread(seconds: Iterable[float]) -> Figures:
    """The half, the 95th and the 99th hundredth of waits, and the longest, in ms."""
    waits = [1000 * each for each in seconds]
    return {
        "p50_ms": percentile(waits, 0.5),
        "p95_ms": percentile(waits, 0.95),
        "p99_ms": percentile(waits, 0.99),
        "max_ms": max(waits),
    }


def by_arm(measured: Mapping[str, Figures]) -> Figures:
    """The figures of all arms in one table."""
    return {f"{arm}.{key}": value for arm, some in measured.items() for key, value in some.items()}
