"""One connection through the proxy: two pumps, and the moment at which an answer is due."""

import socket
import struct
import time
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Protocol

CHUNK = 65536
SETTLE_S = 0.05
"""After the handshake the service is left this long to send its session tickets."""
QUIET_S = 0.1
"""An answer is complete when nothing more has come for this long."""
_HANDSHAKE, _SEALED = 22, 23
_LINGER_NONE = struct.pack("ii", 1, 0)


class Rules(Protocol):
    """What a link asks of its proxy."""

    def swallows(self) -> bool:
        """Whether bytes vanish."""

    def withholds(self) -> bool:
        """Whether answers are kept back."""

    def ended(self, link: "Link", *, withheld: bool) -> None:
        """The link is over."""


class Records:
    """Counts the sealed TLS 1.3 records a workstation sends: the first ends the handshake.

    The end of the handshake and requests look alike, so they are told apart by their order. A
    line that is not TLS has no handshake: everything on it is a request.
    """

    def __init__(self) -> None:
        self._header = b""
        self._skip = 0
        self._sealed = 0
        self._is_tls: bool | None = None

    def split(self, chunk: bytes) -> tuple[bytes, bytes]:
        """The part of a chunk that still belongs to the handshake, and the part of requests."""
        if self._is_tls is None:
            self._is_tls = chunk[:1] == bytes([_HANDSHAKE])
        if not self._is_tls or self._sealed > 1:
            return b"", chunk
        position = 0
        while position < len(chunk):
            if not self._header and not self._skip and self._sealed and chunk[position] == _SEALED:
                self._sealed += 1
                return chunk[:position], chunk[position:]
            position += self._walk(chunk[position:])
        return chunk, b""

    def _walk(self, rest: bytes) -> int:
        """Go over the body or the header of one record; gives how far."""
        if self._skip:
            step = min(self._skip, len(rest))
            self._skip -= step
            return step
        piece = rest[: 5 - len(self._header)]
        self._header += piece
        if len(self._header) == 5:
            self._sealed += self._header[0] == _SEALED
            self._skip = int.from_bytes(self._header[3:], "big")
            self._header = b""
        return len(piece)


class Link:
    """A workstation's connection and ours to the service, until either ends or it is cut."""

    def __init__(self, near: socket.socket, far: socket.socket, rules: Rules) -> None:
        self._near = near
        self._far = far
        self._rules = rules
        self._records = Records()
        self._asked = Event()
        self._over = Lock()
        self._ended = False

    def start(self) -> None:
        """Pump both ways in threads of their own."""
        for work in (self._outward, self._inward):
            Thread(target=work, name=f"proxy-{work.__name__}", daemon=True).start()

    def cut(self, *, withheld: bool = False) -> None:
        """End both connections at once, as a pulled plug does."""
        with self._over:
            if self._ended:
                return
            self._ended = True
        # Counted first, so that whoever sees the cut also sees it counted.
        self._rules.ended(self, withheld=withheld)
        for end in (self._near, self._far):
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NONE)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _outward(self) -> None:
        with suppress(OSError):
            while chunk := self._near.recv(CHUNK):
                handshake, request = self._records.split(chunk)
                if self._rules.swallows():
                    continue
                self._far.sendall(handshake)
                if request and not self._asked.is_set():
                    if self._rules.withholds():
                        time.sleep(SETTLE_S)
                    self._asked.set()
                self._far.sendall(request)
        self.cut()

    def _inward(self) -> None:
        with suppress(OSError):
            while chunk := self._far.recv(CHUNK):
                if self._rules.swallows():
                    continue
                if self._rules.withholds() and self._asked.is_set():
                    self._drain()
                    self.cut(withheld=True)
                    return
                self._near.sendall(chunk)
        self.cut()

    def _drain(self) -> None:
        """Let the service finish its answer."""
        self._far.settimeout(QUIET_S)
        with suppress(TimeoutError):
            while self._far.recv(CHUNK):
                continue
