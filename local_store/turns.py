"""Whose turn it is to write: a person always goes before the line to the service."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident


class WriteTurns:
    """A lock with two kinds of callers. Waiting people overtake whoever else waits."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._owner: int | None = None
        self._people_waiting = 0

    @contextmanager
    def person(self) -> Iterator[None]:
        """Write for a person who waits at the screen."""
        with self._changed:
            self._refuse_nesting()
            self._people_waiting += 1
            try:
                self._changed.wait_for(lambda: self._owner is None)
            finally:
                self._people_waiting -= 1
            self._owner = get_ident()
        try:
            yield
        finally:
            self._pass_on()

    @contextmanager
    def background(self) -> Iterator[None]:
        """Write what came from the service, when no person waits."""
        with self._changed:
            self._refuse_nesting()
            self._changed.wait_for(lambda: self._owner is None and self._people_waiting == 0)
            self._owner = get_ident()
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        with self._changed:
            self._owner = None
            self._changed.notify_all()

    def _refuse_nesting(self) -> None:
        if self._owner == get_ident():
            raise RuntimeError("a write was begun inside another write of the same thread")
