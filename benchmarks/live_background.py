"""The rest of the hospital in the bench `live`: other people's rows, a steady number a second.

The first line heard is the task: `url`, `ca` (PEM), `code`, `user`, `rows_per_s`, `pushes_per_s`;
the second ends it.
"""

import ssl
from collections.abc import Iterator
from threading import Event, Thread
from time import monotonic
from uuid import UUID

from benchmarks.companion import Line, heard, say
from models.patient import PatientContact
from models.vocabulary import ContactSystem, PatientId
from tests.server_stub.by_hand import HandDesk, new_id, registration

# Enough that nobody has a page full of telephone numbers.
PATIENTS = 500


def main() -> None:
    """Push until told to end, then say how many rows a second it really was."""
    lines = heard()
    task = next(lines)
    desk = HandDesk(task["url"], ssl.create_default_context(cadata=task["ca"]))
    desk.enrol(task["code"])
    user = UUID(task["user"])
    patients = register(desk, user, PATIENTS)
    ended = Event()
    Thread(target=_wait_for_end, args=(lines, ended), daemon=True).start()
    say({"ready": True})
    rows = 0
    each_push = task["rows_per_s"] // task["pushes_per_s"]
    began = monotonic()
    while not ended.wait(max(0.0, began + rows / task["rows_per_s"] - monotonic())):
        contacts = [_contact(patients[(rows + n) % PATIENTS]) for n in range(each_push)]
        desk.push(*(desk.sealed("patient.change_contact", user, [each]) for each in contacts))
        rows += each_push
    say({"rows_per_s": rows / (monotonic() - began)})
    desk.client.close()


def register(desk: HandDesk, user: UUID, count: int) -> list[PatientId]:
    """Make patients at the service, in one push."""
    made = [registration(f"Live {number}", user) for number in range(count)]
    desk.push(*(desk.sealed("patient.register", user, records) for records in made))
    return [PatientId(records[0].id) for records in made]


def _contact(patient: PatientId) -> PatientContact:
    return PatientContact(
        id=new_id(), patient_id=patient, system=ContactSystem.PHONE, value="0803 555 0000"
    )


def _wait_for_end(lines: Iterator[Line], ended: Event) -> None:
    next(lines, None)
    ended.set()


if __name__ == "__main__":
    main()
