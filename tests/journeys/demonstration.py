"""The demonstration for a person: a service, a workstation, and people to sign in as."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.journeys.world import Service, free_port

KEEP = Path(".almoner") / "hospital"


def open_demonstration(folder: Path | None) -> int:
    """Found the hospital if there is none, start it, open the client, and end with it."""
    root = (folder or KEEP).resolve()
    root.mkdir(parents=True, exist_ok=True)
    service = Service(root, _kept_port(root))
    print("Starting …" if service.home.exists() else "Founding the demonstration hospital …")
    told = service.found()
    service.start()
    try:
        _say(told, service.url)
        code = next(code["code"] for code in told["codes"] if code["profile"] == "reception")
        command = [sys.executable, "-m", "app.main", "--store", str(root / "reception")]
        return subprocess.run(
            [*command, "--server", service.url, "--enrol", str(code), "--key-file"],
            check=False,
            env={**os.environ, "ALMONER_STORE_PASSPHRASE": _kept_passphrase(root)},
        ).returncode
    except KeyboardInterrupt:
        return 0
    finally:
        service.stop()


def _say(told: dict[str, Any], url: str) -> None:
    print(f"\n{told['hospital']} is open at {url}\n\nSign in as:")
    for person in told["users"]:
        roles = ", ".join(person["roles"])
        print(f"  {person['username']:<10} {person['password']:<14} {person['name']} ({roles})")
    ward = next(code["code"] for code in told["codes"] if code["profile"] == "ward")
    print("\nThe workstation opens now; close it to end the demonstration.")
    print("A second workstation, on the ward, from another terminal:")
    print(f"  python3 dev.py client --store DIR --server {url} --enrol {ward}")
    print(
        "(where the system has no key store: add --key-file and set ALMONER_STORE_PASSPHRASE)\n",
        flush=True,
    )


def _kept_port(root: Path) -> int:
    """The port of this hospital: workstations remember where they joined it."""
    kept = root / "port"
    if not kept.exists():
        kept.write_text(str(free_port()), encoding="ascii")
    return int(kept.read_text(encoding="ascii"))


def _kept_passphrase(root: Path) -> str:
    secret = root / "demonstration-passphrase"
    if not secret.exists():
        secret.write_text(os.urandom(16).hex(), encoding="ascii")
        secret.chmod(0o600)
    return secret.read_text(encoding="ascii")
