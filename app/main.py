"""The program of a workstation: reads the command line, puts the parts together, opens the window.

Nothing heavy is imported before the first window is on the screen.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.start import Start, Trouble
from models.vocabulary import N_

if TYPE_CHECKING:
    from app.start import Opened
    from app.workstation import Workstation
    from local_store.keybox import KeyBox

VERSION = "0.1.0.dev0"
PASSPHRASE = "ALMONER_STORE_PASSPHRASE"  # noqa: S105 - the name of a variable, not a passphrase
KEY_FILE = "store.key"
NO_FOLDER = N_("Almoner cannot use the folder of its records.")
NO_PASSPHRASE = N_("Set {name} to the passphrase of the key file, then start again.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the client until the window is closed; gives the exit code."""
    options = _parser().parse_args(arguments)
    if options.smoke is not None:
        from app.smoke import smoke

        return smoke(lambda: _open(options), options.smoke, sys.stdin, sys.stdout)
    from views.start import run

    return run(
        Start(
            theme=options.theme,
            version=VERSION,
            open=lambda: _opened(options),
            note_crash=_note_crash,
            server=options.server or "",
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="almoner", description="The Almoner workstation: records that keep working offline."
    )
    parser.add_argument(
        "--store", type=Path, help="folder of the records (usually that of your account)"
    )
    parser.add_argument("--server", help="address of the service, as in https://server:8443")
    parser.add_argument("--enrol", metavar="CODE", help="join the hospital with this one-time code")
    parser.add_argument("--theme", choices=("light", "dark"), help="not as the system has it")
    parser.add_argument(
        "--key-file",
        action="store_true",
        help=f"keep the key in the file {KEY_FILE} of the store, sealed with the passphrase in "
        f"{PASSPHRASE}, instead of the key store of the system",
    )
    parser.add_argument(
        "--smoke",
        metavar="USERNAME",
        help="no window: open, sync once, sign in (password on standard input), print JSON",
    )
    parser.add_argument("--version", action="version", version=f"Almoner {VERSION}")
    return parser


def _open(options: argparse.Namespace) -> "Workstation | Trouble":
    from app.client_log import start_log
    from app.places import usual_store
    from app.site import Site
    from app.workstation import join_or_close, open_workstation
    from local_store.errors import StoreError
    from local_store.system_clock import SystemClock

    folder: Path = options.store or usual_store()
    try:
        start_log(folder)
        box = _key_box(folder, in_file=options.key_file)
    except (OSError, StoreError) as error:
        return Trouble(NO_FOLDER, str(error))
    opened = open_workstation(folder, box, Site(SystemClock(), os.urandom))
    if isinstance(opened, Trouble) or not options.enrol or opened.is_enrolled():
        return opened
    return join_or_close(opened, options.server or "", options.enrol)


def _opened(options: argparse.Namespace) -> "Opened | Trouble":
    found = _open(options)
    return found if isinstance(found, Trouble) else found.opened()


def _key_box(folder: Path, *, in_file: bool) -> "KeyBox":
    from local_store.errors import StoreKeyError
    from local_store.keybox import KeyringBox, PassphraseFileBox

    if not in_file:
        return KeyringBox(str(folder.resolve()))
    passphrase = os.environ.get(PASSPHRASE)
    if not passphrase:
        raise StoreKeyError(NO_PASSPHRASE.format(name=PASSPHRASE))
    return PassphraseFileBox(folder / KEY_FILE, passphrase, os.urandom)


def _note_crash(error: BaseException) -> str:
    from app.client_log import note_crash

    reference = os.urandom(4).hex().upper()
    note_crash(error, reference)
    return reference


if __name__ == "__main__":
    sys.exit(main())
