"""The slim rail on the left: where this desk stands, its workspaces, and the print queue."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QWidget

from app.desk import Workspace, WorkspaceEntry
from app.desk_card import DeskCard
from resources.icons import Icon
from views.layouts import column, inset
from views.theme import Theme
from views.widgets.plain import label
from views.words import said


class Rail(QFrame):
    """Only the workspaces that the person's roles open are there."""

    chosen = Signal(object)
    print_queue_wanted = Signal()

    def __init__(self, card: DeskCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        tokens = Theme.current().tokens
        self.setMinimumWidth(tokens.size.rail)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._buttons: dict[Workspace, QPushButton] = {}
        self._entries: Sequence[WorkspaceEntry] = ()
        self._group = QButtonGroup(self)
        layout = column(self, gap="xs")
        inset(layout, "m", "l")
        head = column(gap="xs")
        inset(head, "m", "none")
        head.addWidget(label(self.tr("Almoner"), "name"))
        self.hospital, self.where = label("", "place", wraps=True), label("", wraps=True)
        for each in (self.hospital, self.where):
            # A long name takes another line; it never makes the rail wider.
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            head.addWidget(each)
        layout.addLayout(head)
        layout.addSpacing(tokens.space.m)
        self._list = column(gap="xs")
        layout.addLayout(self._list)
        layout.addStretch(1)
        self.print_queue = self._foot()
        self.print_queue.clicked.connect(self.print_queue_wanted)
        layout.addWidget(self.print_queue)
        self.show_print_queue(0, 0)
        self.show_desk(card)
        Theme.current().changed.connect(self._draw)

    def show_desk(self, card: DeskCard) -> None:
        """Which hospital this is, and which of its desks."""
        self.hospital.setText(card.hospital)
        self.hospital.setVisible(bool(card.hospital))
        # Each on a line of its own: a long place must not break the name of the desk in two.
        self.where.setText("\n".join(part for part in (card.place, card.name) if part))

    def show_workspaces(self, entries: Sequence[WorkspaceEntry]) -> None:
        """Replace the list."""
        for old in self._buttons.values():
            self._group.removeButton(old)
            old.deleteLater()
        self._entries = entries
        self._buttons = {entry.workspace: self._button(entry) for entry in entries}
        self._draw()

    def mark(self, workspace: Workspace | None) -> None:
        """Show which workspace is open."""
        self._group.setExclusive(False)
        for known, button in self._buttons.items():
            button.setChecked(known is workspace)
        self._group.setExclusive(workspace is not None)
        self._draw()

    def show_print_queue(self, waiting: int, failed: int) -> None:
        """How many papers are not out yet."""
        words = self.tr("Print queue") + f"   {waiting}"
        if failed:
            words = self.tr("Print queue") + "\n" + self.tr("%n failed", "", failed)
        self.print_queue.setText(words)
        self.print_queue.setAccessibleName(words.replace("\n", " "))

    def _button(self, entry: WorkspaceEntry) -> QPushButton:
        made = QPushButton(said(entry.label))
        made.setProperty("kind", "rail")
        made.setCheckable(True)
        made.setAutoDefault(True)
        made.setAccessibleName(said(entry.label))
        made.setToolTip(f"{said(entry.label)}  {entry.shortcut}")
        made.setIconSize(Theme.current().spaced_icon_size)
        made.clicked.connect(lambda: self.chosen.emit(entry.workspace))
        self._group.addButton(made)
        self._list.addWidget(made)
        return made

    def _foot(self) -> QPushButton:
        made = QPushButton()
        made.setProperty("kind", "rail-foot")
        made.setAutoDefault(True)
        return made

    def _draw(self) -> None:
        theme = Theme.current()
        for entry in self._entries:
            button = self._buttons[entry.workspace]
            colour = "on_rail_active" if button.isChecked() else "rail_muted"
            button.setIcon(theme.spaced_icon(Icon(entry.icon), colour))
