"""The pages of the window: made when first asked for, one shown at a time."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desk import Workspace


class Page(StrEnum):
    """What is no workspace of its own."""

    PATIENT = "patient"
    SYNC = "sync"
    CONFLICTS = "conflicts"
    ATTENTION = "attention"
    PRINT_QUEUE = "print_queue"


PageKey = Page | Workspace


class Pages(QStackedWidget):
    """Knows how to make each page and where Esc leads back to."""

    def __init__(self, makers: dict[PageKey, Callable[[], QWidget]]) -> None:
        super().__init__()
        self._makers = makers
        self._made: dict[PageKey, QWidget] = {}
        self._behind: list[PageKey] = []
        self.key: PageKey | None = None

    def page(self, key: PageKey) -> QWidget:
        """The page, made if it is not there yet."""
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self.addWidget(self._made[key])
        return self._made[key]

    def turn_to(self, key: PageKey) -> None:
        """Show a page; a workspace forgets what was behind it."""
        if isinstance(key, Workspace):
            self._behind.clear()
        elif self.key is not None and self.key != key:
            self._behind = [each for each in self._behind if each != key]
            self._behind.append(self.key)
        self.key = key
        self.setCurrentWidget(self.page(key))

    def turn_back(self) -> bool:
        """Show what was in front before; False if there is nothing behind."""
        if not self._behind:
            return False
        self.key = self._behind.pop()
        self.setCurrentWidget(self.page(self.key))
        return True

    @property
    def workspace(self) -> Workspace | None:
        """The workspace in front or behind the page in front."""
        line = [*self._behind, *([self.key] if self.key else [])]
        return next((each for each in line if isinstance(each, Workspace)), None)
