"""Printers on the network that take their data on a TCP port, usually 9100.

A ZPL printer is asked how it is (`~HS`, Zebra ZPL II Programming Guide, "Host Status Return")
before and after: what was merely swallowed by the network is not taken for printed.
"""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from models.print_job import PrintJob
from models.vocabulary import N_
from printing.printers import ZPL, Delivery, Verdict

_STX, _ETX = b"\x02", b"\x03"
_ASK_AGAIN_S = 0.1
_REPLY_MAX = 4096

NO_ANSWER = N_(
    "{printer} does not answer. The document is kept. Check that it is on, and its cable."
)
WENT_SILENT = N_(
    "{printer} took the connection but does not answer. The document is kept. "
    "Look whether it came out before you print it again."
)
CUT = N_(
    "{printer} closed the connection in the middle. The document is kept. "
    "Look whether it came out before you print it again."
)
OUT_OF_PAPER = N_(
    "{printer} is out of labels. The document is kept. Load labels, then print again."
)
OUT_OF_RIBBON = N_(
    "{printer} is out of ribbon. The document is kept. Load ribbon, then print again."
)
HEAD_OPEN = N_("{printer} is open. The document is kept. Close it, then print again.")
PAUSED = N_("{printer} is paused. The document is kept. Press its Pause key, then print again.")
NOT_A_LABEL_PRINTER = N_(
    "{printer} answers, but not as a label printer does. The document is kept. "
    "Check the address and the kind of printer in the set-up."
)
TAKEN = N_("{printer} has taken the document. It does not tell when the paper is out.")


@dataclass(frozen=True, slots=True)
class SocketPrinter:
    """One printer at a host and port; a job takes at most `timeout_s` seconds, whatever happens."""

    name: str
    host: str
    port: int = 9100
    timeout_s: float = 15.0
    clock: Callable[[], float] = time.monotonic

    def deliver(self, job: PrintJob, content: bytes) -> Delivery:
        """Send the job and wait for the printer's word on it."""
        deadline = self.clock() + self.timeout_s
        try:
            link = socket.create_connection((self.host, self.port), timeout=self.timeout_s)
        except OSError:
            return self._failed(NO_ANSWER)
        with link:
            wire = _Wire(link, deadline, self.clock)
            talk = self._label if job.content_type == ZPL else self._stream
            try:
                return talk(wire, content * job.copies)
            except (OSError, _NotALabelPrinter) as error:
                return self._failed(_words_for(error))

    def _label(self, wire: "_Wire", content: bytes) -> Delivery:
        before = wire.status()
        if before.trouble:
            return self._failed(before.trouble)
        wire.send(content)
        while True:
            status = wire.status()
            if status.trouble:
                return self._failed(status.trouble)
            if status.idle:
                return Delivery(Verdict.PRINTED)
            wire.pause(_ASK_AGAIN_S)

    def _stream(self, wire: "_Wire", content: bytes) -> Delivery:
        wire.send(content)
        wire.finish()
        return Delivery(Verdict.ACCEPTED, TAKEN.format(printer=self.name))

    def _failed(self, words: str) -> Delivery:
        return Delivery(Verdict.FAILED, words.format(printer=self.name))


def _words_for(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return WENT_SILENT
    return NOT_A_LABEL_PRINTER if isinstance(error, _NotALabelPrinter) else CUT


class _NotALabelPrinter(Exception):
    """It answered `~HS` with something else."""


@dataclass(frozen=True, slots=True)
class _Status:
    trouble: str
    idle: bool


class _Wire:
    """One connection with one deadline; everything that would wait longer is a TimeoutError."""

    def __init__(self, link: socket.socket, deadline: float, clock: Callable[[], float]) -> None:
        self._link, self._deadline, self._clock = link, deadline, clock

    def send(self, content: bytes) -> None:
        self._link.settimeout(self._left())
        self._link.sendall(content)

    def status(self) -> _Status:
        self.send(b"~HS")
        reply = b""
        while reply.count(_ETX) < 3:
            self._link.settimeout(self._left())
            received = self._link.recv(1024)
            if not received:
                raise ConnectionAbortedError
            reply += received
            if len(reply) > _REPLY_MAX:
                raise _NotALabelPrinter
        return _read_status(reply)

    def finish(self) -> None:
        """Say that all is sent, and wait until the printer has closed its end too."""
        self._link.shutdown(socket.SHUT_WR)
        received = b"?"
        while received:
            self._link.settimeout(self._left())
            received = self._link.recv(1024)

    def pause(self, seconds: float) -> None:
        time.sleep(min(seconds, self._left()))

    def _left(self) -> float:
        left = self._deadline - self._clock()
        if left <= 0:
            raise TimeoutError
        return left


def _read_status(reply: bytes) -> _Status:
    """Read the three strings of a host status; places as in the guide's table, counted from 0."""
    try:
        strings = [part.split(_STX, 1)[1].decode("ascii") for part in reply.split(_ETX)[:3]]
        first, second = strings[0].split(","), strings[1].split(",")
        waiting, left_in_batch = int(first[4]), int(second[8])
        flags = (
            (second[2], HEAD_OPEN),
            (first[1], OUT_OF_PAPER),
            (second[3], OUT_OF_RIBBON),
            (first[2], PAUSED),
        )
    except (IndexError, ValueError) as error:
        raise _NotALabelPrinter from error
    trouble = next((words for flag, words in flags if flag == "1"), "")
    return _Status(trouble, waiting == 0 and left_in_batch == 0)
