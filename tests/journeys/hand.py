"""An outside person at one workstation: keys, mouse, scanner and eyes; nothing of the client."""

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
REACH_FOR_KEY_S = 0.08
"""From the last letter to Enter: what tells a person from a scanner."""


SETTLE_S = 1.2
"""Longer than the pause after which a form keeps its draft."""


class NotSeenError(AssertionError):
    """What should have been on the screen was not."""


class Workstation:
    """One client process and the hand that works it."""

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
        wait_until(lambda: bool(self.controls()), f"{self.name} shows no window")
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
            self._ask("close")
        code = self._process.wait(timeout=PATIENCE_S)
        self._hang_up()
        return code

    def key(self, keys: str) -> None:
        """Press one chord, written as `Ctrl+K`, as late after the letters as a person does."""
        time.sleep(REACH_FOR_KEY_S)
        self._ask("key", keys=keys)

    def type(self, text: str) -> None:
        """Type text into whatever has the focus."""
        self._ask("type", text=text)

    def scan(self, text: str) -> None:
        """Scan a barcode: a fast burst of characters, then Enter."""
        self._ask("scan", text=text)

    def click(self, name: str) -> None:
        """Click the control of that accessible name, once it is there and enabled."""
        self._patiently(lambda: self._ask("click", name=name))

    def open_row(self, table: str, row: int) -> None:
        """Double-click a row of a table."""
        self._patiently(lambda: self._ask("click_row", name=table, row=row, double=True))

    def select_row(self, table: str, row: int) -> None:
        """Click a row of a table."""
        self._patiently(lambda: self._ask("click_row", name=table, row=row))

    def fill(self, name: str, text: str) -> None:
        """Click into a field, clear it, and type."""
        self.click(name)
        self._ask("clear", name=name)
        self.type(text)

    def choose(self, name: str, first_letters: str) -> None:
        """Choose from a list by typing how the choice begins."""
        self._patiently(lambda: self._ask("focus", name=name))
        self.type(first_letters)
        wait_until(lambda: self.read(name).startswith(first_letters), f"{name} is not chosen")

    def read(self, name: str, patience_s: float = PATIENCE_S) -> str:
        """The text that the control of that accessible name shows."""
        return str(self._patiently(lambda: self._ask("read", name=name), patience_s))

    def rows(self, table: str, patience_s: float = PATIENCE_S) -> list[list[str]]:
        """The cells of a table as shown."""
        return list(self._patiently(lambda: self._ask("rows", name=table), patience_s))

    def click_kind(self, kind: str) -> None:
        """Click the one control of a kind whose name changes with what it says."""
        self._patiently(lambda: self._ask("click", name=self._name_of(kind)))

    def click_first(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Click the first control that fits."""
        fitting = [c["name"] for c in self.controls() if wanted(c)]
        if not fitting:
            raise NotSeenError(f"{self.name}: no control fits; there was {self.screen()}")
        self.click(fitting[0])

    def settle(self) -> None:
        """Give the desk the time a person would, to keep what was typed."""
        time.sleep(SETTLE_S)

    def _name_of(self, kind: str) -> str:
        names = [c["name"] for c in self.controls() if c["kind"] == kind]
        if not names:
            raise NotSeenError(f"{self.name}: there is no {kind}")
        return str(names[0])

    def controls(self) -> list[dict[str, Any]]:
        """Every named control on the screen."""
        return list(self._ask("controls"))

    def control(self, name: str) -> dict[str, Any]:
        """One control by its accessible name.

        Raises:
            NotSeenError: it is not on the screen.
        """
        for control in self.controls():
            if control["name"] == name:
                return dict(control)
        raise NotSeenError(f"{self.name}: nothing is called {name!r}")

    def screen(self) -> str:
        """All text on the screen."""
        return "\n".join(self._ask("texts"))

    def sees(self, text: str, patience_s: float = PATIENCE_S) -> bool:
        """Whether the text comes to the screen in time."""
        try:
            wait_until(lambda: text in self.screen(), text, patience_s)
        except NotSeenError:
            return False
        return True

    def wait_for(self, text: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until the text is on the screen.

        Raises:
            NotSeenError: it did not come; the message tells what was there instead.
        """
        if not self.sees(text, patience_s):
            raise NotSeenError(f"{self.name}: {text!r} did not come; there was:\n{self.screen()}")

    def picture(self, path: Path, size: tuple[int, int] = (1366, 768)) -> Path:
        """Save the window as a PNG."""
        self._ask("resize", width=size[0], height=size[1])
        self._ask("grab", path=str(path))
        return path

    def _patiently(self, act: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
        deadline = time.monotonic() + patience_s
        while True:
            try:
                return act()
            except NotSeenError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.03)

    def _ask(self, verb: str, **details: Any) -> Any:
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
