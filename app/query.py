"""What a person can ask: a function over one consistent view of the store, giving frozen rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Concatenate, Generic, ParamSpec, TypeVar

from app.typed_dates import DayOrder
from local_store.reading import Read
from local_store.store import Store

P = ParamSpec("P")
T = TypeVar("T")

PRINT_JOBS = "print_jobs"
OUTBOX, REPLICA = "outbox", "sync_state"
"""What the desk keeps for itself and a screen may show; told like a changed table."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look into the store.

    Attributes:
        read: what is recorded, as of one moment.
        store: the desk's own state that is no record (queues, drafts, identity).
        now: the aware instant of the look, in the zone of the site.
        order: how the site writes dates.
    """

    read: Read
    store: Store
    now: datetime
    order: DayOrder

    @property
    def today(self) -> date:
        """The day it is at the site."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Query(Generic[P, T]):
    """A question. `tables` are the tables whose change makes the answer old."""

    key: str
    title: str
    function: Callable[Concatenate[Look, P], T]
    tables: frozenset[str]
