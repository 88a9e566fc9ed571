"""The three ways in which the line breaks, against a plain echo service."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from threading import Thread

import pytest

from tests.faults.proxy import HOST, Mode, Proxy, control


class Echo:
    """Answers every line in capitals, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with closing(line):
            try:
                while asked := line.recv(1000):
                    self.asked.append(asked)
                    line.sendall(asked.upper())
            except OSError:
                return

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture
def echo() -> Iterator[Echo]:
    service = Echo()
    yield service
    service.close()


@pytest.fixture
def proxy(echo: Echo) -> Iterator[Proxy]:
    made = Proxy(echo.port)
    yield made
    made.stop()


def dial(proxy: Proxy) -> socket.socket:
    return socket.create_connection((HOST, proxy.port), timeout=1)


def ask(line: socket.socket, words: bytes) -> bytes:
    line.sendall(words)
    return line.recv(1000)


def test_what_is_said_passes(proxy: Proxy) -> None:
    with dial(proxy) as line:
        assert ask(line, b"hello") == b"HELLO"


def test_a_refusing_line_refuses_and_cuts_what_was_open(proxy: Proxy) -> None:
    with dial(proxy) as line:
        assert ask(line, b"hello") == b"HELLO"
        proxy.set_mode(Mode.REFUSE)
        with pytest.raises(ConnectionRefusedError):
            dial(proxy)
        assert is_over(line)


def test_a_line_that_refused_takes_calls_again_on_the_same_port(proxy: Proxy) -> None:
    proxy.set_mode(Mode.REFUSE)
    proxy.set_mode(Mode.PASS)
    with dial(proxy) as line:
        assert ask(line, b"again") == b"AGAIN"


def test_a_black_hole_takes_everything_and_answers_nothing(proxy: Proxy, echo: Echo) -> None:
    proxy.set_mode(Mode.BLACK_HOLE)
    with dial(proxy) as line:
        line.settimeout(0.3)
        with pytest.raises(TimeoutError):
            ask(line, b"hello")
        assert echo.asked == []
        proxy.set_mode(Mode.PASS)
        line.settimeout(1)
        assert is_over(line)


def test_a_cut_before_the_reply_comes_after_the_service_has_done_its_part(
    proxy: Proxy, echo: Echo
) -> None:
    proxy.set_mode(Mode.CUT_BEFORE_REPLY)
    with dial(proxy) as line:
        line.sendall(b"do it")
        assert is_over(line)
    assert echo.asked == [b"do it"]
    assert proxy.cuts == 1


def test_it_obeys_its_control_port_when_it_runs_as_a_process(echo: Echo) -> None:
    listen, orders = free_port(), free_port()
    arguments = ["--listen", listen, "--to", echo.port, "--control", orders]
    command = [sys.executable, "-m", "tests.faults.proxy", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        assert control(orders, "refuse") == "ok refuse"
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((HOST, listen), timeout=1)
        assert control(orders, "nonsense") == "unknown"
        assert control(orders, "pass") == "ok pass"
        with socket.create_connection((HOST, listen), timeout=1) as line:
            assert ask(line, b"x") == b"X"
        assert control(orders, "stop") == "ok pass"
        assert program.wait(5) == 0


def free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


def is_over(line: socket.socket) -> bool:
    try:
        return line.recv(1000) == b""
    except ConnectionError:
        return True
