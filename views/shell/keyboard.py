"""The keys of the window, each declared in `app.action` and bound here to what it does."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.action import SHELL_KEYS, Action
from app.catalogue import ACTIONS
from app.desk import WORKSPACES, Desk, Workspace
from resources.icons import Icon
from views.theme import Theme
from views.words import said


class Keyboard:
    """Every key does one thing; a key whose action makes no sense now does nothing.

    Args:
        window: in whose window the keys count.
        desk: decides which actions are offered.
        shell: what each of `SHELL_KEYS` does, by its name.
        act: carries out an action of the catalogue.
        go: opens a workspace.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        shell: Mapping[str, Callable[[], None]],
        act: Callable[[Action], None],
        go: Callable[[Workspace], None],
    ) -> None:
        self._window, self._desk, self._shell = window, desk, shell
        self._act, self._go = act, go
        self.bound: dict[str, QShortcut] = {}
        for key in SHELL_KEYS:
            self._bind(key.shortcut, shell[key.name])
        for entry in WORKSPACES:
            self._bind(entry.shortcut, self._opener(entry.workspace))
        for action in ACTIONS:
            if action.shortcut:
                self._bind(action.shortcut, self._doer(action))

    def fill(self, menu: QMenu) -> None:
        """Put what is offered now into a menu: first what can be done, then the window's own."""
        menu.clear()
        for action in ACTIONS:
            if action.is_offered(self._desk):
                icon = Theme.current().icon(Icon(action.icon), "muted")
                entry = menu.addAction(icon, said(action.label))
                entry.setShortcut(QKeySequence(action.shortcut))
                entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                entry.triggered.connect(self._doer(action))
        menu.addSeparator()
        for key in SHELL_KEYS:
            entry = menu.addAction(said(key.label))
            entry.setShortcut(QKeySequence(key.shortcut))
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            entry.triggered.connect(self._shell[key.name])

    def _bind(self, keys: str, do: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(do)
        self.bound[keys] = shortcut

    def _doer(self, action: Action) -> Callable[[], None]:
        def do() -> None:
            if action.is_offered(self._desk):
                self._act(action)

        return do

    def _opener(self, workspace: Workspace) -> Callable[[], None]:
        def do() -> None:
            if any(entry.workspace is workspace for entry in self._desk.workspaces):
                self._go(workspace)

        return do
