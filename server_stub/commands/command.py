"""What a command is: a name that is also its right, and a decision over what stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from models.change_set import Op
from models.entity import Entity
from models.values import Plain, PlainRow


class Ground(Protocol):
    """What a command may look at; everything is read in the transaction that will write."""

    @property
    def command_id(self) -> UUID:
        """The id of the request; ids of rows it makes are derived from it."""

    @property
    def user(self) -> UUID:
        """The member of staff who asks."""

    @property
    def now(self) -> datetime:
        """The service's clock: an aware instant, to the millisecond."""

    def row(self, entity: type[Entity], row_id: UUID) -> PlainRow | None:
        """A row as it stands."""

    def rows_where(
        self, entity: type[Entity], name: str, value: Plain, **also: Plain
    ) -> dict[UUID, PlainRow]:
        """The rows whose fields hold these ids, texts or nothing."""

    def booking_desk(self, booking: UUID) -> UUID | None:
        """The device whose command made a booking."""


@dataclass(frozen=True)
class Done:
    """It is done by these ops; with none, it was so already."""

    ops: list[Op] = field(default_factory=list)
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """It cannot be done: a code, words for the person who asked, and the facts behind them."""

    reason: str
    message: str
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Command:
    """One command. `decide` raises `ValueError` with words when an argument is missing or wrong."""

    name: str
    decide: Callable[[Ground, dict[str, Any]], Done | Refused]


def uuid_argument(arguments: dict[str, Any], name: str) -> UUID:
    """An argument that is a row's id.

    Raises:
        ValueError: it is missing or no UUID.
    """
    try:
        return UUID(arguments[name])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"the argument {name} must be a UUID") from error
