"""A TCP proxy that breaks the line on request, in the three ways in which lines break.

`pass` forwards. `refuse` closes what is open and refuses what comes. `black_hole` takes everything
and answers nothing. `cut_before_reply` lets a request reach the service, waits until the service
has answered it, and cuts the line without passing the answer on: the service has done its part
and the workstation does not know.

    python -m tests.faults.proxy --listen PORT --to PORT --control PORT

prints `ready` and then obeys lines on the loopback control port: a mode, `mode` or `stop`, each
answered with `ok` and the mode; `cuts` is answered with how many answers were kept back.
"""

import argparse
import socket
import struct
import sys
from contextlib import suppress
from enum import StrEnum
from threading import Lock, Thread

from tests.faults.link import Link

HOST = "127.0.0.1"
_LINGER_NONE = struct.pack("ii", 1, 0)


class Mode(StrEnum):
    """What the line does."""

    PASS = "pass"
    REFUSE = "refuse"
    BLACK_HOLE = "black_hole"
    CUT_BEFORE_REPLY = "cut_before_reply"


class Proxy:
    """Listens on a loopback port and forwards to another, as its mode says."""

    def __init__(self, to_port: int, listen_port: int = 0) -> None:
        self._to_port = to_port
        self._lock = Lock()
        self._links: set[Link] = set()
        self.mode = Mode.PASS
        self.cuts = 0
        # Never listening, it keeps the port ours while the line refuses.
        self._holder = _bound(listen_port)
        self.port: int = self._holder.getsockname()[1]
        self._listener: socket.socket | None = None
        self._listen()

    def set_mode(self, mode: Mode) -> None:
        """Change what the line does, for open connections too."""
        with self._lock:
            before, self.mode = self.mode, mode
            links = list(self._links)
        if mode is Mode.REFUSE:
            self._deafen()
        elif self._listener is None:
            self._listen()
        for link in links:
            # What a black hole has swallowed cannot be made good: that connection is lost.
            if mode is Mode.REFUSE or before is Mode.BLACK_HOLE:
                link.cut()

    def stop(self) -> None:
        """Close everything."""
        self.set_mode(Mode.REFUSE)
        self._holder.close()

    def drop_connections(self) -> None:
        """Cut what is open; new connections go by the mode."""
        with self._lock:
            links = list(self._links)
        for link in links:
            link.cut()

    def _listen(self) -> None:
        listener = _bound(self.port)
        listener.listen(64)
        self._listener = listener
        Thread(target=self._accept, args=(listener,), name="proxy-accept", daemon=True).start()

    def _deafen(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            self._open(near)

    def _open(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection((HOST, self._to_port), timeout=3)
        except OSError:
            near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NONE)
            near.close()
            return
        far.settimeout(None)
        link = Link(near, far, self)
        with self._lock:
            refused = self.mode is Mode.REFUSE
            self._links.add(link)
        if refused:
            link.cut()
        link.start()

    def swallows(self) -> bool:
        """Whether bytes vanish."""
        return self.mode is Mode.BLACK_HOLE

    def withholds(self) -> bool:
        """Whether answers are kept back."""
        return self.mode is Mode.CUT_BEFORE_REPLY

    def ended(self, link: Link, *, withheld: bool) -> None:
        """A connection is over; `withheld` says that an answer was kept back."""
        with self._lock:
            self._links.discard(link)
            self.cuts += withheld


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound


def control(port: int, order: str) -> str:
    """Give one order to a proxy that runs as a process; its answer."""
    with socket.create_connection((HOST, port), timeout=10) as line:
        line.sendall(order.encode() + b"\n")
        return line.makefile().readline().strip()


def _answer(proxy: Proxy, order: str) -> str:
    if order == "cuts":
        return f"ok {proxy.cuts}"
    return f"ok {proxy.mode}" if order in {*Mode, "mode", "stop"} else "unknown"


def obey(proxy: Proxy, orders: socket.socket) -> None:
    """Obey what arrives on a listening socket until `stop`."""
    order = ""
    while order != "stop":
        line, _ = orders.accept()
        with line:
            order = line.makefile().readline().strip()
            if order in list(Mode):
                proxy.set_mode(Mode(order))
            answer = _answer(proxy, order)
            line.sendall(answer.encode() + b"\n")
    proxy.stop()


def main(arguments: list[str]) -> int:
    """Run as a process of its own."""
    parser = argparse.ArgumentParser(prog="tests.faults.proxy", description=__doc__)
    for name in ("--listen", "--to", "--control"):
        parser.add_argument(name, type=int, required=True)
    chosen = parser.parse_args(arguments)
    proxy = Proxy(chosen.to, chosen.listen)
    with _bound(chosen.control) as orders:
        orders.listen(4)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        obey(proxy, orders)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
