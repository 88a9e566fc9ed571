"""Whichever thread makes rubbish, the UI thread alone takes it away."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from views.garbage import GarbageCollection


class Ring:
    """Something that only the collector can end."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collection(qtbot: QtBot) -> Iterator[GarbageCollection]:
    parent = QObject()
    made = GarbageCollection(parent)
    yield made
    made.stop()
    assert gc.isenabled(), "Python was not given its collector back"


def much_rubbish(ended_on: list[int]) -> None:
    first = Ring()
    weakref.finalize(first, lambda: ended_on.append(threading.get_ident()))
    del first
    for _ in range(5 * gc.get_threshold()[0]):
        Ring()


def test_rubbish_of_a_worker_is_collected_on_the_ui_thread(
    qtbot: QtBot, collection: GarbageCollection
) -> None:
    ended_on: list[int] = []
    worker = threading.Thread(target=much_rubbish, args=(ended_on,))
    worker.start()
    worker.join()
    assert ended_on == [], "it was collected on the worker"
    qtbot.waitUntil(lambda: bool(ended_on), timeout=5000)
    assert ended_on == [threading.get_ident()]


def test_nothing_is_collected_while_there_is_little(
    monkeypatch: pytest.MonkeyPatch, collection: GarbageCollection
) -> None:
    collected: list[int] = []
    with monkeypatch.context() as patched:
        patched.setattr(gc, "collect", collected.append)
        for count in ((3, 0, 0), (9_000, 0, 0), (9_000, 90, 90)):
            patched.setattr(gc, "get_count", lambda now=count: now)
            collection.look()
    assert collected == [0, 2]
