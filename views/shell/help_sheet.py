"""The sheets behind Ctrl+/ and F1: every key, and what this screen is for."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from app.action import SHELL_KEYS
from app.catalogue import ACTIONS
from app.desk import WORKSPACES, Desk, Workspace
from models.vocabulary import N_
from views.layouts import column, grid, row
from views.shell.pages import Page, PageKey
from views.theme import Theme
from views.widgets.plain import button, label
from views.widgets.sheet import Sheet
from views.words import said

HELP: dict[PageKey, str] = {
    Workspace.RECEPTION: N_(
        "Register a patient on the left; Enter registers and prints the wristband. A number "
        "is taken from this desk's own block, so it is valid without the server. Who may be "
        "registered already appears beside the form while you type: Alt+S goes there, Enter opens "
        "that patient; for another person say why. A patient who comes again: Ctrl+K, the name, "
        "Enter, then Ctrl+O and Enter open a visit with a number to wait under.",
    ),
    Workspace.WARD: N_(
        "Every bed, and who lies in it or has it booked as far as this desk knows. Enter opens the "
        "patient. A bed is booked on the patient's page and needs the server, because another "
        "ward may want it too; that somebody lies in a bed is recorded there at any time. What "
        "does not agree is marked for you to look at.",
    ),
    Workspace.PHARMACY: N_(
        "Signed orders that wait, and the shelf. Scan a prescription or choose one, scan each "
        "pack, and press Enter: it is recorded and the labels are printed. A pack that has "
        "expired, and what the patient is allergic to, is never handed over.",
    ),
    Workspace.BILLING: N_(
        "Visits in progress and bills not paid. Type a name and press Enter, then Ctrl+Y: the "
        "amount owed stands there, Enter takes it, bills what is not billed and prints the "
        "receipt. An invoice is never changed: credit it, whole or line by line."
    ),
    Page.ATTENTION: N_(
        "Two facts that do not go together, for your role: the urgent ones first. Read what each "
        "desk wrote, look at the patient, then press Enter and write what was done."
    ),
    Page.PATIENT: N_(
        "One patient. What you change is saved at this desk at once and sent by itself; the clock "
        "beside a line says that it has not been sent yet. Esc goes back.",
    ),
    Page.SYNC: N_(
        "What this desk has recorded and not sent yet, what the service could not take, and "
        "what needs a decision. Nothing here is lost; waiting changes go by themselves.",
    ),
    Page.CONFLICTS: N_(
        "Two desks set the same field while they could not see each other. Choose a value with "
        "the arrow keys, or type another, and press Enter. Both values stay in the history.",
    ),
    Page.PRINT_QUEUE: N_(
        "What is to be printed at this desk. A paper that failed stays here until it is out: try "
        "again, cancel it, or say that it came out.",
    ),
}


class KeySheet(Sheet):
    """Every key of the window."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All keys"))
        offered = [a for a in ACTIONS if a.shortcut and a.is_offered(desk)]
        columns = row(gap="xxl")
        columns.addLayout(_keys(self.tr("Here"), [(said(a.label), a.shortcut) for a in offered]))
        columns.addLayout(
            _keys(self.tr("Window"), [(said(k.label), k.shortcut) for k in SHELL_KEYS])
        )
        places = [(said(w.label), w.shortcut) for w in WORKSPACES]
        everywhere = [
            (self.tr("Commit"), "Enter"),
            (self.tr("Back, keeping what was typed"), "Esc"),
            (self.tr("Next field"), "Tab"),
            (self.tr("Copy the selected rows"), "Ctrl+C"),
        ]
        columns.addLayout(_keys(self.tr("Everywhere"), [*places, *everywhere]))
        _finish(self, self.tr("All keys"), columns)


class HelpSheet(Sheet):
    """What the screen in front is for."""

    def __init__(self, key: PageKey, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        words = label(said(HELP[key]), wraps=True)
        words.setMinimumWidth(3 * Theme.current().tokens.size.rail)
        inner = row()
        inner.addWidget(words)
        _finish(self, self.tr("Help for this screen"), inner)


def _finish(dialog: QDialog, title: str, inner: QHBoxLayout) -> None:
    close = button(QCoreApplication.translate("Help", "Close   Esc"), "primary")
    close.clicked.connect(dialog.close)
    layout = column(dialog, gap="l", inset="xl")
    layout.addWidget(label(title, "title"))
    layout.addLayout(inner)
    layout.addWidget(close)
    close.setFocus()


def _keys(title: str, keys: Sequence[tuple[str, str]]) -> QGridLayout:
    layout = grid(gap="l")
    layout.addWidget(label(title, "heading"), 0, 0, 1, 2)
    for number, (words, key) in enumerate(keys, start=1):
        layout.addWidget(label(words), number, 0)
        layout.addWidget(label(key, "value"), number, 1)
    layout.setRowStretch(len(keys) + 1, 1)
    return layout
