"""Words on their way to the screen: translated texts of the program's other parts, and lists."""

from collections.abc import Iterable
from unicodedata import bidirectional

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

CONTEXT = "app"
"""The translation context of every text marked N_("…")."""
_LEFT_TO_RIGHT, _AS_IT_BEGINS, _END = "\u2066", "\u2068", "\u2069"


def said(text: str) -> str:
    """The text that another part declared with N_, in the person's language."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def joined(parts: Iterable[str | None]) -> str:
    """What is known of several facts, on one line: `03-Apr-1984 · Male`."""
    return " · ".join(part for part in parts if part)


def kept_together(text: str) -> str:
    """A date, number or name that keeps its order inside a page written from the right.

    Without the isolate `03-Apr-1984` would be read there as `Apr-1984-03` and `204 117 38-5` as
    `38-5 117 204` (Unicode Bidirectional Algorithm, UAX 9, section 2.4).
    """
    if not text or QGuiApplication.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return text
    rightward = any(bidirectional(character) in ("R", "AL") for character in text)
    opening = _AS_IT_BEGINS if rightward else _LEFT_TO_RIGHT
    return "\n".join(f"{opening}{line}{_END}" for line in text.split("\n"))


def without_isolates(text: str) -> str:
    """The same text for another program."""
    return text.translate(dict.fromkeys(map(ord, (_LEFT_TO_RIGHT, _AS_IT_BEGINS, _END))))
