"""The demonstration for a person: a service, workstations on one cable, and who may sign in."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from tests.journeys.world import Cable, Service, free_port

KEEP = Path(".almoner") / "hospital"
CUT, MEND = "cut", "mend"


def open_demonstration(folder: Path | None, desks: Sequence[str]) -> int:
    """Found the hospital if there is none, start it, open the desks, and end with them.

    Args:
        folder: where the hospital is kept.
        desks: the workstations to open, by their names in the hospital or by their profiles.
    """
    root = (folder or KEEP).resolve()
    root.mkdir(parents=True, exist_ok=True)
    service = Service(root, _kept_port(root / "port"))
    print("Starting …" if service.home.exists() else "Founding the demonstration hospital …")
    told = service.found()
    chosen = [code for code in told["codes"] if {code["name"], code["profile"]} & {*desks, "all"}]
    if not chosen:
        known = ", ".join(f"{code['name']} ({code['profile']})" for code in told["codes"])
        print(f"There is no desk {' or '.join(desks)}. There are: {known}")
        return 2
    service.start()
    cable = Cable(service.port, _kept_port(root / "cable-port"))
    try:
        _say(told, service.url, opened=chosen)
        with _opened(root, chosen, cable) as windows:
            Thread(target=_listen, args=(cable,), daemon=True, name="cable").start()
        return max(window.returncode or 0 for window in windows)
    except KeyboardInterrupt:
        return 0
    finally:
        cable.stop()
        service.stop()


@contextmanager
def _opened(
    root: Path, desks: Sequence[dict[str, str]], cable: Cable
) -> Iterator[list[subprocess.Popen[bytes]]]:
    environment = {**os.environ, "ALMONER_STORE_PASSPHRASE": _kept_passphrase(root)}
    windows = []
    for desk in desks:
        store = str(root / desk["name"])
        command = [sys.executable, "-m", "app.main", "--store", store, "--server", cable.url]
        command += ["--enrol", desk["code"], "--key-file"]
        windows.append(subprocess.Popen(command, env=environment))
    try:
        yield windows
        for window in windows:
            window.wait()
    finally:
        for window in windows:
            window.terminate()


def _listen(cable: Cable) -> None:
    """`cut` and `mend` in the terminal work the cable."""
    if not sys.stdin.isatty():
        return
    print(f"Type {CUT} to pull the cable of every desk, {MEND} to plug it in again.", flush=True)
    for line in sys.stdin:
        word = line.strip()
        if word == CUT:
            cable.set("refuse")
            print("The cable is pulled: every desk works on alone.", flush=True)
        elif word == MEND:
            cable.set("pass")
            print("The cable is back.", flush=True)
        elif word:
            print(f"{CUT} or {MEND}; close the windows to end.", flush=True)


def _say(told: dict[str, Any], url: str, *, opened: Sequence[dict[str, str]]) -> None:
    print(f"\n{told['hospital']} is open at {url}\n\nSign in as:")
    for person in told["users"]:
        roles = ", ".join(person["roles"])
        print(f"  {person['username']:<10} {person['password']:<14} {person['name']} ({roles})")
    names = ", ".join(f"{desk['name']} ({desk['place']})" for desk in opened)
    print(f"\nOpening {names}. Close the windows to end the demonstration.")
    print("More desks at once: python3 dev.py demo --desk ward --desk pharmacy, or --desk all.")
    for code in told["codes"]:
        if code not in opened:
            print(
                f"{code['name']} from another terminal:"
                f" python3 dev.py client --store DIR --server {url} --enrol {code['code']}"
            )
    print(
        "(where the system has no key store: add --key-file and set ALMONER_STORE_PASSPHRASE)\n",
        flush=True,
    )


def _kept_port(kept: Path) -> int:
    """A port of this hospital that stays: workstations remember where they joined it."""
    if not kept.exists():
        kept.write_text(str(free_port()), encoding="ascii")
    return int(kept.read_text(encoding="ascii"))


def _kept_passphrase(root: Path) -> str:
    secret = root / "demonstration-passphrase"
    if not secret.exists():
        secret.write_text(os.urandom(16).hex(), encoding="ascii")
        secret.chmod(0o600)
    return secret.read_text(encoding="ascii")
