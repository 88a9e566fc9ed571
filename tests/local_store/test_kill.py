"""Killed between any two steps of a write, a store is at one commit and lost nothing unsent."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local_store import state
from local_store.journal import FILE_NAME, read_journal
from local_store.recovery import recover
from models.change_set import GENESIS, decode_content
from models.patient import Patient, PatientName
from tests.local_store.desk import Box, Desk, registered
from tests.local_store.die import KEY

ROOT = Path(__file__).parents[2]
BEFORE_COMMIT = ["rows written", "sealed", "journal written", "journal on disk"]


def killed_at(step: str, folder: Path) -> Desk:
    command = [sys.executable, "-m", "tests.local_store.die", str(folder), step]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    desk = Desk(folder, Box(KEY))
    # Another start has other random numbers.
    desk.random.seed(step)
    return desk


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how other systems end a program")
@pytest.mark.parametrize("step", [*BEFORE_COMMIT, "committed"])
def test_rows_queue_and_chain_are_from_one_commit(step: str, tmp_path: Path) -> None:
    desk = killed_at(step, tmp_path / "store")
    expected = ["Before", "During"] if step == "committed" else ["Before"]
    written = read_journal(desk.folder / FILE_NAME, KEY)
    store = desk.open()
    assert store.notices == ()
    with store.read() as read:
        assert sorted(str(name.family) for name in read.all(PatientName)) == expected
        assert len(read.all(Patient)) == len(expected)
    sets = store.replica.pending(10, 10**6)
    assert [sealed.link.dseq for sealed in sets] == list(range(1, len(expected) + 1))
    raw = store._writing.raw
    assert state.get(raw, state.NEXT_DSEQ) == len(expected) + 1
    assert state.get(raw, state.CHAIN) == (sets[-1].link.hash() if sets else GENESIS)
    unsent = {decode_content(sealed.content).id for sealed in sets}
    assert unsent <= written.live.keys()
    assert read_journal(desk.folder / FILE_NAME, KEY).live.keys() == unsent
    registered(store, "After")
    assert len(store.replica.pending(10, 10**6)) == len(expected) + 1
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how other systems end a program")
def test_what_never_committed_is_not_recovered_once_the_store_was_opened(tmp_path: Path) -> None:
    desk = killed_at("journal on disk", tmp_path / "store")
    desk.open().close()
    (desk.folder / "store.db").unlink()
    store = recover(desk.folder, desk.box, desk.clock, desk.entropy)
    (count,) = store._writing.raw.execute("SELECT count(*) FROM rescued").fetchone()
    assert count == 1
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how other systems end a program")
def test_a_page_is_applied_with_its_cursor_or_not_at_all(tmp_path: Path) -> None:
    desk = killed_at("page applied", tmp_path / "store")
    store = desk.open()
    assert store.replica.cursor() is None
    assert store.replica.dump()["patient"] == []
    with store.read() as read:
        assert len(read.all(Patient)) == 1
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how other systems end a program")
@pytest.mark.parametrize("step", ["carried", "carried and kept"])
def test_a_scan_is_kept_whole_or_not_at_all(step: str, tmp_path: Path) -> None:
    desk = killed_at(step, tmp_path / "store")
    store = desk.open()
    assert store.notices == ()
    expected = ["Before", "Paper"] if step == "carried and kept" else ["Before"]
    with store.read() as read:
        assert sorted(str(name.family) for name in read.all(PatientName)) == expected
    assert len(store.replica.carried_pending(10, 10**6)) == len(expected) - 1
    assert len(store.replica.pending(10, 10**6)) == 1
    store.close()


def test_a_failure_between_journal_and_commit_takes_the_record_back(desk: Desk) -> None:
    armed = False

    def probe(step: str) -> None:
        if armed and step == "journal on disk":
            raise OSError(28, "No space left on device")

    store = desk.enrolled(probe)
    armed = True
    with pytest.raises(Exception, match="full"):
        registered(store)
    armed = False
    registered(store)
    store.close()
    found = read_journal(desk.folder / FILE_NAME, desk.box.key or b"")
    assert (len(found.live), found.damaged) == (1, 0)
