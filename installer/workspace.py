"""Bring a machine to where Almoner can run: system libraries, .venv, locked packages.

Only the standard library is used: dev.py calls this before anything is installed. Every step
can be cut off; the next start finds what is whole and goes on from there.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "almoner-ready.json"
UNFINISHED = VENV / "almoner-unfinished"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")

QT_LIBRARIES = (
    *("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1"),
    *("libxkbcommon0", "libxkbcommon-x11-0", "libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4"),
    *("libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0"),
    *("libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1"),
)
# The service is also tested on Debian's server; without it those tests say so and are skipped.
TEST_DATABASE = "postgresql-15"
# Debian's package would start a cluster on the machine; this file, if it is there first, stops it.
NO_CLUSTER = (
    "mkdir -p /etc/postgresql-common && cd /etc/postgresql-common && "
    "{ test -e createcluster.conf || echo 'create_main_cluster = false' > createcluster.conf; }"
)


class Stop(Exception):
    """Something the person at the terminal has to do first; the text says what."""


def is_ready() -> bool:
    """Whether .venv holds exactly what the lock file names."""
    return PYTHON.exists() and read_stamp().get("made_from") == fingerprint()


def set_up(*, draws: bool, test_database: bool) -> None:
    """Bring the machine to where a command can run; does nothing the second time.

    Args:
        draws: the command opens windows, if only offscreen, and so needs Qt's libraries.
        test_database: the command can also use Debian's PostgreSQL, if it may be installed.

    Raises:
        Stop: something is missing that only the person can provide.
    """
    needed = list(QT_LIBRARIES) if draws else []
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        needed.append(f"python3.{sys.version_info.minor}-venv")
    provide_system_packages(needed)
    if not is_ready():
        with one_at_a_time():
            if not is_ready():
                make_environment()
                UNFINISHED.touch()
                install_packages()
                write_operator_command()
                write_stamp(made_from=fingerprint())
                UNFINISHED.unlink()
    if test_database:
        provide_test_database()


def fingerprint() -> str:
    """What the environment is made from: the lock, the interpreter and the place."""
    made_from = (LOCK.read_bytes(), platform.python_version().encode(), str(VENV).encode())
    return hashlib.sha256(b"\0".join(made_from)).hexdigest()


def read_stamp() -> dict[str, str]:
    """What earlier set-ups finished; empty if there was none or it was damaged."""
    try:
        found = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_stamp(**entries: str) -> None:
    """Add entries to the stamp in one step, so that a cut leaves the old one whole."""
    whole = STAMP.with_suffix(".new")
    whole.write_text(json.dumps({**read_stamp(), **entries}), "utf-8")
    whole.replace(STAMP)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up wait for the first; the system frees the lock of one that was killed."""
    with (ROOT / ".setup.lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                # Windows itself waits ten seconds, and then says that it has waited.
                with contextlib.suppress(OSError):
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def provide_system_packages(needed: Sequence[str]) -> None:
    """Install what Qt and Python need of the distribution, or stop with the command to type."""
    if not uses_dpkg():
        if any(name.endswith("-venv") for name in needed):
            raise Stop("This Python has no ensurepip, so it cannot make a virtual environment.")
        return
    missing = not_installed(needed)
    if not missing:
        return
    print(f"System libraries missing: {' '.join(missing)}", flush=True)
    before = privileged()
    if before is None or not apt_install(before, missing):
        command = f"apt-get install --no-install-recommends {' '.join(missing)}"
        raise Stop(f"Run this as root, then start again:\n  {command}")


def provide_test_database() -> None:
    """Install Debian's PostgreSQL where that is possible, and remember where it is not."""
    if not uses_dpkg() or "no_test_database" in read_stamp() or not not_installed([TEST_DATABASE]):
        return
    before = privileged()
    if before is not None:
        print(f"Installing {TEST_DATABASE} for the tests", flush=True)
        if not_installed(["postgresql-common"]):
            subprocess.run([*before, "sh", "-c", NO_CLUSTER], check=False)
        if apt_install(before, [TEST_DATABASE]):
            return
        write_stamp(no_test_database="apt-get could not install it")
    print(f"{TEST_DATABASE} is not installed: the tests on it will be skipped.", flush=True)


def uses_dpkg() -> bool:
    """Whether this is Debian, Ubuntu or one of their kin."""
    return sys.platform.startswith("linux") and shutil.which("dpkg-query") is not None


def not_installed(names: Sequence[str]) -> list[str]:
    """Those packages that are neither installed nor provided by one that is."""
    fields = "${db:Status-Status}\t${Package}\t${Provides}\n"
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", fields], capture_output=True, text=True, check=False
    )
    present: set[str] = set()
    for line in query.stdout.splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":
            present |= {package, *(part.split()[0] for part in provides.split(",") if part)}
    return [name for name in names if name not in present]


def privileged() -> list[str] | None:
    """What to put before a command that needs root, or None where there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def apt_install(before: Sequence[str], names: Sequence[str]) -> bool:
    """Install packages without questions; apt-get's own output is the progress shown."""
    get = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "UCF_FORCE_CONFFOLD=1", "apt-get"]
    subprocess.run([*get, "-q", "update"], check=False)
    install = [*get, "-q", "install", "-y", "--no-install-recommends", *names]
    return subprocess.run(install, check=False).returncode == 0


def make_environment() -> None:
    """Create .venv, or make it anew where an earlier attempt was cut off half-way.

    pip takes a package that it was killed in for a whole one, so nothing half-way is kept;
    what was downloaded comes out of pip's cache.
    """
    if PYTHON.exists() and not UNFINISHED.exists():
        pip = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)
        if pip.returncode == 0:
            return
    print(f"Making the environment in {VENV}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install_packages() -> None:
    """Install the locked packages, showing how far it is.

    Raises:
        Stop: pip failed; what is downloaded stays, and the next start goes on from it.
    """
    install = ["install", "--progress-bar", "off", "--require-hashes", "-r", str(LOCK)]
    pip = [str(PYTHON), "-m", "pip", *install]
    said: list[str] = []
    with subprocess.Popen(pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        for line in run.stdout or ():
            said.append(line)
            show_progress(said)
    if run.returncode:
        print("".join(["\n", *said[-15:]]))
        raise Stop("The packages could not be installed. Start again: it goes on from here.")
    print("Packages installed.", flush=True)


def write_operator_command() -> None:
    """Put almoner-admin beside the environment's Python, for whoever runs the service."""
    run = f'"{PYTHON}" -P -m server_stub.admin'
    if os.name == "nt":
        file, text = "almoner-admin.cmd", f"@set PYTHONPATH={ROOT}\r\n@{run} %*\r\n"
    else:
        file, text = "almoner-admin", f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec {run} "$@"\n'
    command = PROGRAMS / file
    command.write_text(text, "utf-8", newline="")
    command.chmod(0o755)


def show_progress(said: Sequence[str]) -> None:
    """Turn what pip has said so far into one line that counts up."""
    found = ("Collecting ", "Processing ", "Requirement already satisfied", "Ignoring ")
    if said[-1].startswith("Installing collected"):
        print("\nUnpacking them, which takes about half a minute", flush=True)
    elif said[-1].startswith(found):
        total = sum("==" in line for line in LOCK.read_text("utf-8").splitlines())
        seen = sum(line.startswith(found) for line in said)
        if sys.stdout.isatty():
            print(f"\rPackages: {seen} of {total}", end="", flush=True)
        elif seen % 20 == 0:
            print(f"Packages: {seen} of {total}", flush=True)
