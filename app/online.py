"""What only the service can decide: it needs the line, and says so before anybody tries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from models.vocabulary import PractitionerId

I = TypeVar("I")  # noqa: E741 - the input of a use case


class LineState(Protocol):
    """How this desk stands to the service; `sync_client.LineStatus` is one."""

    @property
    def state(self) -> str:
        """`online`, `offline`, `catching_up`, `not_enrolled` or `trouble`."""

    @property
    def since(self) -> datetime:
        """Since when."""

    @property
    def behind(self) -> int:
        """How many changes of the service are still to come."""

    @property
    def words(self) -> str:
        """The state for people."""

    @property
    def live(self) -> bool:
        """Whether news arrives by itself."""


class CommandAnswer(Protocol):
    """What the service decided; `sync_client.CommandResult` is one."""

    @property
    def state(self) -> str:
        """`done`, `refused` or `unavailable`."""

    @property
    def message(self) -> str:
        """Words for the person."""

    @property
    def result(self) -> Mapping[str, Any]:
        """What came of it."""


class LockAnswer(Protocol):
    """What came of asking for a lock; `sync_client` has one."""

    @property
    def token(self) -> int | None:
        """The number of the lock, or None where it is not given."""

    @property
    def message(self) -> str:
        """Why it is not given, in words that name who holds it; "" when the line is down."""


class Line(Protocol):
    """The line to the service; `sync_client.SyncAgent` is one."""

    def status(self) -> LineState:
        """How it stands now."""

    def nudge(self) -> None:
        """There is something to send."""

    def subscribe(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        """Be told when the state changes, on the line's own thread."""

    def lock(self, resource: str, user: PractitionerId) -> LockAnswer:
        """Ask the service to keep others from signing a document (`table:id`) meanwhile."""

    def release(self, resource: str, token: int) -> None:
        """Give a lock back; one that has run out, or a line that is down, is no fault."""

    def command(self, name: str, args: dict[str, Any], user: PractitionerId) -> CommandAnswer:
        """Ask the service to decide, and wait until this desk has seen the outcome."""


@dataclass(frozen=True, slots=True)
class OnlineCommand(Generic[I]):
    """A thing only the service can decide.

    Attributes:
        key: its name at the service, and the right to do it.
        title: what the form is called.
        input: the form.
        arguments: the input as the service takes it.
        tables: what it changes.
        explain_offline: why it needs the service and what to do instead.
    """

    key: str
    title: str
    input: type[I]
    arguments: Callable[[I], dict[str, Any]]
    tables: frozenset[str]
    explain_offline: str


def why_offline(command: OnlineCommand[Any], line: Line | None) -> str | None:
    """Why the command cannot be given as the line stands, with what to do instead; or None."""
    if line is not None and line.status().state == "online":
        return None
    return command.explain_offline
