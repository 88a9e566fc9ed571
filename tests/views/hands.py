"""A person's hands: keys and clicks as the system sends them."""

from collections.abc import Iterator
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


def keys(widget: QWidget, text: str) -> None:
    """Type a text."""
    QTest.keyClicks(widget, text)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press one key."""
    QTest.keyClick(widget, key, modifier)


def shown(qtbot: QtBot, made: Any) -> Any:
    """Put a window on the screen and the keyboard into it."""
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def click(widget: QWidget) -> None:
    """Click in the middle."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_into(widget: QWidget, text: str) -> None:
    """Go there and type."""
    widget.setFocus()
    keys(widget, text)


def named(root: QWidget, kind: type[W], name: str) -> W:
    """The control with this accessible name, as a driver or a screen reader finds it."""
    found = [each for each in within(root, kind) if each.accessibleName() == name]
    assert found, f"{name!r} is not among {[e.accessibleName() for e in within(root, kind)]}"
    return found[0]


def within(root: QWidget, kind: type[W]) -> Iterator[W]:
    """Every widget of a kind inside another."""
    yield from root.findChildren(kind)
