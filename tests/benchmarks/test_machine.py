"""Looking at the machine: what is said of it is really measured."""

from pathlib import Path

import psutil

from benchmarks.companion import Companion
from benchmarks.machine import fsync_rate, look_at_load


def test_the_fsync_rate_is_measured_and_leaves_no_file(tmp_path: Path) -> None:
    assert fsync_rate(tmp_path / "probe") > 0
    assert list(tmp_path.iterdir()) == []


def test_the_work_of_others_is_between_nothing_and_all_cores() -> None:
    load = look_at_load()
    assert 0 <= load.others_cores <= (psutil.cpu_count() or 1) + 0.1
    assert load.average >= 0


def test_a_companion_ends_when_the_bench_is_done_with_it() -> None:
    companion = Companion("benchmarks.live_echo", {})
    assert companion.hear()["port"] > 0
    companion.stop()
    assert companion.code == 0
