"""The eye of the outside hand: what is on the screen of any Qt program, and nothing else."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

Request = dict[str, Any]
_SPEAKING = (QLineEdit, QLabel, QAbstractButton, QTextEdit, QPlainTextEdit, QComboBox)


def visible_widgets() -> list[QWidget]:
    """Every widget that can be seen: those of the modal window, where there is one."""
    modal = QApplication.activeModalWidget()
    tops = [modal] if modal else [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    found: list[QWidget] = []
    for top in tops:
        found.append(top)
        found.extend(w for w in top.findChildren(QWidget) if w.isVisible())
    return found


def named(name: str) -> QWidget:
    """The control of that accessible name.

    Raises:
        LookupError: it is not on the screen.
    """
    matches = [w for w in visible_widgets() if w.accessibleName() == name]
    if not matches:
        raise LookupError(f"nothing on the screen is called {name!r}")
    return matches[-1]


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.displayText()
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    labels = [w.text() for w in widget.findChildren(QLabel) if w.isVisible()]
    return "\n".join(labels) or widget.windowTitle()


def read(request: Request) -> str:
    """The text of one control."""
    return _text_of(named(request["name"]))


def texts(_request: Request) -> list[str]:
    """Every text on the screen."""
    shown = [w for w in visible_widgets() if isinstance(w, _SPEAKING)]
    cells = [
        cell
        for view in visible_widgets()
        if isinstance(view, QAbstractItemView)
        for row in _cells(view)
        for cell in row
    ]
    return [text for text in [*(_text_of(w).strip() for w in shown), *cells] if text]


def controls(_request: Request) -> list[Request]:
    """Every named control and its state."""
    return [
        {
            "name": w.accessibleName(),
            "kind": type(w).__name__,
            "text": _text_of(w)[:200],
            "enabled": w.isEnabled(),
            "why": w.toolTip() or w.accessibleDescription(),
            "focus": w.hasFocus(),
        }
        for w in visible_widgets()
        if w.accessibleName()
    ]


def rows(request: Request) -> list[list[str]]:
    """The cells of a list."""
    view = named(request["name"])
    if not isinstance(view, QAbstractItemView):
        raise TypeError(f"{request['name']!r} is not a list")
    return _cells(view)


def _cells(view: QAbstractItemView) -> list[list[str]]:
    model: QAbstractItemModel = view.model()
    return [
        [str(model.index(r, c).data() or "") for c in range(model.columnCount())]
        for r in range(model.rowCount())
    ]
