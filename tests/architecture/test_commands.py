"""dev.py runs on a bare machine, answers --help, and fails when a step fails."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from installer.workspace import Stop
from tests import whole_run
from tests.architecture.tree import ROOT, parsed

PASSES = ["-c", "raise SystemExit(0)"]
CLEANS_UP = """
import threading

import pytest


@pytest.fixture
def service():
    yield
    print("it cleaned up", flush=True)


def test_long(service):
    print("it runs", flush=True)
    threading.Event().wait(30)
"""
FAILS = ["-c", "raise SystemExit(3)"]


def run_dev(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "dev.py", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("file", ["dev.py", "installer/workspace.py"])
def test_setting_up_needs_nothing_but_the_standard_library(file: str) -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(parsed(ROOT / file))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - sys.stdlib_module_names <= {"installer"}


def test_help_names_every_command() -> None:
    answer = run_dev("--help")
    assert answer.returncode == 0
    assert [name for name in dev.COMMANDS if f"  {name} " not in answer.stdout] == []


@pytest.mark.parametrize("name", dev.COMMANDS)
def test_every_command_runs_a_module_that_exists(name: str) -> None:
    module = dev.COMMANDS[name].module
    found = importlib.util.find_spec(module)
    assert found is not None
    if found.submodule_search_locations:
        assert importlib.util.find_spec(f"{module}.__main__") is not None


def test_an_unknown_command_is_refused_with_the_list() -> None:
    answer = run_dev("demonstrate")
    assert answer.returncode == 2
    assert "demonstrate" in answer.stderr
    assert "  demo " in answer.stderr


def test_no_command_is_refused_with_the_list() -> None:
    answer = run_dev()
    assert answer.returncode == 2
    assert "  demo " in answer.stdout


def test_windows_are_not_promised_where_there_is_no_display(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(Stop, match="--headless"):
        dev.check_display("demo", [], {})
    dev.check_display("demo", ["--headless"], {})
    dev.check_display("demo", [], {"DISPLAY": ":0"})
    dev.check_display("server", [], {})


@pytest.mark.parametrize(("steps", "code"), [([PASSES], 0), ([PASSES, FAILS, PASSES], 1)])
def test_a_failed_step_fails_the_run_but_not_before_the_others_ran(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    steps: list[list[str]],
    code: int,
) -> None:
    monkeypatch.setattr(whole_run, "CHECKS", {f"step{n}": step for n, step in enumerate(steps)})
    monkeypatch.setattr(whole_run, "TESTS", {})
    assert whole_run.main([]) == code
    summary = [line for line in capfd.readouterr().out.splitlines() if line.endswith(" s")]
    assert len(summary) == len(steps)
    assert sum("FAILED (3)" in line for line in summary) == code


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGTERM to a program")
def test_a_run_that_is_ended_lets_its_step_clean_up(tmp_path: Path) -> None:
    (tmp_path / "test_long.py").write_text(CLEANS_UP, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.whole_run", "-s", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if "it runs" in line:
                run.terminate()
                break
        assert "it cleaned up" in run.stdout.read()
    assert run.returncode == whole_run.INTERRUPTED


def test_arguments_choose_tests_and_leave_the_checks_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(whole_run, "CHECKS", {"checks": FAILS})
    (tmp_path / "test_one.py").write_text("def test_one():\n    pass\n", "utf-8")
    assert whole_run.main([str(tmp_path)]) == 0
    assert whole_run.main(["--all", str(tmp_path)]) == 1
