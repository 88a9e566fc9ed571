"""The runner: off the UI thread and home again, to whoever still wants to know."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from views.runner import Runner


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


def after(event: threading.Event, answer: str) -> str:
    event.wait(5)
    return answer


def note(written: list[int], number: int) -> int:
    written.append(number)
    return number


class Store:
    """A source of changes."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Any], None]] = []

    def subscribe(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, *tables: str) -> None:
        for listener in tuple(self.listeners):
            listener(frozenset(tables))


def test_work_is_done_elsewhere_and_answered_here(runner: Runner, qtbot: QtBot) -> None:
    here, seen = threading.current_thread(), []
    owner = QObject()
    runner.ask(
        threading.current_thread,
        lambda there: seen.append((there, threading.current_thread())),
        owner=owner,
        slot="who",
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] is not here
    assert seen[0][1] is here


def test_a_late_answer_never_replaces_a_newer_one(runner: Runner, qtbot: QtBot) -> None:
    let_go, answers, owner = threading.Event(), list[str](), QObject()

    def slow() -> str:
        let_go.wait(5)
        return "old"

    runner.ask(slow, answers.append, owner=owner, slot="search")
    runner.ask(lambda: "new", answers.append, owner=owner, slot="search")
    qtbot.waitUntil(lambda: answers == ["new"])
    let_go.set()
    other = list[str]()
    runner.ask(lambda: "done", other.append, owner=owner, slot="another")
    runner.ask(lambda: "done", other.append, owner=owner, slot="a third")
    qtbot.waitUntil(lambda: len(other) == 2)
    assert answers == ["new"]


def test_an_answer_for_a_window_that_is_gone_is_dropped(runner: Runner, qtbot: QtBot) -> None:
    let_go, answers = threading.Event(), list[str]()
    window, owner = QWidget(), QObject()
    runner.ask(partial(after, let_go, "late"), answers.append, owner=window, slot="x")
    window.deleteLater()
    qtbot.waitUntil(lambda: not isValid(window))
    let_go.set()
    later = list[str]()
    runner.ask(lambda: "later", later.append, owner=owner, slot="x")
    qtbot.waitUntil(lambda: later == ["later"])
    assert answers == []


def test_writes_are_done_in_the_order_asked(runner: Runner, qtbot: QtBot) -> None:
    done, owner = list[int](), QObject()
    for number in range(20):
        runner.submit(partial(int, number), done.append, owner=owner)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_slow_line_holds_up_no_write(runner: Runner, qtbot: QtBot) -> None:
    let_go, done, owner = threading.Event(), list[str](), QObject()
    runner.fetch(partial(after, let_go, "line"), done.append, owner=owner)
    runner.submit(lambda: "write", done.append, owner=owner)
    qtbot.waitUntil(lambda: done == ["write"])
    let_go.set()
    qtbot.waitUntil(lambda: done == ["write", "line"])


def test_an_unexpected_error_reaches_the_crash_window_and_the_screen(
    runner: Runner, qtbot: QtBot
) -> None:
    bugs, failed, owner = list[BaseException](), list[int](), QObject()
    runner.bug.connect(bugs.append)
    runner.ask(lambda: 1 // 0, print, owner=owner, slot="x", failed=lambda: failed.append(1))
    qtbot.waitUntil(lambda: bool(bugs))
    assert isinstance(bugs[0], ZeroDivisionError)
    assert failed == [1]


def test_a_screen_is_told_of_its_tables_only_and_only_while_it_lives(
    runner: Runner, qtbot: QtBot
) -> None:
    store, told = Store(), list[str]()
    runner.follow(store.subscribe)
    screen, other = QWidget(), QObject()
    runner.reload_on({"patient"}, lambda: told.append("screen"), owner=screen)
    runner.reload_on({"location"}, lambda: told.append("other"), owner=other)
    store.tell("patient", "outbox")
    qtbot.waitUntil(lambda: told == ["screen"])
    screen.deleteLater()
    qtbot.waitUntil(lambda: not isValid(screen))
    store.tell("patient", "location")
    qtbot.waitUntil(lambda: told == ["screen", "other"])


def test_changes_told_on_another_thread_arrive_on_this_one(runner: Runner, qtbot: QtBot) -> None:
    store, seen, owner = Store(), list[QThread](), QObject()
    runner.follow(store.subscribe)
    runner.reload_on({"a"}, lambda: seen.append(QThread.currentThread()), owner=owner)
    writer = threading.Thread(target=store.tell, args=("a",))
    writer.start()
    writer.join()
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [QThread.currentThread()]


def test_closing_finishes_the_writes_and_forgets_the_rest(qtbot: QtBot) -> None:
    runner, written, told, owner = Runner(), list[int](), list[int](), QObject()
    store = Store()
    runner.follow(store.subscribe)
    for number in range(5):
        runner.submit(partial(note, written, number), told.append, owner=owner)
    runner.close()
    assert written == [0, 1, 2, 3, 4]
    assert store.listeners == []
    runner.submit(partial(note, written, 99), told.append, owner=owner)
    assert 99 not in written
