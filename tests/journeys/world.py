"""A small hospital in separate processes: the service, two workstations, a cable to each."""

import json
import os
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.journeys.hand import NotSeenError, Workstation, wait_until

PASSPHRASE = "demonstration passphrase of a throw-away store"
START_PATIENCE_S = 60.0


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """The hospital's central service, as its own process."""

    def __init__(self, folder: Path, port: int | None = None):
        self.home = folder / "hospital"
        self.port = port or free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self._log = folder / "service.log"
        self._process: subprocess.Popen[bytes] | None = None

    def found(self) -> dict[str, Any]:
        """Make the demonstration hospital and tell its people and its enrolment codes."""
        run = self._run("server_stub.demonstration", "--home", str(self.home))
        return dict(json.loads(run))

    def admin(self, *arguments: str) -> str:
        """Run the operator's tool and give what it said."""
        return self._run("server_stub.admin", "--home", str(self.home), *arguments)

    def admin_says(self, *arguments: str) -> str:
        """Run the operator's tool and give what it said, whether or not it was content."""
        command = [sys.executable, "-m", "server_stub.admin", "--home", str(self.home), *arguments]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        return run.stdout + run.stderr

    def start(self) -> None:
        """Start it and wait until it is ready."""
        command = [sys.executable, "-m", "server_stub", "serve", "--home", str(self.home)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port)], stdout=log, stderr=log
            )
        wait_until(self.is_ready, "the service is not ready", START_PATIENCE_S, self._is_alive)

    def is_ready(self) -> bool:
        """Whether /readyz says yes."""
        try:
            return self.get("/readyz")[0] == 200
        except (urllib.error.URLError, OSError):
            return False

    def get(self, path: str) -> tuple[int, str]:
        """GET a path with the hospital's own authority pinned."""
        trust = ssl.create_default_context(cafile=str(self.home / "certificates" / "authority.pem"))
        try:
            with urllib.request.urlopen(self.url + path, context=trust, timeout=5) as reply:  # noqa: S310
                return int(reply.status), reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self) -> None:
        """End it in order."""
        if self._process is not None and self._is_alive():
            self._process.terminate()
            self._process.wait(timeout=30)

    def log_lines(self) -> list[dict[str, Any]]:
        """Its structured log."""
        lines = self._log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def _is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _run(self, module: str, *arguments: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise NotSeenError(f"{module} {' '.join(arguments[:2])}: {run.stderr or run.stdout}")
        return run.stdout


class Cable:
    """The network between one desk and the service: a proxy that can be told to break."""

    def __init__(self, to_port: int, port: int | None = None):
        self.port, self._control = port or free_port(), free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        ports = ["--listen", self.port, "--to", to_port, "--control", self._control]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.proxy", *map(str, ports)],
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != b"ready":
            raise NotSeenError("the cable did not come up")

    def set(self, mode: str) -> None:
        """`pass`, `refuse`, `black_hole` or `cut_before_reply`."""
        self._say(mode)

    def cuts(self) -> int:
        """How many answers it has swallowed after the service gave them."""
        return int(self._say("cuts"))

    def stop(self) -> None:
        """Take the cable away."""
        self._process.terminate()
        self._process.wait(timeout=10)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _say(self, words: str) -> str:
        with socket.create_connection(("127.0.0.1", self._control), timeout=5) as line:
            line.sendall(words.encode() + b"\n")
            answer = line.makefile("r").readline().strip()
        if not answer.startswith("ok"):
            raise NotSeenError(f"the cable says {answer!r} to {words!r}")
        return answer.removeprefix("ok").strip()


def desk(name: str, root: Path, cable: Cable) -> Workstation:
    """A workstation with a store of its own at the end of a cable."""
    store = root / name / "store"
    arguments = ["--store", str(store), "--server", cable.url, "--key-file", "--theme", "light"]
    return Workstation(name, root, arguments, {"ALMONER_STORE_PASSPHRASE": PASSPHRASE})


def desk_dump(root: Path, name: str) -> dict[str, Any]:
    """Everything a desk holds in canonical form, its sums, and what it has not sent."""
    run = subprocess.run(
        [sys.executable, "-m", "local_store", "dump", "--store", str(root / name / "store")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ALMONER_STORE_PASSPHRASE": PASSPHRASE},
    )
    if run.returncode:
        raise NotSeenError(f"no dump of {name}: {run.stderr}")
    return dict(json.loads(run.stdout))
