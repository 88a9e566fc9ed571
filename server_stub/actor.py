"""The one writer of a hospital: a thread that takes what waits, in groups, people before bulk."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition, Event, Thread
from typing import Any

import structlog

from server_stub.batch_item import Item, Push
from server_stub.port import DatabaseTrouble, ServerPort
from server_stub.refusal import refuse

Solo = Callable[[], Any]
"""A job with a transaction of its own: a command or a lease."""

INTERACTIVE_SETS = 20
"""A push of at most so many change sets is a person at work; more is a backlog."""

MAX_GROUP_SETS = 500
_STANDBY_POLL_S = 0.5
_AFTER_TROUBLE_S = 0.2
_RETRY_MS = 1000
_log = structlog.get_logger()


@dataclass(slots=True)
class Job:
    """One request and the future its asker waits on."""

    work: Item | Solo
    answer: Future[Any] = field(default_factory=Future)

    @property
    def size(self) -> int:
        """How many change sets it brings."""
        if not isinstance(self.work, Push):
            return 1
        return max(1, len(self.work.request.sets) + len(self.work.request.carried))


class Actor:
    """Start it once; `close` lets it finish what it holds and refuses the rest."""

    def __init__(
        self,
        port: ServerPort,
        run_group: Callable[[Sequence[Item]], list[Any]],
        on_claimed: Callable[[], None],
    ) -> None:
        self._port = port
        self._run_group = run_group
        self._on_claimed = on_claimed
        self._interactive: deque[Job] = deque()
        self._bulk: deque[Job] = deque()
        self._news = Condition()
        self._closing = Event()
        self.is_writer = False
        self._thread = Thread(target=self._loop, name="writer", daemon=True)
        self._thread.start()

    def submit(self, work: Item | Solo, *, bulk: bool = False) -> Future[Any]:
        """Put a job in its lane."""
        job = Job(work)
        with self._news:
            if self._closing.is_set():
                raise _busy()
            (self._bulk if bulk else self._interactive).append(job)
            self._news.notify()
        return job.answer

    def close(self) -> None:
        """Finish the group in hand, refuse the rest as busy, and end the thread."""
        with self._news:
            self._closing.set()
            self._news.notify()
        self._thread.join()

    def _loop(self) -> None:
        while not self._closing.is_set():
            try:
                if not self._claim():
                    continue
            except DatabaseTrouble as trouble:
                _log.warning("database_unavailable", code=trouble.code)
                self.is_writer = False
                self._closing.wait(_AFTER_TROUBLE_S)
                self._refuse_waiting()
                continue
            self._run(self._take())
        self.is_writer = False
        self._refuse_waiting()

    def _claim(self) -> bool:
        claimed = self._port.claim(_STANDBY_POLL_S)
        if claimed and not self.is_writer:
            self._on_claimed()
            self.is_writer = True
        return claimed

    def _take(self) -> list[Job]:
        with self._news:
            while not (self._interactive or self._bulk or self._closing.is_set()):
                self._news.wait()
            group: list[Job] = []
            size = 0
            for lane in (self._interactive, self._bulk):
                while lane and (not group or size + lane[0].size <= MAX_GROUP_SETS):
                    if callable(lane[0].work):
                        # A job with its own transaction ends the group before it.
                        return group or [lane.popleft()]
                    job = lane.popleft()
                    size += job.size
                    group.append(job)
            return group

    def _run(self, group: list[Job]) -> None:
        try:
            results = self._results(group)
        except DatabaseTrouble as trouble:
            _log.warning("database_trouble", code=trouble.code, lost=trouble.lost)
            _answer_all(group, _busy())
        except Exception as error:  # noqa: BLE001 - whoever asked gets it, and the writer goes on
            _answer_all(group, error)
        else:
            for job, result in zip(group, results, strict=True):
                if isinstance(result, Exception):
                    job.answer.set_exception(result)
                else:
                    job.answer.set_result(result)

    def _results(self, group: list[Job]) -> list[Any]:
        if len(group) == 1 and callable(group[0].work):
            return [group[0].work()]
        items = [job.work for job in group if not callable(job.work)]
        return self._run_group(items) if items else []

    def _refuse_waiting(self) -> None:
        with self._news:
            waiting = [*self._interactive, *self._bulk]
            self._interactive.clear()
            self._bulk.clear()
        _answer_all(waiting, _busy())


def _answer_all(jobs: Sequence[Job], error: Exception) -> None:
    for job in jobs:
        job.answer.set_exception(error)


def _busy() -> Exception:
    return refuse("busy", 503, "The service is busy; it is tried again.", retry_ms=_RETRY_MS)
