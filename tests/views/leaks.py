"""Fail a test that leaves something of Qt running: threads, timers, windows.

Attached by itself to every test that uses `qapp` (`qtbot` does). What to do about a report:

* a window: give it to `qtbot.addWidget`, or close and delete it in the test;
* a timer: stop it where its owner closes, or give it a parent that is deleted;
* a thread: quit it and wait for it, or shut its executor down, before the test ends.
"""

import gc
import threading
import weakref
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

PATIENCE_S = 1.0  # for a thread that was told to stop and is on its way out
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself failed: its traceback then keeps widgets alive."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(autouse=True)
def nothing_of_qt_is_left(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Compare threads, timers and top-level widgets before and after the test."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    started = watch_starts(monkeypatch)
    windows_before = {id(widget): widget for widget in top_level_widgets()}
    threads_before = set(threading.enumerate())
    # What was there before cannot be left behind by this test, and is a great deal to look through.
    gc.freeze()
    yield
    settle()
    gc.unfreeze()
    left = [
        *dangling_qobjects(started),
        *dangling_threads(threads_before),
        *dangling_widgets(windows_before),
    ]
    if left and not request.node.stash.get(FAILED, False):
        pytest.fail("left behind by this test: " + "; ".join(left), pytrace=False)


def watch_starts(monkeypatch: pytest.MonkeyPatch) -> "list[weakref.ref[QObject]]":
    """Note every QThread and QTimer that is started from now on."""
    from PySide6.QtCore import QThread, QTimer

    started: list[weakref.ref[QObject]] = []
    for kind in (QThread, QTimer):
        start: Any = kind.start

        def noted(self: "QObject", *args: object, _start: Any = start) -> None:
            started.append(weakref.ref(self))
            _start(self, *args)

        monkeypatch.setattr(kind, "start", noted)
    return started


def settle() -> None:
    """Let everything that is already on its way out go: deletions, events, garbage."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(2):
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def dangling_qobjects(started: "Iterable[weakref.ref[QObject]]") -> Iterator[str]:
    """Describe and stop the timers and Qt threads that still run."""
    import shiboken6
    from PySide6.QtCore import QThread, QThreadPool, QTimer

    alive = {id(found): found for ref in started if (found := ref()) is not None}
    for found in alive.values():
        if not shiboken6.isValid(found):
            continue
        if isinstance(found, QTimer) and found.isActive():
            found.stop()
            yield f"a running QTimer of {found.interval()} ms (parent {found.parent()!r})"
        if isinstance(found, QThread) and not found.wait(int(PATIENCE_S * 1000)):
            found.quit()
            found.wait(int(PATIENCE_S * 1000))
            yield f"a running QThread {found.objectName()!r}"
    if not QThreadPool.globalInstance().waitForDone(int(PATIENCE_S * 1000)):
        yield "work in the global QThreadPool"


def dangling_threads(before: set[threading.Thread]) -> Iterator[str]:
    """Describe the Python threads that outlived the test."""
    for thread in set(threading.enumerate()) - before:
        if not isinstance(thread, threading._DummyThread):
            thread.join(PATIENCE_S)
            if thread.is_alive():
                yield f"a running thread {thread.name!r}"


def top_level_widgets() -> "list[QWidget]":
    """Windows that nothing owns; a popup belongs to its parent and goes with it."""
    from PySide6.QtWidgets import QApplication

    return [widget for widget in QApplication.topLevelWidgets() if widget.parent() is None]


def dangling_widgets(before: "dict[int, QWidget]") -> Iterator[str]:
    """Describe and remove the windows that are still there."""
    for widget in top_level_widgets():
        if id(widget) not in before:
            described = f"a window {type(widget).__name__} {widget.windowTitle()!r}"
            widget.close()
            widget.deleteLater()
            yield described
