"""After a store is lost: unsent work is read from the journal and carried into a new store.

Nothing is deleted. What is left of the old store moves into a folder beside the new one. The new
store is a new incarnation: once it is enrolled, the saved work is signed again and sent. Work
that had reached the service before is known there and has no second effect.
"""

from pathlib import Path
from uuid import UUID

from local_store import opening
from local_store.durable import sync_folder
from local_store.engine import refuse_unsafe_sqlite
from local_store.errors import StoreDamagedError, StoreError, StoreKeyError, file_errors
from local_store.journal import FILE_NAME, JournalContent, read_journal
from local_store.keybox import KeyBox
from local_store.lock import FolderLock
from local_store.store import Store
from models.change_set import Content, decode_content
from models.ids import Clock, Entropy
from models.values import us_from_instant
from models.vocabulary import N_

HEALTHY = N_("The records of this workstation are in order. There is nothing to recover.")
NO_JOURNAL = N_(
    "The journal of unsent work cannot be read: it is missing or damaged. Nothing was changed. Keep"
    " the folder {folder} and call your administrator before anything else is tried."
)


def unsent_work(folder: Path, key_box: KeyBox) -> list[Content]:
    """What can be recovered: actions that were recorded here and never confirmed by the service.

    Raises:
        StoreKeyError: the key is missing or another store's.
        StoreDamagedError: the journal itself cannot be read.
    """
    found = _journal(folder, opening.load_key(key_box))
    return [decode_content(sealed.content) for sealed in found.live.values()]


def recover(folder: Path, key_box: KeyBox, clock: Clock, entropy: Entropy) -> Store:
    """Put a new store in the place of a lost one, with the work that was never sent, and open it.

    Raises:
        StoreError: the store is in order, in use, or its journal cannot be read.
    """
    refuse_unsafe_sqlite()
    lock = FolderLock(folder)
    lock.acquire()
    try:
        key = opening.load_key(key_box)
        _refuse_healthy(folder, key)
        saved = {k: sealed.content for k, sealed in _journal(folder, key).live.items()}
        with file_errors():
            _replace(folder, key, us_from_instant(clock.now()) // 1000, (saved, entropy))
    finally:
        lock.release()
    return Store.open(folder, key_box, clock, entropy)


def _refuse_healthy(folder: Path, key: bytes) -> None:
    try:
        database = opening.open_database(folder, key)
    except StoreDamagedError:
        return
    try:
        intact = database.is_intact()
    finally:
        database.close()
    if intact:
        raise StoreError(HEALTHY)


def _journal(folder: Path, key: bytes) -> JournalContent:
    with file_errors():
        found = read_journal(folder / FILE_NAME, key)
    if found.places == 0:
        raise StoreDamagedError(NO_JOURNAL.format(folder=folder))
    if not found.key_fits:
        raise StoreKeyError(opening.WRONG_KEY)
    return found


def _replace(
    folder: Path, key: bytes, now_ms: int, contents: tuple[dict[UUID, bytes], Entropy]
) -> None:
    """The journal stays where it is until the new store opens, so a crash here loses nothing."""
    saved, entropy = contents
    aside = folder / f"damaged-{now_ms}"
    aside.mkdir()
    (aside / FILE_NAME).write_bytes((folder / FILE_NAME).read_bytes())
    for old in folder.glob(f"{opening.DATABASE}*"):
        old.rename(aside / old.name)
    sync_folder(aside)
    opening.make_database(folder, key, entropy, saved)
