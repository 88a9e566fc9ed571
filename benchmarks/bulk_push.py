"""G1: how fast a backlog goes in, beside the bare inserts that the same rows would be.

One desk pushes change sets of one row, 500 a request, to the real service over HTTPS. The
baseline puts the same rows into a table of the same PostgreSQL that has its key and nothing else,
500 a statement and each statement a transaction, as each request is. Signing and encoding are done
before the clock runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import msgspec
import psycopg
from psycopg import Connection

from benchmarks.harness import Arm, Figures, Outcome, Setting, alternate, by_arm
from models.patient import PatientContact
from models.vocabulary import ContactSystem, ContactUse, PatientId, Profile, Role, SetStatus
from models.wire import MAX_PUSH_SETS, PushReply
from server_stub.database import open_database
from tests.server_stub.by_hand import HandDesk, new_id, registration
from tests.service import RunningService, running_service

GOAL, STRETCH = 0.05, 0.10
PATIENTS = 50
_COLUMNS = "id, patient_id, system, value, use"
_KINDS = ("uuid", "uuid", "text", "text", "text")
_TABLE = "(id uuid primary key, patient_id uuid, system text, value text, use text)"
_ARRAYS = ", ".join(f"%s::{kind}[]" for kind in _KINDS)
_UNNEST = f"insert into bare_unnest ({_COLUMNS}) select * from unnest({_ARRAYS})"  # noqa: S608 - our own
_COPY = f"copy bare_copy ({_COLUMNS}) from stdin"


@dataclass(frozen=True)
class Batch:
    """The same rows for each arm, ready to be sent."""

    body: bytes
    arrays: list[str]
    lines: bytes


def run(setting: Setting) -> list[Outcome]:
    """Measure G1."""
    requests = setting.size(10, 1)
    with running_service(setting.folder) as service, HandPusher(service) as pusher:
        batches = [
            [pusher.batch(MAX_PUSH_SETS) for _ in range(requests)] for _ in range(setting.rounds)
        ]
        with open_database(service.home) as database:
            place = database.owner.conninfo
            with psycopg.connect(place, autocommit=True) as connection:
                for name in ("bare_unnest", "bare_copy"):
                    connection.execute(f"create table {name} {_TABLE}".encode())
                measured = alternate(_arms(pusher, connection, batches), setting.rounds)
                _check(connection, setting.rounds * requests * MAX_PUSH_SETS)
    return [_outcome(measured, batches[0][0])]


class HandPusher:
    """One desk of the service, and a person who may record contacts."""

    def __init__(self, service: RunningService) -> None:
        self._user = service.add_user("bench", "a long enough password", Role.RECEPTIONIST)
        self._desk = HandDesk(service.url, service.trust())
        self._desk.enrol(service.new_code(Profile.RECEPTION, "B-01", "Bench"))
        records = [registration(f"Bench {number}", self._user) for number in range(PATIENTS)]
        made = [self._desk.sealed("patient.register", self._user, some) for some in records]
        self._accept(msgspec.json.encode(self._desk.push(*made)))
        self._patients = [PatientId(some[0].id) for some in records]

    def __enter__(self) -> "HandPusher":
        return self

    def __exit__(self, *_: object) -> None:
        self._desk.client.close()

    def batch(self, count: int) -> Batch:
        """New contacts as one request, as arrays of columns, and as lines for COPY."""
        contacts = [self._contact(number) for number in range(count)]
        sets = [self._desk.sealed("patient.change_contact", self._user, [c]) for c in contacts]
        rows = [(str(c.id), str(c.patient_id), c.system, c.value, c.use or "") for c in contacts]
        return Batch(
            body=msgspec.json.encode(self._desk.push_request(*sets)),
            arrays=["{" + ",".join(column) + "}" for column in zip(*rows, strict=True)],
            lines="".join("\t".join(row) + "\n" for row in rows).encode(),
        )

    def push(self, batches: list[Batch]) -> float:
        """Send them one after the other: seconds until the last answer is here."""
        began = perf_counter()
        answers = [self._desk.client.post("/v1/push", content=each.body) for each in batches]
        seconds = perf_counter() - began
        for answer in answers:
            if not answer.is_success:
                raise RuntimeError(f"the service refused a push: {answer.text}")
            self._accept(answer.content)
        return seconds

    def _contact(self, number: int) -> PatientContact:
        return PatientContact(
            id=new_id(),
            patient_id=self._patients[number % PATIENTS],
            system=ContactSystem.PHONE,
            value=f"0803555{number:04d}",
            use=ContactUse.MOBILE,
        )

    def _accept(self, raw: bytes) -> None:
        reply = msgspec.json.decode(raw, type=PushReply)
        other = [each for each in reply.receipts if each.status is not SetStatus.APPLIED]
        if other:
            raise RuntimeError(f"not applied: {other[0]}")


def _arms(
    pusher: HandPusher, connection: Connection[Any], batches: list[list[Batch]]
) -> dict[str, Arm]:
    rows = len(batches[0]) * MAX_PUSH_SETS
    turns: dict[str, Iterator[list[Batch]]] = {
        name: iter(batches) for name in ("push", "unnest", "copy")
    }

    def push() -> Figures:
        return {"rows_per_s": rows / pusher.push(next(turns["push"]))}

    def unnest() -> Figures:
        began = perf_counter()
        for batch in next(turns["unnest"]):
            connection.execute(_UNNEST, batch.arrays, prepare=True)
        return {"rows_per_s": rows / (perf_counter() - began)}

    def copy() -> Figures:
        began = perf_counter()
        with connection.cursor().copy(_COPY) as lines:
            for batch in next(turns["copy"]):
                lines.write(batch.lines)
        return {"rows_per_s": rows / (perf_counter() - began)}

    return {"push": push, "unnest": unnest, "copy": copy}


def _check(connection: Connection[Any], pushed: int) -> None:
    """Every row of every arm is there; each patient was registered with a contact."""
    expected = {
        "bare_unnest": pushed,
        "bare_copy": pushed,
        "patient_contact": PATIENTS + pushed,
    }
    for table, count in expected.items():
        found = connection.execute(f"select count(*) from {table}".encode()).fetchone()  # noqa: S608
        if found != (count,):
            raise RuntimeError(f"{table} holds {found}, not {count}")


def _outcome(measured: dict[str, Figures], batch: Batch) -> Outcome:
    rate = {arm: figures["rows_per_s"] for arm, figures in measured.items()}
    return Outcome(
        goal_id="G1",
        what="bulk push, change sets of one row",
        unit="rows/s",
        ours=rate["push"],
        baseline=rate["unnest"],
        baseline_is="INSERT … unnest into a bare table with its key",
        goal=f"ratio ≥ {GOAL}, stretch {STRETCH}",
        met=rate["push"] / rate["unnest"] >= GOAL,
        figures={
            **by_arm(measured),
            "push_to_copy": rate["push"] / rate["copy"],
            "row_bytes": len(batch.lines) / MAX_PUSH_SETS,
            "change_set_bytes": len(batch.body) / MAX_PUSH_SETS,
        },
    )
