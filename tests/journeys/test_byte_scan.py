"""The scan of a desk's bytes sees what is there, and what was there."""

import os

import pytest

from local_store.engine import Database
from local_store.keybox import PassphraseFileBox
from tests.journeys.byte_scan import everything_in
from tests.journeys.world import PASSPHRASE


@pytest.mark.parametrize("folded", [False, True], ids=["in the log", "in the file"])
def test_a_marker_that_was_written_is_found(tmp_path, folded):
    folder = tmp_path / "A" / "store"
    folder.mkdir(parents=True)
    key = os.urandom(32)
    PassphraseFileBox(folder / "store.key", PASSPHRASE, os.urandom).save(key)
    database = Database(folder / "store.db", key)
    with database.writing("FULL"):
        database.raw.execute("CREATE TABLE note (text TEXT)")
        database.raw.execute("INSERT INTO note VALUES ('a marker in the record')")
    if folded:
        database.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
    found = everything_in(tmp_path, "A")
    assert b"a marker in the record" in found
    assert b"another marker" not in found
    assert b"a marker in the record" not in (folder / "store.db").read_bytes()
    if not folded:
        database.close()
