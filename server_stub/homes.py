"""Where a hospital's home folder is when nobody says, and what it tells of a running service."""

import json
import os
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from server_stub.database import recorded_url
from server_stub.hospital import Hospital, HospitalError
from server_stub.keys import write_private

HOME = "ALMONER_HOME"
DATABASE_URL = "ALMONER_DATABASE_URL"
_NOTE = "running.json"


def home_argument() -> dict[str, Any]:
    """How every program of the service takes `--home`."""
    default = os.environ.get(HOME) or user_data_path("almoner", appauthor=False) / "hospital"
    return {
        "type": Path,
        "default": Path(default),
        "metavar": "DIR",
        "help": f"the hospital's home folder (or {HOME}; now %(default)s)",
    }


def check_database_url(hospital: Hospital, url: str | None) -> None:
    """Make sure that a named database is the one this hospital lives in.

    Raises:
        HospitalError: it is another; serving it would begin a second history.
    """
    if url is not None and url != recorded_url(hospital.home):
        raise HospitalError(
            f"the hospital in {hospital.home} was made on another database; leave out the "
            "database URL to serve it, or make a new hospital in another folder"
        )


def note_running(home: Path, url: str) -> None:
    """Note where the service of a home folder listens."""
    write_private(home / _NOTE, json.dumps({"url": url, "pid": os.getpid()}).encode())


def note_stopped(home: Path) -> None:
    """Take the note away."""
    (home / _NOTE).unlink(missing_ok=True)


def running_url(home: Path) -> str | None:
    """Where the service of a home folder listens by its note; it may have died since."""
    try:
        return str(json.loads((home / _NOTE).read_text("utf-8"))["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
