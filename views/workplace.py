"""What every screen works with: the office, the desk, and the way there and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from app.command import Outcome
from app.desk import Desk
from views.runner import Runner

# The windows before the work know their place; what opens the store is imported behind them.
if TYPE_CHECKING:
    from app.office import Office


@dataclass(frozen=True, slots=True)
class Workplace:
    """Handed to every screen.

    Attributes:
        office: where actions and questions are carried out; reached through the runner only.
        desk: who is here and which patient is open; UI thread only.
        runner: takes work off the UI thread and brings the answer back.
    """

    office: "Office"
    desk: Desk
    runner: Runner

    def carry_out(
        self,
        use_case: Any,
        context: Mapping[str, object],
        raw: Mapping[str, str],
        then: Callable[[Outcome], None],
        *,
        owner: QObject,
        action: UUID | None = None,
    ) -> None:
        """Do a use case that has no form of its own on the screen; a draft gives its `action`."""
        office = self.office
        self.runner.submit(
            lambda: office.save(office.open_form(use_case, context, action), raw),
            then,
            owner=owner,
        )
