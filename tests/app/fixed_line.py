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
    lock_answer: "FixedLock" = field(default_factory=lambda: FixedLock(991))
    locked: list[str] = field(default_factory=list)
    released: list[tuple[str, int]] = field(default_factory=list)

    def status(self) -> LineStatus:
        return LineStatus(self.state, NOW, 0, "", live=True)

    def nudge(self) -> None:
        self.nudged += 1

    def subscribe(self, listener: Any) -> Any:
        raise NotImplementedError

    def lock(self, resource: str, user: Any) -> "FixedLock":  # noqa: ARG002 - it says the same to all
        self.locked.append(resource)
        return self.lock_answer

    def release(self, resource: str, token: int) -> None:
        self.released.append((resource, token))

    def command(self, name: str, args: dict[str, Any], user: Any) -> CommandResult:
        self.asked = (name, args, user)
        return self.answer


@dataclass(frozen=True)
class FixedLock:
    """What the service says to a wish for a lock."""

    token: int | None
    message: str = ""
