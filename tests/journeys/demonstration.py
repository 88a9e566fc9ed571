"""The demonstration for a person: a service, a workstation, and people to sign in as."""

import subprocess
import sys
from pathlib import Path

from tests.journeys.world import Service

KEEP = Path.cwd() / ".almoner" / "hospital"


def open_demonstration(folder: Path | None) -> int:
    """Found the hospital if there is none, start it, open the client, and end with it."""
    root = (folder or KEEP).resolve()
    root.mkdir(parents=True, exist_ok=True)
    service = Service(root)
    print("Founding the demonstration hospital …" if not service.home.exists() else "Starting …")
    told = service.found()
    service.start()
    try:
        print(f"\n{told['hospital']} is open at {service.url}\n\nSign in as:")
        for person in told["users"]:
            roles = ", ".join(person["roles"])
            print(f"  {person['username']:<10} {person['password']:<14} {person['name']} ({roles})")
        code = next(code for code in told["codes"] if code["profile"] == "reception")
        print("\nThe workstation opens now; close it to end the demonstration.")
        print("For a second one, in another terminal:")
        print(
            f"  python3 dev.py client --server {service.url} --store DIR "
            f"--enrol {told['codes'][1]['code']}"
        )
        command = [sys.executable, "-m", "app.main", "--store", str(root / "reception")]
        return subprocess.run(
            [*command, "--server", service.url, "--enrol", str(code["code"]), "--key-file"],
            check=False,
            env=_environment(root),
        ).returncode
    except KeyboardInterrupt:
        return 0
    finally:
        service.stop()


def _environment(root: Path) -> dict[str, str]:
    import os

    secret = root / "demonstration-passphrase"
    if not secret.exists():
        secret.write_text(os.urandom(16).hex(), encoding="ascii")
        secret.chmod(0o600)
    return {**os.environ, "ALMONER_STORE_PASSPHRASE": secret.read_text(encoding="ascii")}
