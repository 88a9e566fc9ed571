"""The service as a program: `python -m server_stub [serve] --home DIR`."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from server_stub.database import DatabaseError
from server_stub.embedded import EmbeddedError
from server_stub.homes import DATABASE_URL, check_database_url, home_argument
from server_stub.hospital import HospitalError, Settings, has_hospital, make_hospital, open_hospital
from server_stub.keys import KeysError
from server_stub.running import SystemClock
from server_stub.serve import ListenError, serve
from server_stub.service_log import set_up_logging

TROUBLE = (DatabaseError, EmbeddedError, HospitalError, KeysError, ListenError)


def main(arguments: Sequence[str]) -> int:
    """Serve until a signal; 0 after an orderly end, 1 when it could not start."""
    given = _parser().parse_args(arguments)
    set_up_logging()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, _leave)
    clock = SystemClock()
    try:
        if given.name is not None and not has_hospital(given.home):
            make_hospital(
                given.home,
                Settings(name=given.name),
                database_url=given.database_url,
                clock=clock,
                entropy=os.urandom,
            )
        hospital = open_hospital(given.home)
        check_database_url(hospital, given.database_url)
        serve(hospital, clock, os.urandom, port=given.port)
    except TROUBLE as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="server", description="The sync service of a hospital.")
    parser.add_argument("verb", nargs="?", choices=["serve"], default="serve", help="to serve it")
    parser.add_argument("--home", **home_argument())
    parser.add_argument("--name", help="make the hospital of this name first, if there is none")
    parser.add_argument(
        "--database-url",
        default=os.environ.get(DATABASE_URL),
        help=f"PostgreSQL of your own for a new hospital (or {DATABASE_URL})",
    )
    parser.add_argument("--port", type=int, help="instead of the port in the settings; 0: any")
    return parser


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    # The server has already closed in order when this is raised again after it.
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
