"""Whose turn it is: the window and the control that take the next key, with no window manager."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

ACTIVATION_MS = 1000


def wake() -> None:
    """Without a window manager nobody gives a window back its turn when what hid it has gone."""
    active = QApplication.activeWindow()
    if active is not None and active.isVisible():
        return
    visible = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
    if not visible:
        raise LookupError("no window is open")
    top = QApplication.activeModalWidget() or visible[-1]
    top.activateWindow()
    QTest.qWaitForWindowActive(top, ACTIVATION_MS)


def receiver() -> QWidget:
    """What takes the next key.

    Raises:
        LookupError: nothing does.
    """
    wake()
    popup = QApplication.activePopupWidget()
    target = popup or QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        raise LookupError("no window takes keys")
    return target


def close_popup_beside(widget: QWidget) -> None:
    """What a window system does with a click outside an open list: the list closes."""
    popup = QApplication.activePopupWidget()
    if popup is not None and not popup.isAncestorOf(widget):
        popup.close()
