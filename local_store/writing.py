"""The one way to write into the store: take a turn, one transaction, then tell who listens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local_store import state
from local_store.desk_time import DeskTime
from local_store.engine import Database
from local_store.errors import NotEnrolledError
from local_store.identity import Identity
from local_store.journal import Journal
from local_store.turns import WriteTurns
from models.ids import Entropy
from models.vocabulary import N_

NOT_ENROLLED = N_("This workstation does not belong to a hospital yet.")
Listener = Callable[[frozenset[str]], None]
Probe = Callable[[str], None]
"""Told the name of each step of a write as it is reached; tests stop the program there."""


class Writing:
    """What every writer of an open store shares."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        time: DeskTime,
        *,
        entropy: Entropy,
        probe: Probe,
    ) -> None:
        self.database, self.journal, self.time = database, journal, time
        self.entropy, self.probe = entropy, probe
        self.raw: Any = database.raw
        self.device_key = Ed25519PrivateKey.from_private_bytes(
            state.get(self.raw, state.DEVICE_KEY)
        )
        self.identity: Identity | None = state.get_identity(self.raw)
        self._turns = WriteTurns()
        self._listeners: dict[int, Listener] = {}
        self._listening = Lock()

    @contextmanager
    def person(self) -> Iterator[Any]:
        """A transaction for a person who waits; it is on the disk when it ends."""
        with self._turns.person(), self.database.writing("FULL"):
            yield self.raw

    @contextmanager
    def background(self) -> Iterator[Any]:
        """A transaction of what can be had again from the service, when no person waits."""
        with self._turns.background(), self.database.writing("NORMAL"):
            yield self.raw

    def enrolled(self) -> Identity:
        """Who this desk is.

        Raises:
            NotEnrolledError: nobody yet.
        """
        if self.identity is None:
            raise NotEnrolledError(NOT_ENROLLED)
        return self.identity

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have a listener told which tables changed; gives how to stop that."""
        with self._listening:
            key = max(self._listeners, default=0) + 1
            self._listeners[key] = listener

        def stop() -> None:
            with self._listening:
                self._listeners.pop(key, None)

        return stop

    def tell(self, *tables: str) -> None:
        """Tell the listeners, after the transaction and outside the turn."""
        with self._listening:
            listeners = list(self._listeners.values())
        changed = frozenset(tables)
        for listener in listeners if changed else ():
            listener(changed)
