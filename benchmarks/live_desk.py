"""One workstation of the bench `live`, without its windows: a real store and its line.

The first line heard is the task: `folder`, `url`, `code`. Then `{"watch": PATIENT}` makes it say
every marked telephone number of that patient with the moment at which its store signalled it, and
`{"write": [NUMBER…], "every_s": S, "patient": PATIENT, "user": USER}` makes it record numbers and
say when each was committed. Moments are those of the monotonic clock, which all processes of a
machine share.
"""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from uuid import UUID

from sqlalchemy import select

from app.system_clock import SystemClock
from benchmarks.companion import Line, heard, say
from local_store.store import Store
from local_store.tables import table
from models.patient import Patient, PatientContact
from models.vocabulary import ContactSystem, PatientId, PractitionerId
from sync_client.agent import SyncAgent
from sync_client.enrol import enrol
from tests.simulation.virtual import MemoryKeyBox

MARK = "live "
"""How the values begin that are measured; they are numbered upwards."""

_POLL_S = 0.01
_CONTACT = table(PatientContact).c


class LiveDesk:
    """A store, its agent, and what the bench asks of them."""

    def __init__(self, task: Line) -> None:
        clock = SystemClock()
        self._store = Store.create(Path(task["folder"]), MemoryKeyBox(), clock, os.urandom)
        joined = enrol(task["url"], task["code"], self._store.public_key)
        self._store.adopt(joined.identity, joined.standing)
        self._agent = SyncAgent.for_store(self._store, clock)
        self._agent.start()
        self._pause = Event()
        _wait(lambda: self._agent.status().live, self._pause)

    def close(self) -> None:
        """Stop the line and close the store."""
        self._agent.stop()
        self._store.close()

    def watch(self, patient: PatientId) -> None:
        """Say each number of a patient at the moment at which it is signalled here."""
        seen = MARK

        def told(tables: frozenset[str]) -> None:
            nonlocal seen
            at = monotonic()
            if PatientContact.TABLE not in tables:
                return
            wanted = select(_CONTACT.value).where(
                _CONTACT.patient_id == patient, _CONTACT.value > seen
            )
            with self._store.read() as read:
                found = sorted(read.connection.execute(wanted).scalars())
            for value in found:
                say({"seen": value, "at": at})
            seen = found[-1] if found else seen

        _wait(lambda: self._holds(patient), self._pause)
        self._store.subscribe(told)
        say({"watching": True})

    def write(self, line: Line) -> None:
        """Record numbers one after the other, evenly spaced."""
        patient, user = PatientId(UUID(line["patient"])), PractitionerId(UUID(line["user"]))
        wrote: dict[str, float] = {}
        began = monotonic()
        for count, value in enumerate(line["write"]):
            self._pause.wait(max(0.0, began + count * line["every_s"] - monotonic()))
            with self._store.act("patient.change_contact", user) as tx:
                tx.add(
                    PatientContact(
                        id=tx.new_id(), patient_id=patient, system=ContactSystem.PHONE, value=value
                    )
                )
            wrote[value] = monotonic()
            self._agent.nudge()
        say({"wrote": wrote})

    def _holds(self, patient: PatientId) -> bool:
        with self._store.read() as read:
            return read.get(Patient, patient) is not None


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
                desk.watch(PatientId(UUID(line["watch"])))
            else:
                desk.write(line)
    finally:
        desk.close()


if __name__ == "__main__":
    main()
