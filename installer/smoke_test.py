"""Start a frozen client: its window, then, against a real service, enrol, sign in, sync once.

    python installer/smoke_test.py dist/almoner/almoner

Makes a demonstration hospital in a folder of its own, serves it on loopback, and ends with one
line of JSON and exit code 0 if the client did all of it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT_S = 60.0
CLIENT_TIMEOUT_S = 60.0
LOOK_AGAIN_S = 0.05
OFFSCREEN = "This plugin does not support"  # what the offscreen platform says of moving windows


class SmokeError(Exception):
    """The service or the client did not do its part; the message says which and what it said."""


def main(arguments: Sequence[str]) -> int:
    """Run the whole of it and say how it went; 0 if the client enrolled, signed in and synced."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("client", type=Path, help="the frozen program")
    parser.add_argument(
        "--wrong-password", action="store_true", help="see the smoke test fail, as it then must"
    )
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="almoner-smoke-") as folder:
        try:
            home = Path(folder) / "hospital"
            made = make_hospital(home)
            open_window(given.client, Path(folder) / "first-start")
            with serving(home) as url:
                reply = run_client(given, Path(folder), made, url)
        except SmokeError as error:
            print(json.dumps({"ok": False, "why": str(error)}))
            return 1
    print(json.dumps(reply))
    return 0


def make_hospital(home: Path) -> dict[str, Any]:
    """Make a demonstration hospital.

    Returns:
        What it tells: users with their passwords, and codes to enrol desks with.
    """
    make = ["-m", "server_stub.demonstration", "--home", str(home), "--without-patients"]
    command = [sys.executable, *make]
    outcome = subprocess.run(
        command, env=environment(), capture_output=True, text=True, check=False
    )
    if outcome.returncode != 0:
        raise SmokeError(f"no hospital was made: {outcome.stderr}")
    told: dict[str, Any] = json.loads(outcome.stdout)
    return told


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve a hospital on a free port; gives its address."""
    command = [sys.executable, "-m", "server_stub", "serve", "--home", str(home), "--port", "0"]
    log = home.parent / "service.log"
    with (
        log.open("wb") as said,
        subprocess.Popen(command, env=environment(), stdout=said, stderr=said) as service,
    ):
        try:
            yield address(home, service, log)
        finally:
            service.terminate()
            service.wait(START_TIMEOUT_S)


def address(home: Path, service: "subprocess.Popen[bytes]", log: Path) -> str:
    """Wait until the service notes where it listens."""
    note, pause = home / "running.json", threading.Event()
    for _ in range(int(START_TIMEOUT_S / LOOK_AGAIN_S)):
        if note.exists():
            return str(json.loads(note.read_text("utf-8"))["url"])
        if service.poll() is not None:
            break
        pause.wait(LOOK_AGAIN_S)
    raise SmokeError(f"the service did not start: {log.read_text('utf-8')}")


def open_window(client: Path, store: Path) -> None:
    """See that the window opens: only behind it does the client make its store."""
    command = [str(client.resolve()), "--store", str(store), "--key-file"]
    pause, log = threading.Event(), store.parent / "window.log"
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=store.parent, env=bare(), stdout=said, stderr=said) as shown,
    ):
        for _ in range(int(START_TIMEOUT_S / LOOK_AGAIN_S)):
            if (store / "store.db").exists() or shown.poll() is not None:
                break
            pause.wait(LOOK_AGAIN_S)
        ended = shown.poll()
        shown.terminate()
    complaints = [
        line for line in log.read_text("utf-8").splitlines() if not line.startswith(OFFSCREEN)
    ]
    if ended is not None or not (store / "store.db").exists() or complaints:
        raise SmokeError(f"the window did not open well (exit {ended}): {complaints}")


def run_client(
    given: argparse.Namespace, folder: Path, made: dict[str, Any], url: str
) -> dict[str, Any]:
    """Run the frozen client once, from nothing to synced; gives what it reports."""
    person = made["users"][0]
    password = person["password"] + ("x" if given.wrong_password else "")
    command = [
        *(str(given.client.resolve()), "--store", str(folder / "store"), "--key-file"),
        *("--server", url, "--enrol", made["codes"][0]["code"], "--smoke", person["username"]),
    ]
    outcome = subprocess.run(
        command,
        cwd=folder,
        env=bare(),
        input=f"{password}\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=CLIENT_TIMEOUT_S,
    )
    if outcome.returncode != 0:
        raise SmokeError(
            f"the client ended with {outcome.returncode}: {outcome.stdout}{outcome.stderr}"
        )
    reply: dict[str, Any] = json.loads(outcome.stdout.splitlines()[-1])
    if reply.get("ok") is not True:
        raise SmokeError(f"the client reports {reply}")
    return reply


def bare() -> dict[str, str]:
    """The client's variables: nothing of Python's, for it may lean on nothing of the tree."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    return {
        **kept,
        "ALMONER_STORE_PASSPHRASE": "a passphrase for this test alone",
        "QT_QPA_PLATFORM": "offscreen",
    }


def environment() -> dict[str, str]:
    """The service runs from the tree, wherever this is started."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
