"""Where a use case appears: its menu, its key, its picture, and when it makes sense."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.command import PrintTask, UseCase
from app.desk import Desk, Workspace
from app.online import OnlineCommand
from models.rights import may
from models.vocabulary import N_


@dataclass(frozen=True, slots=True)
class Action:
    """A use case on the screen.

    Attributes:
        use_case: what it does, with or without the service.
        label: the words on the button.
        menu: the menu or workspace it stands in.
        shortcut: its key, or "".
        icon: the picture beside the label.
        when: whether it makes sense as the desk stands; the right is asked apart.
    """

    use_case: UseCase[Any] | PrintTask[Any] | OnlineCommand[Any]
    label: str
    menu: str
    shortcut: str
    icon: str
    when: Callable[[Desk], bool]

    def is_offered(self, desk: Desk) -> bool:
        """Whether it makes sense now and the person may do it."""
        return self.when(desk) and may(desk.roles, self.use_case.key)


@dataclass(frozen=True, slots=True)
class ShellKey:
    """A key of the window itself; `name` is what the window calls it."""

    name: str
    label: str
    shortcut: str


SHELL_KEYS: tuple[ShellKey, ...] = (
    ShellKey("find", N_("Find a patient"), "Ctrl+K"),
    ShellKey("sync_panel", N_("What waits to be sent"), "Ctrl+J"),
    ShellKey("conflicts", N_("Decisions that wait"), "Ctrl+D"),
    ShellKey("attention", N_("What needs attention"), "Ctrl+U"),
    ShellKey("print_queue", N_("Print queue"), "Ctrl+Shift+P"),
    ShellKey("lock", N_("Lock the desk"), "Ctrl+L"),
    ShellKey("close_patient", N_("Put the patient away"), "Ctrl+W"),
    ShellKey("keys", N_("All keys"), "Ctrl+/"),
    ShellKey("help", N_("Help for this screen"), "F1"),
    ShellKey("theme", N_("Light or dark"), "Ctrl+T"),
    ShellKey("next_part", N_("Next part of the record"), "Ctrl+PgDown"),
    ShellKey("part_before", N_("Part of the record before"), "Ctrl+PgUp"),
    ShellKey("reload", N_("Ask the service now"), "F5"),
)
"""The keys of the window, beside those of the workspaces (`app.desk.WORKSPACES`)."""


def always(desk: Desk) -> bool:
    """Whenever somebody is at the desk."""
    return desk.acting is not None


def with_patient(desk: Desk) -> bool:
    """When a patient is open."""
    return desk.acting is not None and desk.patient is not None


def in_workspace(workspace: Workspace) -> Callable[[Desk], bool]:
    """When the person's roles open a workspace."""
    return lambda desk: any(entry.workspace is workspace for entry in desk.workspaces)
