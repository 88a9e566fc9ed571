"""`python -m local_store dump`: what a support person reads is what the store holds."""

import json
import os
from pathlib import Path

import pytest

from local_store import __main__ as tool
from local_store.keybox import PassphraseFileBox
from local_store.store import Store
from tests.local_store.desk import Desk, identity, page, registered, standing
from tests.local_store.phone import patient_rows


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store of a test lies; its key is in a file under the passphrase `right`."""
    monkeypatch.setenv(tool.PASSPHRASE, "right")
    made = tmp_path / "desk"
    made.mkdir()
    return made


def store_in(folder: Path) -> Store:
    box = PassphraseFileBox(folder / tool.KEY_FILE, "right", os.urandom)
    desk = Desk(folder)
    return Store.create(folder, box, desk.clock, desk.entropy)


def dumped(folder: Path) -> int:
    return tool.main(["dump", "--store", str(folder)])


def test_a_dump_is_what_the_replica_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = store_in(folder)
    store.adopt(identity(), standing())
    store.replica.apply_page(page(patient_rows()))
    registered(store)
    held = store.replica.dump()
    cursor, sums = store.replica.sums()
    store.close()
    assert dumped(folder) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["tables"] == held
    assert len(held["patient_contact"]) == 1
    assert (found["epoch"], found["seq"]) == (str(cursor.epoch), cursor.seq)
    assert found["sums"] == {table: [s.count, str(s.total)] for table, s in sums.items()}
    assert (found["waiting"], found["parked"]) == (1, 0)


def test_a_desk_that_has_received_nothing_yet_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store_in(folder).close()
    assert dumped(folder) == 1
    assert "received" in capsys.readouterr().err


def test_a_wrong_passphrase_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store_in(folder).close()
    monkeypatch.setenv(tool.PASSPHRASE, "wrong")
    assert dumped(folder) == 1
    assert "passphrase" in capsys.readouterr().err


def test_a_store_that_is_open_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = store_in(folder)
    assert dumped(folder) == 1
    assert "already open" in capsys.readouterr().err
    store.close()


def test_a_folder_without_a_store_is_said_and_left_as_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dumped(folder) == 1
    assert dumped(folder / "nowhere") == 1
    words = capsys.readouterr()
    assert words.err.count("no records") == 2
    assert words.out == ""
    assert list(folder.iterdir()) == []
