"""`python -m benchmarks`: what it lists, what it refuses, and that every bench runs to its end."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.catalogue import BENCHES
from installer.workspace import is_ready
from tests.architecture.tree import ROOT

PATIENCE_S = 240


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "benchmarks", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


def test_the_list_names_every_bench_and_each_is_a_module() -> None:
    answer = bench("--list")
    assert answer.returncode == 0
    assert [line.split()[0] for line in answer.stdout.splitlines()] == [*BENCHES]
    assert [name for name in BENCHES if find_spec(f"benchmarks.{name}") is None] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bulk_pull"], "no bench 'bulk_pull'"),
        (["--write-doc", "--quick"], "full run"),
        (["--write-doc", "search"], "full run"),
        (["--slow"], "unrecognized"),
    ],
)
def test_a_wrong_use_is_refused_before_anything_is_measured(
    arguments: list[str], words: str
) -> None:
    answer = bench(*arguments)
    assert answer.returncode == 2
    assert words in answer.stderr
    assert answer.stdout == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_runs_to_its_end_and_keeps_its_figures(name: str, tmp_path: Path) -> None:
    if name == "second_start" and not is_ready():
        pytest.skip("the environment was not made by dev.py from this lock file")
    file = tmp_path / "figures.json"
    answer = bench(name, "--quick", "--json", str(file))
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "mean nothing" in answer.stdout
    kept = json.loads(file.read_text("utf-8"))
    assert [*kept["outcomes"]] == [name]
    assert len(kept["ratios"][name]) == len(kept["outcomes"][name]) > 0
    for outcome in kept["outcomes"][name]:
        assert outcome["ours"] > 0
        assert outcome["baseline"] > 0
        assert outcome["goal"]
