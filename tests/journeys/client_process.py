"""A client as an outside process: started, killed, frozen, closed, and asked through its probe."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

PATIENCE_S = 20.0


class NotSeenError(AssertionError):
    """What should have been on the screen was not."""


class ClientProcess:
    """One client process and the line to the probe in it."""

    MODULE = "app.main"

    def __init__(
        self, name: str, root: Path, arguments: Iterable[str], environment: dict[str, str]
    ):
        self.name = name
        self.folder = root / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self._arguments = list(arguments)
        self._environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._file: Any = None
        self.started_s = 0.0

    def start(self) -> None:
        """Start the client and wait until its first window answers."""
        port_file = self.folder / "probe.port"
        port_file.unlink(missing_ok=True)
        log = (self.folder / "console.log").open("ab")
        command = [sys.executable, "-m", "tests.journeys.probe", str(port_file), self.MODULE]
        begun = time.monotonic()
        self._process = subprocess.Popen(
            [*command, *self._arguments], env=self._environment, stdout=log, stderr=log
        )
        log.close()
        wait_until(port_file.exists, f"{self.name} does not start", alive=self.is_alive)
        self._line = socket.create_connection(("127.0.0.1", int(port_file.read_text())))
        self._file = self._line.makefile("rwb")
        wait_until(lambda: bool(self.ask("controls")), f"{self.name} shows no window")
        self.started_s = time.monotonic() - begun

    def is_alive(self) -> bool:
        """Whether the client process runs."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End the client as a power cut would: no goodbye, no flush."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._hang_up()

    def freeze(self) -> None:
        """Stop the process where it stands, so that a kill meets it in the middle of its work."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def close(self) -> int:
        """Close the client as a person does, wait until it is gone, and give its exit code."""
        if self._process is None:
            raise NotSeenError(f"{self.name} was never started")
        if self.is_alive():
            self.ask("close")
        code = self._process.wait(timeout=PATIENCE_S)
        self._hang_up()
        return code

    def ask(self, verb: str, **details: Any) -> Any:
        """Ask the probe to do or to look at something.

        Raises:
            NotSeenError: it could not; or the client is gone.
        """
        if self._file is None:
            raise NotSeenError(f"{self.name} is not running")
        try:
            self._file.write(json.dumps({"do": verb, **details}).encode() + b"\n")
            self._file.flush()
            raw = self._file.readline()
        except OSError as error:
            raise NotSeenError(f"{self.name} went away: {error}") from error
        if not raw:
            raise NotSeenError(f"{self.name} went away")
        answer = json.loads(raw)
        if not answer["ok"]:
            raise NotSeenError(f"{self.name}: {answer['why']}")
        return answer["value"]

    def _hang_up(self) -> None:
        if self._file is not None:
            self._file.close()
        if self._line is not None:
            self._line.close()
        self._file = self._line = None


def wait_until(
    holds: Callable[[], bool],
    what: str,
    patience_s: float = PATIENCE_S,
    alive: Callable[[], bool] = lambda: True,
) -> None:
    """Wait for a condition.

    Raises:
        NotSeenError: it did not come true in time, or what should bring it about has died.
    """
    deadline = time.monotonic() + patience_s
    while not holds():
        if time.monotonic() > deadline or not alive():
            raise NotSeenError(what)
        time.sleep(0.02)
