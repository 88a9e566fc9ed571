"""Work off the UI thread and back again: the only file that knows threads.

Three lanes: writes (one thread, in order), reads (a small pool), and the network. An answer comes
home through one queued signal and is given to its owner only while the owner lives and has not
asked again: a late answer never replaces a newer one.
"""

import itertools
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

LINE = "line"
"""The name under which news of the line to the service is followed."""
READERS = 2
CALLERS = 2

T = TypeVar("T")
Unsubscribe = Callable[[], None]
Subscribe = Callable[[Callable[[Any], None]], Unsubscribe]


@dataclass(frozen=True, slots=True)
class _For:
    """Who wants the answer, in which of their slots, and what to call when there is none."""

    owner: QObject
    slot: str
    failed: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class _Errand:
    """One piece of work under way; a higher number is newer."""

    whom: _For
    number: int
    then: Callable[[Any], None]


class InlineExecutor(Executor):
    """Does the work at once, in the caller's thread: for tests that are not about threads."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run now; the future returned is already done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - carried to whoever asks the future
            future.set_exception(error)
        return future


class Runner(QObject):
    """Hands work to its lane and brings the answer home to the UI thread."""

    bug = Signal(object)
    """An exception nobody expected: for the crash window."""
    _home = Signal(object, object)
    _changed = Signal(object)

    def __init__(self, *, inline: bool = False) -> None:
        super().__init__()
        self._writes: Executor
        self._reads: Executor
        self._network: Executor
        if inline:
            self._writes = self._reads = self._network = InlineExecutor()
        else:
            self._writes = ThreadPoolExecutor(1, thread_name_prefix="write")
            self._reads = ThreadPoolExecutor(READERS, thread_name_prefix="read")
            self._network = ThreadPoolExecutor(CALLERS, thread_name_prefix="network")
        how = Qt.ConnectionType.AutoConnection if inline else Qt.ConnectionType.QueuedConnection
        self._home.connect(self._deliver, how)
        self._changed.connect(self._tell, how)
        self._numbers = itertools.count(1)
        self._newest: dict[int, dict[str, tuple[int, Future[Any]]]] = {}
        self._watched: dict[int, list[tuple[frozenset[str], Callable[[], None]]]] = {}
        self._known: set[int] = set()
        self._closed = False
        self._endings: list[Unsubscribe] = []

    def submit(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Write: one at a time, in the order asked; never cancelled once asked."""
        self._send(self._writes, work, then, _For(owner, self._own_slot(), failed))

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        slot: str,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Read: a newer question of the same owner in the same slot makes the older one void.

        `failed` lets a screen say that it has nothing to show; the error itself goes to `bug`.
        """
        older = self._newest.get(id(owner), {}).get(slot)
        if older is not None:
            older[1].cancel()
        self._send(self._reads, work, then, _For(owner, slot, failed))

    def fetch(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Ask the server: may take as long as the line does, and holds up nothing else."""
        self._send(self._network, work, then, _For(owner, self._own_slot(), failed))

    def reload_on(
        self, tables: set[str] | frozenset[str], callback: Callable[[], None], *, owner: QObject
    ) -> None:
        """Call back whenever one of the tables has changed, as long as the owner lives."""
        self._know(owner)
        self._watched.setdefault(id(owner), []).append((frozenset(tables), callback))

    def follow(self, subscribe: Subscribe) -> None:
        """Listen to the store: which tables changed, told from whatever thread changed them."""
        self._endings.append(subscribe(self._changed.emit))

    def follow_line(self, subscribe: Subscribe) -> None:
        """Listen to the line: all its news count as a change of `LINE`."""
        self._endings.append(subscribe(lambda _news: self._changed.emit(frozenset({LINE}))))

    def close(self) -> None:
        """Finish the writes asked for, forget everything else and end the threads."""
        self._closed = True
        for end in self._endings:
            end()
        self._endings.clear()
        for lane in (self._reads, self._network, self._writes):
            lane.shutdown(wait=True, cancel_futures=lane is not self._writes)
        self._newest.clear()
        self._watched.clear()

    def _own_slot(self) -> str:
        return f"once {next(self._numbers)}"

    def _send(
        self, lane: Executor, work: Callable[[], T], then: Callable[[T], None], whom: _For
    ) -> None:
        if self._closed:
            return
        self._know(whom.owner)
        errand = _Errand(whom, next(self._numbers), then)
        future = lane.submit(work)
        self._newest.setdefault(id(whom.owner), {})[whom.slot] = (errand.number, future)
        future.add_done_callback(partial(self._home.emit, errand))

    def _know(self, owner: QObject) -> None:
        if id(owner) not in self._known:
            self._known.add(id(owner))
            owner.destroyed.connect(partial(self._forget, id(owner)))

    def _forget(self, owner_id: int, _owner: object = None) -> None:
        self._known.discard(owner_id)
        self._newest.pop(owner_id, None)
        self._watched.pop(owner_id, None)

    def _deliver(self, errand: _Errand, future: Future[Any]) -> None:
        whom = errand.whom
        if self._closed or future.cancelled() or not isValid(whom.owner):
            return
        slots = self._newest.get(id(whom.owner), {})
        if slots.get(whom.slot, (0, None))[0] != errand.number:
            return
        del slots[whom.slot]
        error = future.exception()
        if error is None:
            errand.then(future.result())
            return
        if whom.failed is not None:
            whom.failed()
        self.bug.emit(error)

    def _tell(self, tables: frozenset[str]) -> None:
        wanted = [
            callback
            for watches in list(self._watched.values())
            for watched, callback in watches
            if watched & tables
        ]
        for callback in wanted:
            callback()
