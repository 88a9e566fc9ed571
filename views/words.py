"""Words on their way to the screen: translated texts of the program's other parts, and lists."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

CONTEXT = "app"
"""The translation context of every text marked N_("…")."""


def said(text: str) -> str:
    """The text that another part declared with N_, in the person's language."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def joined(parts: Iterable[str | None]) -> str:
    """What is known of several facts, on one line: `03-Apr-1984 · Male`."""
    return " · ".join(part for part in parts if part)
