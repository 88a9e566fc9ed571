"""G4: committed at one desk to committed and signalled at ten others, while the house works on.

Every desk is a process of its own with a real store and its line; the service is one more, and
one pushes other people's rows all the time. The baseline, under the same load: the same message
there and back over a bare loopback WebSocket, and a forced insert of its row into bare SQLCipher.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import sqlcipher3  # type: ignore[import-untyped]  # it ships no types
from websockets.sync.client import ClientConnection, connect

from benchmarks.companion import Companion
from benchmarks.harness import Figures, Outcome, Setting, alternate, by_arm, spread
from benchmarks.live_background import register
from models.ids import uuid7
from models.vocabulary import Profile, Role
from models.wire import LiveMessage, Page, RowImage, Standing
from tests.server_stub.by_hand import HandDesk
from tests.service import RunningService, running_service

P99_GOAL_MS = 250.0
SUBSCRIBERS = 10
BACKGROUND_ROWS_PER_S, BACKGROUND_PUSHES_PER_S = 100, 10
EVERY_S = 0.1
PATIENTS = 100
PASSWORD = "a long enough password"  # noqa: S105 - of a hospital that is gone in a minute


def run(setting: Setting) -> list[Outcome]:
    """Measure G4."""
    count = setting.size(100, 5)
    subscribers = setting.size(SUBSCRIBERS, 2)
    with running_service(setting.folder) as service, ExitStack() as ending:
        ward = Ward(service, setting.folder, subscribers, ending)
        line = ending.enter_context(_echo_line())
        bare = BareRow(setting.folder / "bare.db")
        ending.callback(bare.close)

        def ours() -> Figures:
            return spread(ward.deliver(count))

        def baseline() -> Figures:
            return spread([_echo(line, bare) for _ in range(count)])

        measured = alternate({"live": ours, "echo": baseline}, setting.rounds)
        rows_per_s = ward.end_background()
    return [_outcome(measured, rows_per_s, subscribers)]


class Ward:
    """One desk that writes, desks that watch, and everybody else."""

    def __init__(
        self, service: RunningService, folder: Path, subscribers: int, ending: ExitStack
    ) -> None:
        self._service, self._folder, self._ending = service, folder, ending
        self._user = service.add_user("bench", PASSWORD, Role.RECEPTIONIST)
        self._patients = self._register()
        names = ["A", *(f"B{number}" for number in range(subscribers))]
        self._writer, *self._watchers = [self._desk(name) for name in names]
        for desk in (self._writer, *self._watchers):
            desk.hear()
        for desk in (self._writer, *self._watchers):
            # The writer watches too, so that it has the patients before it writes about them.
            desk.tell({"watch": True})
            desk.hear()
        self._background = self._start_background()
        self._written = 0

    def deliver(self, count: int) -> list[float]:
        """Record so many numbers: seconds from each commit to each desk's signal."""
        first, self._written = self._written, self._written + count
        order = {"write": [first, self._written], "every_s": EVERY_S, "user": str(self._user)}
        self._writer.tell(order)
        wrote: list[float] = []
        while not wrote:
            wrote = self._writer.hear().get("wrote", [])
        waits = []
        for desk in self._watchers:
            seen = [desk.hear() for _ in wrote]
            waits += [line["at"] - wrote[line["seen"] - first] for line in seen]
        return waits

    def end_background(self) -> float:
        """Stop the others: how many rows a second they really wrote."""
        self._background.tell({"end": True})
        return float(self._background.hear()["rows_per_s"])

    def _register(self) -> list[str]:
        desk = HandDesk(self._service.url, self._service.trust())
        try:
            desk.enrol(self._service.new_code(Profile.RECEPTION, "R", "Reception"))
            return [str(each) for each in register(desk, self._user, PATIENTS)]
        finally:
            desk.client.close()

    def _desk(self, name: str) -> Companion:
        code = self._service.new_code(Profile.RECEPTION, name, "Ward")
        task = {"folder": str(self._folder / name), "url": self._service.url, "code": code}
        return self._companion("benchmarks.live_desk", {**task, "patients": self._patients})

    def _start_background(self) -> Companion:
        task = {
            "url": self._service.url,
            "ca": self._service.ca_pem.decode(),
            "code": self._service.new_code(Profile.RECEPTION, "others", "Everywhere"),
            "user": str(self._user),
            "rows_per_s": BACKGROUND_ROWS_PER_S,
            "pushes_per_s": BACKGROUND_PUSHES_PER_S,
        }
        started = self._companion("benchmarks.live_background", task)
        started.hear()
        return started

    def _companion(self, module: str, task: dict[str, Any]) -> Companion:
        started = Companion(module, task)
        self._ending.callback(started.stop)
        return started


class BareRow:
    """One table of one SQLCipher file, every insert forced to the disk."""

    def __init__(self, path: Path) -> None:
        self._raw: Any = sqlcipher3.connect(str(path), isolation_level=None)
        self._raw.execute(f"PRAGMA key=\"x'{os.urandom(32).hex()}'\"")
        self._raw.execute("PRAGMA journal_mode=WAL")
        self._raw.execute("PRAGMA synchronous=FULL")
        self._raw.execute("CREATE TABLE contact (id BLOB PRIMARY KEY, body BLOB)")

    def insert(self, body: bytes) -> None:
        """On the disk when it returns."""
        self._raw.execute("INSERT INTO contact VALUES (?, ?)", (os.urandom(16), body))

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


@contextmanager
def _echo_line() -> Iterator[ClientConnection]:
    server = Companion("benchmarks.live_echo", {})
    try:
        url = f"ws://127.0.0.1:{server.hear()['port']}"
        with connect(url, compression=None, proxy=None, ping_interval=None) as line:
            yield line
    finally:
        server.stop()


def _echo(line: ClientConnection, bare: BareRow) -> float:
    message = _message()
    began = perf_counter()
    line.send(message, text=True)
    body = line.recv()
    bare.insert(body.encode() if isinstance(body, str) else body)
    return perf_counter() - began


def _message() -> bytes:
    """A message of the size that the service sends for one row."""
    patient, epoch = uuid7(0, os.urandom), uuid7(0, os.urandom)
    fields = {"patient_id": patient, "system": "phone", "use": None, "value": "000000001"}
    row = RowImage("patient_contact", uuid7(0, os.urandom), 10_000, patient, fields)
    standing = Standing(epoch=epoch, head=10_000, server_time_ms=1, hlc=1 << 62, min_gen=1)
    page = Page(
        standing=standing,
        from_seq=9_999,
        to_seq=10_000,
        mark=bytes(8),
        scope=bytes(16),
        rows=[row],
        receipts=[],
    )
    return msgspec.json.encode(LiveMessage(t="delta", head=10_000, server_time_ms=1, page=page))


def _outcome(measured: dict[str, Figures], rows_per_s: float, subscribers: int) -> Outcome:
    ours, bare = measured["live"]["p99_ms"], measured["echo"]["p99_ms"]
    return Outcome(
        goal_id="G4",
        what=f"commit at one desk to signal at {subscribers} others, p99",
        unit="ms",
        ours=ours,
        baseline=bare,
        baseline_is="bare WebSocket echo and forced insert",
        goal=f"≤ {P99_GOAL_MS:.0f} ms",
        met=ours <= P99_GOAL_MS,
        figures={**by_arm(measured), "background_rows_per_s": rows_per_s},
    )
