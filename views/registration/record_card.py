"""A card of the patient's page: facts, how far each has come, and buttons to change them."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.marks import MARK_WORDS, SyncMark
from resources.icons import Icon
from views.layouts import clear, grid, row
from views.theme import Theme
from views.widgets.plain import Card, Glyph, button, focus_inside, label
from views.words import kept_together, said

_ICONS = {
    SyncMark.SENT: (Icon.DONE, "success"),
    SyncMark.WAITING: (Icon.CLOCK, "muted"),
    SyncMark.REFUSED: (Icon.ATTENTION, "danger"),
}


LABEL_SHARE = 1


class RecordCard(Card):
    """A heading with its buttons, then lines of (label, value, mark, button)."""

    def __init__(self) -> None:
        super().__init__(gap="s")
        self._head = row()
        self._title = label("", "heading")
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self.body.addLayout(self._head)
        self._lines: QGridLayout = grid(gap="m", down="xs")
        self._lines.setColumnStretch(1, 1)
        self._lines.setColumnMinimumWidth(0, LABEL_SHARE * Theme.current().tokens.size.rail // 2)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self._count = 0
        self._offered: list[QPushButton] = []

    def title(self, text: str) -> None:
        """Set the heading."""
        self._title.setText(text)

    def offer(self, text: str, name: str) -> QPushButton:
        """Add a button beside the heading."""
        made = button(text, "link", name)
        self._head.addWidget(made)
        self._offered.append(made)
        return made

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Write the lines anew; the keyboard comes back to the button it was on.

        Where that button is gone, it goes to the one in its place, or to the card's last.
        """
        held = focus_inside(self)
        before = self._line_buttons()
        place = before.index(held) if isinstance(held, QPushButton) and held in before else None
        clear(self._lines)
        self._count = 0
        yield
        if held is not None and place is not None:
            self._hand_back(held.accessibleName(), place)

    def _line_buttons(self) -> list[QPushButton]:
        """The buttons of the lines, from top to bottom."""
        items = [self._lines.itemAt(number) for number in range(self._lines.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [each for each in widgets if isinstance(each, QPushButton)]

    def _hand_back(self, name: str, place: int) -> None:
        now = self._line_buttons()
        named = [each for each in now if each.accessibleName() == name]
        in_place = now[min(place, len(now) - 1) :][:1]
        for target in (*(named if len(named) == 1 else in_place or named), *self._offered)[:1]:
            target.show()  # its layout would do so later, and what is not shown takes no keyboard
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def line(
        self, title: str, value: str, mark: SyncMark | None = None, tail: QWidget | None = None
    ) -> None:
        """Add a line."""
        caption = label(title, "muted")
        shown = label(kept_together(value), "value", wraps=True)
        shown.setAccessibleName(f"{title}: {value}")
        centre, top = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop
        self._lines.addWidget(caption, self._count, 0, top if "\n" in value else centre)
        self._lines.addWidget(shown, self._count, 1)
        if mark is not None:
            self._lines.addWidget(mark_label(mark), self._count, 2)
        if tail is not None:
            self._lines.addWidget(tail, self._count, 3)
        self._count += 1

    def nothing(self, words: str) -> None:
        """Say that there is nothing yet."""
        self._lines.addWidget(label(words, "muted", wraps=True), self._count, 0, 1, 4)
        self._count += 1


def mark_label(mark: SyncMark) -> QWidget:
    """How far a record has come, as a shape with its words."""
    whole = QWidget()
    whole.setProperty("kind", "plain")
    line = row(whole, gap="xs")
    line.addWidget(Glyph(*_ICONS[mark]))
    line.addWidget(label(said(MARK_WORDS[mark]), "caption"))
    return whole
