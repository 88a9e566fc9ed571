"""The guard against the call that takes the last reference to True or to None."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import views  # noqa: F401 - lends the references
from views.references import LENT, LIVE_FOR_EVER

CALLS = 1000
FAULT = pytest.mark.skipif(sys.version_info >= (3, 12), reason="both live for ever from 3.12 on")
COUNTED: tuple[object, ...] = ((), "", b"", frozenset(), 0, 1, 2, 30, 100, 255)
"""What Python has one of, and does not let live for ever before 3.12."""


class Bell(QObject):
    rung = Signal()


def lost(value: object, do: Callable[[], object]) -> float:
    """How many references to a value each call takes away."""
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        do()
    return (before - sys.getrefcount(value)) / CALLS


@FAULT
@pytest.mark.parametrize("value", LIVE_FOR_EVER)
def test_there_are_more_references_than_calls_will_ever_take(value: object) -> None:
    assert sys.getrefcount(value) > LENT // 2


@FAULT
def test_the_guard_is_still_needed(qtbot: QtBot) -> None:
    bell, label = Bell(), QLabel()
    qtbot.addWidget(label)
    taken = (lost(True, bell.rung.emit), lost(None, lambda: label.setText("a")))  # noqa: FBT003
    assert max(taken) > 0.9, "PySide takes no references any more: views/references.py can go"


@FAULT
@pytest.mark.parametrize("value", COUNTED, ids=repr)
def test_nothing_else_loses_references(value: object, qtbot: QtBot) -> None:
    bell, label = Bell(), QLabel()
    qtbot.addWidget(label)

    def work() -> None:
        bell.rung.emit()
        label.setText("")
        label.setFixedWidth(100)
        label.setProperty("kind", value)
        label.property("kind"), label.text(), label.width(), label.x(), label.children()

    assert lost(value, work) < 0.1
