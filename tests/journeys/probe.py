"""Runs any Qt program with an outside hand on its keyboard and mouse and an eye on its screen.

`python -m tests.journeys.probe PORTFILE MODULE ARGS…` runs MODULE as the main program and
listens on a loopback port, written to PORTFILE. It knows nothing of the program: it sends key,
mouse and scan events to whatever has the focus, finds controls by their accessible name, and
reads what is shown.
One JSON object a line in, one a line out. Events are queued and answered before they act, so that
a modal window cannot hold an answer back; whoever drives waits for what should then be seen.
"""

import faulthandler
import json
import os
import runpy
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QKeyCombination,
    QObject,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from tests.journeys.deeds import Deeds
from tests.journeys.eye import Request, controls, named, read, rows, texts
from tests.journeys.fingers import SCANNED_MS, TYPED_MS, Fingers
from tests.journeys.turns import close_popup_beside, receiver, wake

_ANSWER_TIMEOUT_S = 20.0
_MOST_TABS = 200


class _Hand(QObject):
    """Lives on the program's own thread and does there what is asked from outside."""

    asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _do(self, request: Request, answers: "Queue[Request]") -> None:
        try:
            answers.put({"ok": True, "value": _VERBS[request["do"]](request)})
        except Exception as error:  # noqa: BLE001 - the outside hand must hear of every failure
            answers.put({"ok": False, "why": f"{type(error).__name__}: {error}"})


_DEEDS = Deeds()
_later = _DEEDS.add
_FINGERS = Fingers()
_CTRL = Qt.KeyboardModifier.ControlModifier


def _press(chord: QKeyCombination, on: QWidget | None = None) -> None:
    with _FINGERS.strike():
        QTest.keyClick(on or receiver(), chord.key(), chord.keyboardModifiers())


def _key(request: Request) -> None:
    sequence = QKeySequence(request["keys"])
    for place in range(sequence.count()):
        chord = sequence[place]  # type: ignore[index]  # the stubs leave it out
        _later(partial(_press, chord))


def _type_text(text: str, apart_ms: int = TYPED_MS) -> None:
    for character in text:
        with _FINGERS.strike(apart_ms):
            _strike(character)


def _strike(character: str) -> None:
    if character.isascii() and character.isprintable():
        QTest.keyClicks(receiver(), character)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(receiver(), event)


def _type(request: Request) -> None:
    # One by one, a list of suggestions opens and closes in between; a choice wants one breath.
    for part in [request["text"]] if request.get("at_once") else request["text"]:
        _later(partial(_type_text, part))


def _scan(request: Request) -> None:
    def burst() -> None:
        _type_text(request["text"], SCANNED_MS)
        with _FINGERS.strike(SCANNED_MS):
            QTest.keyClick(receiver(), Qt.Key.Key_Return)

    _later(burst)


def _click(request: Request) -> None:
    widget = named(request["name"])
    if not widget.isEnabled():
        raise PermissionError(f"{request['name']!r} is disabled: {widget.toolTip()}")
    spot = QPoint(*request["at"]) if "at" in request else widget.rect().center()

    def act() -> None:
        close_popup_beside(widget)
        wake()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot)

    _later(act)


def _click_row(request: Request) -> None:
    view = named(request["name"])
    if not isinstance(view, QAbstractItemView):
        raise TypeError(f"{request['name']!r} is not a list")
    index = view.model().index(request["row"], request.get("column", 0))
    view.scrollTo(index)
    spot = view.visualRect(index).center()
    act = QTest.mouseDClick if request.get("double") else QTest.mouseClick
    _later(lambda: act(view.viewport(), Qt.MouseButton.LeftButton, pos=spot))


def _grab(request: Request) -> str:
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
    top = QApplication.activeModalWidget() or QApplication.activeWindow() or windows[0]
    if not top.grab().save(request["path"]):
        raise OSError(f"cannot write {request['path']}")
    return str(request["path"])


def _resize(request: Request) -> None:
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window.parent() is None:
            window.resize(request["width"], request["height"])


def _focus(request: Request) -> None:
    widget = named(request["name"])

    def act() -> None:
        close_popup_beside(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    _later(act)


def _tab_to(request: Request) -> None:
    """Press Tab, and nothing else, until the control of that name has the focus."""
    if not _DEEDS.is_done:
        raise LookupError("what was asked before is still being done")
    first: list[QWidget] = []
    for _ in range(_MOST_TABS):
        widget = QApplication.focusWidget()
        if widget is not None and widget.accessibleName() == request["name"]:
            return
        if widget is not None and len(first) > 1 and widget is first[1]:
            break
        first += [widget] if widget is not None else []
        with _FINGERS.strike():
            QTest.keyClick(receiver(), Qt.Key.Key_Tab)
        QApplication.processEvents()
    stops = [widget.accessibleName() for widget in first]
    raise LookupError(f"no Tab leads to {request['name']!r}; they lead to {stops}")


def _clear_field(request: Request) -> None:
    widget = named(request["name"])
    _later(lambda: widget.setFocus(Qt.FocusReason.TabFocusReason))
    _later(partial(_press, QKeyCombination(_CTRL, Qt.Key.Key_A), widget))
    _later(partial(_press, QKeyCombination(Qt.Key.Key_Delete), widget))


def _close(_request: Request) -> None:
    _later(QApplication.closeAllWindows)


_VERBS: dict[str, Callable[[Request], Any]] = {
    "key": _key,
    "type": _type,
    "scan": _scan,
    "click": _click,
    "click_row": _click_row,
    "clear": _clear_field,
    "focus": _focus,
    "tab_to": _tab_to,
    "read": read,
    "texts": texts,
    "controls": controls,
    "rows": rows,
    "grab": _grab,
    "resize": _resize,
    "close": _close,
}


def _serve(port_file: Path) -> None:
    while QApplication.instance() is None:
        time.sleep(0.01)  # the program has not made its application yet
    hand = _Hand()
    hand.moveToThread(QApplication.instance().thread())  # type: ignore[union-attr]  # waited for

    class Line(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for raw in self.rfile:
                answers: Queue[Request] = Queue()
                hand.asked.emit(json.loads(raw), answers)
                answer = answers.get(timeout=_ANSWER_TIMEOUT_S)
                self.wfile.write(json.dumps(answer).encode() + b"\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
        server.daemon_threads = True
        ready = port_file.with_suffix(".tmp")
        ready.write_text(str(server.server_address[1]))
        ready.replace(port_file)
        server.serve_forever()


def main() -> None:
    """Run the module named on the command line under the probe."""
    faulthandler.enable()  # a program that dies says where
    port_file, module = Path(sys.argv[1]), sys.argv[2]
    sys.argv = [module, *sys.argv[3:]]
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - sys.path holds text
    threading.Thread(target=_serve, args=(port_file,), daemon=True, name="probe").start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
