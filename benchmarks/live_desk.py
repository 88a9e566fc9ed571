"""One workstation of the bench `live`, without its windows: a real store and its line.

The first line heard is the task: `folder`, `url`, `code` and the `patients` whom it is about.
Then `{"watch": true}` makes it say each marked telephone number, in order, with the moment at which
its store signalled it; `{"write": [N, M], "every_s": S, "user": USER}` makes it record the numbers
from N to before M, and say when each was committed. Number N belongs to the patient whose turn it
is. Moments are those of the monotonic clock, which all processes of a machine share.
"""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from uuid import UUID

from benchmarks.companion import Line, heard, say
from local_store.store import Read, Store
from local_store.system_clock import SystemClock
from models.patient import Patient, PatientContact
from models.vocabulary import ContactSystem, PatientId, PractitionerId
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
        self._pause = Event()
        _wait(lambda: self._agent.status().live, self._pause)

    def close(self) -> None:
        """Stop the line and close the store."""
        self._agent.stop()
        self._store.close()

    def watch(self) -> None:
        """Say each number at the moment at which it is signalled here."""
        expected = 0

        def told(tables: frozenset[str]) -> None:
            nonlocal expected
            at = monotonic()
            if PatientContact.TABLE not in tables:
                return
            with self._store.read() as read:
                while self._contact(read, expected):
                    say({"seen": expected, "at": at})
                    expected += 1

        _wait(self._has_patients, self._pause)
        self._store.subscribe(told)
        say({"watching": True})

    def write(self, numbers: range, every_s: float, user: PractitionerId) -> None:
        """Record numbers one after the other, evenly spaced."""
        wrote: list[float] = []
        began = monotonic()
        for number in numbers:
            self._pause.wait(max(0.0, began + len(wrote) * every_s - monotonic()))
            with self._store.act("patient.change_contact", user) as tx:
                contact = PatientContact(
                    id=tx.new_id(),
                    patient_id=self._patient(number),
                    system=ContactSystem.PHONE,
                    value=_phone(number),
                )
                tx.add(contact)
            wrote.append(monotonic())
            self._agent.nudge()
        say({"wrote": wrote})

    def _patient(self, number: int) -> PatientId:
        return self._patients[number % len(self._patients)]

    def _contact(self, read: Read, number: int) -> list[PatientContact]:
        return read.all(PatientContact, patient_id=self._patient(number), value=_phone(number))

    def _has_patients(self) -> bool:
        with self._store.read() as read:
            return all(read.get(Patient, each) is not None for each in self._patients)


def _phone(number: int) -> str:
    return f"0803 {number:07d}"


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
