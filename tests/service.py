"""A real service for tests: its own process, embedded PostgreSQL, TLS on a loopback port.

`running_service(folder)` makes a hospital in the folder and serves it; everything a test needs of
the operator is a method of what it yields.
"""

import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic
from uuid import UUID

from models.vocabulary import Profile, Role
from server_stub.database import open_database
from server_stub.hospital import Hospital, Settings, make_hospital, open_hospital
from server_stub.operator_line import Operator, open_operator
from server_stub.operator_requests import CodeRequest
from server_stub.running import SystemClock
from server_stub.staff import NewUser, add_user
from tests.memory import memory

START_S = 60.0
ROOT = Path(__file__).resolve().parent.parent


class RunningService:
    """One hospital's service, which can be stopped, killed and started again on its port."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.hospital: Hospital = open_hospital(home)
        self.ca_pem: bytes = self.hospital.authority
        self.url = ""
        self.start_s = 0.0
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What the service wrote to its standard error."""
        return self.home / "service.log"

    @property
    def pid(self) -> int:
        """Of the service's process."""
        assert self._process is not None
        return self._process.pid

    def trust(self) -> ssl.SSLContext:
        """A TLS context that trusts this hospital alone."""
        return ssl.create_default_context(cadata=self.ca_pem.decode())

    def start(self) -> None:
        """Start it, and return when it answers."""
        note = self.home / "running.json"
        note.unlink(missing_ok=True)
        began = monotonic()
        command = [sys.executable, "-P", "-m", "server_stub", "serve"]
        command += ["--home", str(self.home), "--port", str(self._port)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        environment.pop("ALMONER_DATABASE_URL", None)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, env=environment, stderr=log)
        pause = Event()
        while not note.exists():
            gone = self._process.poll() is not None
            assert not gone, self.log.read_text("utf-8")
            assert monotonic() - began < START_S, self.log.read_text("utf-8")
            pause.wait(0.01)
        self.start_s = monotonic() - began
        self.url = json.loads(note.read_text("utf-8"))["url"]
        self._port = int(self.url.rpartition(":")[2])

    def stop(self) -> None:
        """End it in order, and its database with it."""
        if self._process is not None:
            self._process.terminate()
            code = self.wait()
            assert code == 0 or os.name == "nt", self.log.read_text("utf-8")

    def wait(self) -> int:
        """Wait for it to end by itself; its exit code."""
        assert self._process is not None
        code = self._process.wait(START_S)
        self._process = None
        return code

    def kill(self) -> None:
        """End it as a power cut would; its PostgreSQL stays, as another process would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(START_S)
            self._process = None

    def restart(self) -> None:
        """Start it again on the same port, after an orderly end unless it was killed."""
        self.stop()
        self.start()

    @contextmanager
    def operator(self) -> Iterator[Operator]:
        """The operator's line to it."""
        with open_operator(self.hospital, SystemClock(), os.urandom) as operator:
            yield operator

    def new_code(self, profile: Profile | str, name: str, place: str) -> str:
        """A one-time code for a workstation."""
        with self.operator() as operator:
            request = CodeRequest(profile=Profile(profile), name=name, place=place)
            return operator.new_code(request)

    def add_user(
        self, username: str, password: str, *roles: Role, family: str = "Test", given: str = "Tess"
    ) -> UUID:
        """A member of staff who can sign in."""
        with self.operator() as operator:
            person = NewUser(
                username=username,
                family=family,
                given=given,
                roles=roles or (Role.RECEPTIONIST,),
            )
            return add_user(operator, person, password, SystemClock(), os.urandom)


@contextmanager
def running_service(folder: Path, *, database_url: str | None = None) -> Iterator[RunningService]:
    """Make a hospital below a folder and serve it while the block runs."""
    settings = Settings(name="Test Hospital")
    clock = SystemClock()
    with ExitStack() as ending:
        home = ending.enter_context(open_folder(folder)) / "hospital"
        make_hospital(home, settings, database_url=database_url, clock=clock, entropy=os.urandom)
        service = RunningService(home)
        ending.callback(_end, service)
        service.start()
        yield service


@contextmanager
def open_folder(folder: Path) -> Iterator[Path]:
    """The folder, or as root one beside it that PostgreSQL's own account can always enter.

    As root PostgreSQL runs under another account, and any pytest that starts meanwhile closes
    the folder in which all of them keep theirs.
    """
    if os.name == "nt" or os.geteuid() != 0:
        yield folder
        return
    with TemporaryDirectory(prefix="almoner-", dir=memory(), ignore_cleanup_errors=True) as other:
        yield Path(other)


def _end(service: RunningService) -> None:
    """Leave nothing running, whatever state a test left it in."""
    service.stop()
    with open_database(service.home):
        pass  # After a kill its PostgreSQL still runs; the last user to go stops it.
