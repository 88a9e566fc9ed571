"""One workstation of `live` and of `reading`, without its windows: a real store and its line.

The first line heard is the task: `folder`, `url`, `code`, the `patients` whom it is about, and the
`mark` (`live_marks`) that is made. Then `{"watch": true}` makes it say each mark, in order, with
the moment at which its store signalled it; `{"write": [N, M], "every_s": S, "user": USER}` makes it
record the marks from N to before M, and say when each was committed. Moments are those of the
monotonic clock, which all processes of a machine share.
"""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from uuid import UUID

from benchmarks.companion import Line, heard, say
from benchmarks.live_marks import MARKS, Mark
from local_store.store import Store
from local_store.system_clock import SystemClock
from models.patient import Patient
from models.vocabulary import PatientId, PractitionerId
from sync_client.agent import SyncAgent
from sync_client.enrol import enrol
from tests.simulation.virtual import MemoryKeyBox

_POLL_S = 0.01


class LiveDesk:
    """A store, its agent, and what the bench asks of them."""

    def __init__(self, task: Line) -> None:
        clock = SystemClock()
        self._store = Store.create(Path(task["folder"]), MemoryKeyBox(), clock, os.urandom)
        joined = enrol(task["url"], task["code"], self._store.public_key)
        self._store.adopt(joined.identity, joined.standing)
        self._agent = SyncAgent.for_store(self._store, clock)
        self._agent.start()
        self._patients = [PatientId(UUID(each)) for each in task["patients"]]
        self._mark: Mark = MARKS[task["mark"]](self._patients)
        self._pause = Event()
        _wait(lambda: self._agent.status().live, self._pause)

    def close(self) -> None:
        """Stop the line and close the store."""
        self._agent.stop()
        self._store.close()

    def watch(self) -> None:
        """Say each mark at the moment at which it is signalled here."""
        expected = 0

        def told(tables: frozenset[str]) -> None:
            nonlocal expected
            at = monotonic()
            if self._mark.table not in tables:
                return
            with self._store.read() as read:
                while self._mark.is_seen(read, expected):
                    say({"seen": expected, "at": at})
                    expected += 1

        _wait(self._has_patients, self._pause)
        self._store.subscribe(told)
        say({"watching": True})

    def write(self, numbers: range, every_s: float, user: PractitionerId) -> None:
        """Make marks one after the other, evenly spaced."""
        wrote: list[float] = []
        began = monotonic()
        for number in numbers:
            self._pause.wait(max(0.0, began + len(wrote) * every_s - monotonic()))
            with self._store.act(self._mark.use_case, user) as tx:
                self._mark.record(tx, user, number)
            wrote.append(monotonic())
            self._agent.nudge()
        say({"wrote": wrote})

    def _has_patients(self) -> bool:
        with self._store.read() as read:
            return all(read.get(Patient, each) is not None for each in self._patients)


def _wait(holds: Callable[[], bool], pause: Event) -> None:
    while not holds():
        pause.wait(_POLL_S)


def main() -> None:
    """Do what is asked until nothing more is."""
    lines = heard()
    desk = LiveDesk(next(lines))
    try:
        say({"ready": True})
        for line in lines:
            if "watch" in line:
                desk.watch()
            else:
                numbers, user = range(*line["write"]), PractitionerId(UUID(line["user"]))
                desk.write(numbers, line["every_s"], user)
    finally:
        desk.close()


if __name__ == "__main__":
    main()
