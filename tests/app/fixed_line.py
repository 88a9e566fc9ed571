"""A line to the service of which a test says how it stands and what is decided."""

from dataclasses import dataclass, field
from typing import Any

from sync_client.commands import CommandResult, CommandState
from sync_client.status import LineState, LineStatus
from tests.builders import NOW


@dataclass
class FixedLine:
    """A line of which a test says how it stands and what the service decides."""

    state: LineState = LineState.ONLINE
    answer: CommandResult = field(default_factory=lambda: CommandResult(CommandState.DONE))
    nudged: int = 0
    asked: tuple[Any, ...] = ()

    def status(self) -> LineStatus:
        return LineStatus(self.state, NOW, 0, "", live=True)

    def nudge(self) -> None:
        self.nudged += 1

    def subscribe(self, listener: Any) -> Any:
        raise NotImplementedError

    def command(self, name: str, args: dict[str, Any], user: Any) -> CommandResult:
        self.asked = (name, args, user)
        return self.answer
