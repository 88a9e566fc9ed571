"""The test run itself is shown to fail for warnings, Qt messages and everything left behind."""

import re
from pathlib import Path

import pytest

from tests.architecture.planting import copy_tree, plant, run_python
from tests.architecture.tree import ROOT

CONFTEST = 'pytest_plugins = ["tests.views.leaks"]\n'
PLANTED = """
import threading
import warnings

import pytest
from PySide6.QtCore import QThread, QTimer, qWarning
from PySide6.QtWidgets import QLabel

KEPT = []


def test_clean(qtbot):
    label = QLabel("bed 12")
    qtbot.addWidget(label)
    label.show()


def test_clean_timer(qtbot):
    timer = QTimer()
    with qtbot.waitSignal(timer.timeout):
        timer.start(1)
    timer.stop()


def test_warning():
    warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_unclosed_file():
    open(__file__)


def test_thread_that_dies():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()


def test_qt_warning(qapp):
    qWarning("said by Qt")


def test_slot_that_raises(qtbot):
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: 1 / 0)
    with qtbot.waitSignal(timer.timeout):
        timer.start(1)


def test_window_left(qtbot):
    KEPT.append(QLabel("left"))


def test_timer_left(qapp):
    timer = QTimer(qapp)
    timer.start(60_000)


def test_qthread_left(qapp):
    thread = QThread(qapp)
    thread.start()


def test_thread_left(qapp):
    threading.Thread(target=threading.Event().wait, args=(8,), daemon=True).start()


@pytest.mark.xfail(reason="planted")
def test_unexpected_pass():
    pass
"""
CAUGHT = {
    "test_warning": "DeprecationWarning: old",
    "test_unclosed_file": "ResourceWarning",
    "test_thread_that_dies": "ZeroDivisionError",
    "test_qt_warning": "said by Qt",
    "test_slot_that_raises": "ZeroDivisionError",
    "test_window_left": "a window QLabel",
    "test_timer_left": "a running QTimer of 60000 ms",
    "test_qthread_left": "a running QThread",
    "test_thread_left": "a running thread",
    "test_unexpected_pass": "XPASS(strict)",
}
LET_THROUGH = ["test_clean", "test_clean_timer"]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of the planted tests, run with the project's settings."""
    tree = copy_tree(tmp_path_factory.mktemp("planted"), [])
    plant(
        tree,
        {
            "conftest.py": CONFTEST,
            "planted/test_planted.py": PLANTED,
            "tests/__init__.py": "",
            "tests/views/__init__.py": "",
            "tests/views/leaks.py": (ROOT / "tests/views/leaks.py").read_text("utf-8"),
        },
    )
    outcome = run_python(["-m", "pytest", "-p", "no:cacheprovider", "-rA", "planted"], tree)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    return outcome.stdout


def verdicts(report: str, test: str) -> set[str]:
    """The words of the summary lines about one test."""
    return set(re.findall(rf"^(\w+) \S+::{test}(?: |$)", report, re.MULTILINE))


@pytest.mark.parametrize("test", CAUGHT)
def test_what_was_planted_is_caught(report: str, test: str) -> None:
    assert verdicts(report, test) & {"FAILED", "ERROR"}
    assert CAUGHT[test] in report


@pytest.mark.parametrize("test", LET_THROUGH)
def test_what_is_clean_is_let_through(report: str, test: str) -> None:
    assert verdicts(report, test) == {"PASSED"}


@pytest.mark.parametrize("ini", ["--strict-markers", "--strict-config"])
def test_a_misspelt_marker_or_setting_is_refused(tmp_path: Path, ini: str) -> None:
    tree = copy_tree(tmp_path, [])
    if ini == "--strict-config":
        text = (tree / "pyproject.toml").read_text("utf-8")
        planted = text.replace("xfail_strict", "xfail_stric")
        (tree / "pyproject.toml").write_text(planted, "utf-8")
    plant(
        tree,
        {
            "planted/test_planted.py": (
                "import pytest\n\n\n@pytest.mark.slwo\ndef test_marked():\n    pass\n"
                if ini == "--strict-markers"
                else "def test_plain():\n    pass\n"
            )
        },
    )
    outcome = run_python(["-m", "pytest", "-p", "no:cacheprovider", "planted"], tree)
    assert outcome.returncode not in {0, 5}
    assert ("slwo" if ini == "--strict-markers" else "xfail_stric") in (
        outcome.stdout + outcome.stderr
    )
