"""Cells whose figures line up: the digits are of one width, the hyphens of a date are not."""

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

HYPHEN = "\N{HYPHEN}"
_BETWEEN = re.compile(r"(?<=\w)-(?=\w)")


def evenly(text: str) -> str:
    """The text with narrow hyphens; a minus before an amount keeps the width of a digit.

    With `tnum` the font draws the hyphen of the keyboard as wide as a digit (`13 - Mar - 1991`),
    and the true hyphen, U+2010, as narrow as it is.
    """
    return _BETWEEN.sub(HYPHEN, text)


class FiguresDelegate(QStyledItemDelegate):
    """Only what is painted changes: who copies, filters or listens gets the text as it is."""

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint and measure the cell with narrow hyphens."""
        super().initStyleOption(option, index)
        option.text = evenly(option.text)
