"""The raw arm of `live` and of `reading`: the same message there and back, and its row on disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import sqlcipher3  # type: ignore[import-untyped]  # it ships no types
from websockets.sync.client import ClientConnection, connect

from benchmarks.companion import Companion
from models.ids import uuid7
from models.wire import LiveMessage, Page, RowImage, Standing


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
def echo_line() -> Iterator[ClientConnection]:
    server = Companion("benchmarks.live_echo", {})
    try:
        url = f"ws://127.0.0.1:{server.hear()['port']}"
        with connect(url, compression=None, proxy=None, ping_interval=None) as line:
            yield line
    finally:
        server.stop()


def echo(line: ClientConnection, bare: BareRow) -> float:
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
