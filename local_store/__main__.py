"""`python -m local_store dump --store DIR`: what this desk holds, in canonical form, as JSON.

For a support person who compares a desk with the service. Close the desk first: a store belongs
to one process at a time.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from local_store.errors import StoreError
from local_store.keybox import KeyBox, KeyringBox, PassphraseFileBox
from local_store.opening import has_store
from local_store.store import Store
from local_store.system_clock import SystemClock
from models.vocabulary import N_

PASSPHRASE = "ALMONER_STORE_PASSPHRASE"  # noqa: S105 - the name of a variable, not a passphrase
KEY_FILE = "store.key"
NO_STORE = N_("There are no records in {folder}.")


def main(arguments: Sequence[str]) -> int:
    """Write the dump to standard output; 1 with words when the store cannot be opened."""
    parser = argparse.ArgumentParser(prog="local_store", description=__doc__)
    parser.add_argument("verb", choices=["dump"], help="write everything the desk holds")
    parser.add_argument("--store", type=Path, required=True, help="folder of the records")
    given = parser.parse_args(arguments)
    folder: Path = given.store
    try:
        with closing(_opened(folder)) as store:
            held = _held(store)
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    json.dump(held, sys.stdout)
    return 0


def _opened(folder: Path) -> Store:
    if not has_store(folder):
        raise StoreError(NO_STORE.format(folder=folder))
    return Store.open(folder, _key_box(folder), SystemClock(), os.urandom)


def _held(store: Store) -> dict[str, object]:
    cursor, sums = store.replica.sums()
    summary = store.replica.summary()
    return {
        "epoch": str(cursor.epoch),
        "seq": cursor.seq,
        "tables": store.replica.dump(),
        "sums": {table: [total.count, str(total.total)] for table, total in sums.items()},
        "waiting": summary.waiting,
        "by_paper": summary.by_paper,
        "parked": len(summary.parked),
    }


def _key_box(folder: Path) -> KeyBox:
    passphrase = os.environ.get(PASSPHRASE)
    if passphrase and (folder / KEY_FILE).exists():
        return PassphraseFileBox(folder / KEY_FILE, passphrase, os.urandom)
    return KeyringBox(str(folder.resolve()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
