"""The arithmetic of a measurement; no figure of a machine is ever asserted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks.harness import (
    OTHERS_CORES_MAX,
    Figures,
    Outcome,
    Run,
    Setting,
    alternate,
    by_arm,
    percentile,
    spread,
)
from benchmarks.machine import Load, Machine

MACHINE = Machine(
    python="3.11.7", system="Linux", cores=2, sqlite="3.53.4", packages={}, fsyncs_per_s=8000.0
)
QUIET, LOUD = Load(0.1, OTHERS_CORES_MAX), Load(2.0, OTHERS_CORES_MAX + 0.01)
OUTCOME = Outcome(
    goal_id="G1",
    what="bulk push",
    unit="rows/s",
    ours=12.0,
    baseline=240.0,
    baseline_is="bare",
    goal="ratio ≥ 0.05",
    met=True,
)


def run_between(before: Load, after: Load | None) -> Run:
    return Run("2026-03-01", quick=False, machine=MACHINE, before=before, after=after)


@pytest.mark.parametrize(
    ("count", "share", "expected"),
    [(100, 0.99, 99), (100, 0.5, 50), (100, 1.0, 100), (100, 0.07, 7), (1, 0.5, 1), (3, 0.0, 1)],
)
def test_a_percentile_is_the_smallest_value_that_covers_its_share(
    count: int, share: float, expected: int
) -> None:
    assert percentile(reversed(range(1, count + 1)), share) == expected


def test_a_spread_is_in_milliseconds() -> None:
    assert spread([0.001, 0.002, 0.003]) == {
        "p50_ms": 2.0,
        "p95_ms": 3.0,
        "p99_ms": 3.0,
        "max_ms": 3.0,
    }


def test_arms_take_turns_and_the_median_of_each_figure_is_kept() -> None:
    order: list[str] = []
    ours, bare = iter([3.0, 1.0, 50.0]), iter([4.0, 4.0, 5.0])

    def arm(name: str, values: Iterator[float]) -> Figures:
        order.append(name)
        value = next(values)
        return {"s": value, "twice_s": 2 * value}

    measured = alternate({"a": lambda: arm("a", ours), "b": lambda: arm("b", bare)}, 3)
    assert order == ["a", "b", "a", "b", "a", "b"]
    assert measured == {"a": {"s": 3.0, "twice_s": 6.0}, "b": {"s": 4.0, "twice_s": 8.0}}
    assert by_arm(measured)["a.twice_s"] == 6.0


@pytest.mark.parametrize(
    ("before", "after", "is_void"),
    [
        (QUIET, QUIET, False),
        (LOUD, QUIET, True),
        (QUIET, LOUD, True),
        (QUIET, None, False),
        (LOUD, None, True),
    ],
)
def test_a_run_is_void_when_others_worked_before_or_after_it(
    before: Load, after: Load | None, *, is_void: bool
) -> None:
    assert run_between(before, after).is_void is is_void


def test_a_run_meets_the_contract_only_if_every_goal_is_met() -> None:
    run = run_between(QUIET, QUIET)
    run.outcomes["bulk_push"] = [OUTCOME, OUTCOME]
    assert run.met
    run.outcomes["live"] = [OUTCOME, replace(OUTCOME, met=False)]
    assert not run.met


def test_what_is_kept_of_a_run_holds_its_ratios_and_its_verdict() -> None:
    run = run_between(QUIET, LOUD)
    run.outcomes["bulk_push"] = [OUTCOME]
    kept = run.as_json()
    assert kept["ratios"] == {"bulk_push": [0.05]}
    assert kept["void"] is True
    assert kept["machine"]["fsyncs_per_s"] == 8000.0


def test_a_quick_run_is_smaller_and_has_fewer_rounds(tmp_path) -> None:
    quick, full = Setting(tmp_path, quick=True), Setting(tmp_path, quick=False)
    assert quick.size(100, 5) == 5
    assert full.size(100, 5) == 100
    assert quick.rounds < full.rounds
