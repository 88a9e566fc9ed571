"""Another process of a bench: JSON lines in, JSON lines out, gone when its input ends."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 60.0
STOP_S = 20.0
Line = dict[str, Any]


class CompanionError(Exception):
    """The other process died, or said nothing for too long."""


class Companion:
    """A module of ours in a process of its own."""

    def __init__(self, module: str, task: Line) -> None:
        self._module = module
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self._lines: Queue[Line | None] = Queue()
        self._thread = Thread(target=self._listen, name=module, daemon=True)
        self._thread.start()
        self.tell(task)

    def tell(self, line: Line) -> None:
        """Say something to it."""
        stream = self._process.stdin
        if stream is None or self._process.poll() is not None:
            raise CompanionError(f"{self._module} is gone")
        stream.write(json.dumps(line).encode() + b"\n")
        stream.flush()

    def hear(self) -> Line:
        """The next thing that it says.

        Raises:
            CompanionError: it ended, or stayed silent.
        """
        try:
            line = self._lines.get(timeout=PATIENCE_S)
        except Empty:
            raise CompanionError(f"{self._module} has fallen silent") from None
        if line is None:
            raise CompanionError(f"{self._module} ended early; its error stands above")
        return line

    def stop(self) -> None:
        """End it in order, or at once if it does not."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._thread.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    def _listen(self) -> None:
        for raw in self._process.stdout or ():
            self._lines.put(json.loads(raw))
        self._lines.put(None)


def heard() -> Iterator[Line]:
    """In the other process: what the bench says, until it has nothing more to say."""
    for raw in sys.stdin:
        yield json.loads(raw)


def say(line: Line) -> None:
    """In the other process: tell the bench something."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
