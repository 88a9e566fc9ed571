"""A label printer on loopback that can misbehave in every way that real ones do."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

READY = (
    b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n"
    b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n"
    b"\x021234,0\x03\r\n"
)


class Manner(Enum):
    PRINTS = auto()
    NEVER_READS = auto()
    CLOSES_AT_ONCE = auto()
    CLOSES_MID_JOB = auto()
    BABBLES = auto()
    NEVER_STOPS = auto()


@dataclass
class ListeningPrinter:
    manner: Manner = Manner.PRINTS
    statuses: list[bytes] = field(default_factory=list)
    received: bytearray = field(default_factory=bytearray)
    port: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def serve(self, listener: socket.socket) -> None:
        while not self.stop.is_set():
            try:
                link, _ = listener.accept()
            except TimeoutError:
                continue
            with link:
                link.settimeout(0.05)
                self._talk(link)

    def _talk(self, link: socket.socket) -> None:
        if self.manner is Manner.NEVER_READS:
            self.stop.wait()
            return
        if self.manner is Manner.CLOSES_AT_ONCE:
            return
        while not self.stop.is_set():
            try:
                got = link.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                return
            if not got or not self._answer(link, got):
                return

    def _answer(self, link: socket.socket, got: bytes) -> bool:
        asked = got.count(b"~HS")
        self.received += got.replace(b"~HS", b"")
        if self.manner is Manner.CLOSES_MID_JOB and self.received:
            return False
        for _ in range(asked):
            link.sendall(self._status())
        return True

    def _status(self) -> bytes:
        if self.manner is Manner.BABBLES:
            return b"HTTP/1.1 400 Bad Request\x03\x03\x03"
        if self.manner is Manner.NEVER_STOPS:
            return b"x" * 5000
        return self.statuses.pop(0) if self.statuses else READY


@contextmanager
def listening(printer: ListeningPrinter) -> Iterator[ListeningPrinter]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        printer.port = listener.getsockname()[1]
        thread = threading.Thread(target=printer.serve, args=(listener,))
        thread.start()
        try:
            yield printer
        finally:
            printer.stop.set()
            thread.join(timeout=5)
            assert not thread.is_alive()
