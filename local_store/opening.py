"""Opening a store folder: the right key, an intact file, a journal that fits it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from local_store import migrations, outbox, state
from local_store.durable import sync_folder
from local_store.engine import Database
from local_store.errors import (
    DAMAGED,
    StoreDamagedError,
    StoreKeyError,
    database_errors,
    file_errors,
)
from local_store.journal import FILE_NAME, Journal, read_journal
from local_store.keybox import KEY_BYTES, KeyBox
from models.ids import NIL, Entropy
from models.vocabulary import N_

DATABASE = "store.db"
_MAKING = "store.db.making"
NO_KEY = N_(
    "The key of the records on this workstation is missing. Start as the account that installed"
    " Almoner, or restore the key; without it the records cannot be read."
)
WRONG_KEY = N_("The key does not open the records on this workstation. Nothing was changed.")
LOST = N_(
    "The records on this workstation are missing, but work that was not sent is still there."
    " Do not reinstall. Call your administrator, who can recover it."
)
EMPTY = N_("the file is empty")
NO_DEVICE_KEY = N_("the key of the workstation is gone")
JOURNAL_KEPT = N_(
    "The second copy of unsent work was damaged and has been written anew from the records. The"
    " damaged file is kept as {name}."
)
JOURNAL_MAX_BYTES = 1_000_000
"""A journal with nothing unsent in it is written anew once it is longer."""


def has_store(folder: Path) -> bool:
    """Whether a folder holds a store, or what is left of one."""
    return (folder / DATABASE).exists() or (folder / FILE_NAME).exists()


def load_key(box: KeyBox) -> bytes:
    """The key of an existing store.

    Raises:
        StoreKeyError: there is none.
    """
    key = box.load()
    if key is None or len(key) != KEY_BYTES:
        raise StoreKeyError(NO_KEY)
    return key


def make_database(folder: Path, key: bytes, entropy: Entropy, saved: Mapping[UUID, bytes]) -> None:
    """Make the file of a new store, with contents saved from a lost one; whole or not at all."""
    making = folder / _MAKING
    for leftover in folder.glob(f"{_MAKING}*"):
        leftover.unlink()
    database = Database(making, key)
    try:
        with database.writing("FULL"):
            migrations.upgrade(database.connection)
            state.put(database.raw, {state.DEVICE_KEY: entropy(32), state.LAST_HLC: 0})
            insert = "INSERT INTO rescued (cs_id, content) VALUES (?, ?)"
            database.raw.executemany(insert, [(k.bytes, body) for k, body in saved.items()])
    finally:
        database.close()
    making.rename(folder / DATABASE)
    sync_folder(folder)


def open_database(folder: Path, key: bytes) -> Database:
    """Open the file and bring it to the shape of this program.

    Raises:
        StoreDamagedError: it is gone or is not what was written.
        StoreKeyError: the key is another store's.
        StoreTooNewError: a newer program wrote it.
    """
    path = folder / DATABASE
    if not path.exists():
        raise StoreDamagedError(LOST)
    if path.stat().st_size == 0:
        # SQLite would take it for a new database, and begin to write one.
        raise StoreDamagedError(DAMAGED.format(reason=EMPTY))
    try:
        database = Database(path, key)
    except StoreDamagedError as error:
        journal = folder / FILE_NAME
        if journal.exists() and not read_journal(journal, key).key_fits:
            raise StoreKeyError(WRONG_KEY) from error
        raise
    try:
        _check(database)
    except BaseException:
        database.close()
        raise
    return database


def _check(database: Database) -> None:
    with database.writing("FULL"):
        version = migrations.version_of(database.connection)
        if version is None:
            raise StoreDamagedError(DAMAGED.format(reason=EMPTY))
        migrations.upgrade(database.connection)
        if state.get(database.raw, state.DEVICE_KEY) is None:
            raise StoreDamagedError(DAMAGED.format(reason=NO_DEVICE_KEY))


def open_journal(
    folder: Path, key: bytes, entropy: Entropy, database: Database, now_ms: int
) -> tuple[Journal, list[str]]:
    """Make journal and database agree; gives words about what had to be repaired."""
    raw, path = database.raw, folder / FILE_NAME
    with file_errors(), database_errors():
        identity = state.get_identity(raw)
        unsent = outbox.unsent(raw, NIL if identity is None else identity.device)
        found = read_journal(path, key)
        journal = Journal(path, key, entropy)
        if not found.key_fits or found.damaged or unsent.keys() - found.live.keys():
            notices = [] if not path.exists() else [_keep_copy(path, now_ms)]
            journal.rewrite(unsent)
            return journal, notices
        journal.resume(found)
        _settle(raw, journal, list(found.live.keys() - unsent.keys()))
        if not unsent and journal.size() > JOURNAL_MAX_BYTES:
            journal.rewrite({})
        return journal, []


def _settle(raw: Any, journal: Journal, strays: list[UUID]) -> None:
    """Say of records that are not waiting whether they were sent, or never came to be."""
    sent = [each for each in strays if outbox.is_known(raw, each)]
    never = [each for each in strays if each not in sent]
    if sent:
        journal.receipted(sent)
    if never:
        journal.abort(never)


def _keep_copy(path: Path, now_ms: int) -> str:
    copy = path.with_name(f"{path.name}.damaged-{now_ms}")
    copy.write_bytes(path.read_bytes())
    sync_folder(path.parent)
    return JOURNAL_KEPT.format(name=copy.name)
