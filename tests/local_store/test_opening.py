"""Opening a store: the right key, one owner, nothing damaged, nothing ever silently replaced."""

import subprocess
import sys
from pathlib import Path

import pytest

from local_store.engine import Database, refuse_unsafe_sqlite
from local_store.errors import (
    StoreDamagedError,
    StoreError,
    StoreKeyError,
    StoreLockedError,
    StoreTooNewError,
    UnsafeSqliteError,
)
from local_store.recovery import recover, unsent_work
from local_store.store import Store
from models.patient import PatientName
from tests.local_store.desk import Box, Desk, Service, identity, registered, standing

ROOT = Path(__file__).parents[2]


def closed_store(desk: Desk, *families: str) -> None:
    store = desk.enrolled()
    for family in families or ("Osei",):
        registered(store, family)
    store.close()


def scribble(path: Path, at: int, count: int = 64) -> None:
    raw = bytearray(path.read_bytes())
    raw[at : at + count] = bytes(byte ^ 0x5A for byte in raw[at : at + count])
    path.write_bytes(raw)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


def test_what_was_recorded_is_there_after_a_restart(desk: Desk) -> None:
    closed_store(desk, "Osei")
    store = desk.open()
    assert store.notices == ()
    assert store.identity == identity()
    with store.read() as read:
        assert [name.family for name in read.all(PatientName)] == ["Osei"]
    store.close()


def test_nothing_about_a_patient_stands_readable_on_the_disk(desk: Desk) -> None:
    store = desk.enrolled()
    registered(store, "Unmistakable")
    for path in desk.folder.iterdir():
        assert b"Unmistakable" not in path.read_bytes()
    store.close()


def test_a_store_is_never_made_over_another(desk: Desk) -> None:
    closed_store(desk)
    before = contents(desk.folder)
    with pytest.raises(StoreError, match="already"):
        desk.create()
    assert contents(desk.folder) == before


def test_a_wrong_key_is_told_from_damage_and_changes_nothing(desk: Desk) -> None:
    closed_store(desk)
    before = contents(desk.folder)
    with pytest.raises(StoreKeyError, match="does not open"):
        Store.open(desk.folder, Box(bytes(32)), desk.clock, desk.entropy)
    with pytest.raises(StoreKeyError, match="missing"):
        Store.open(desk.folder, Box(), desk.clock, desk.entropy)
    assert contents(desk.folder) == before


@pytest.mark.parametrize("damage", ["first page", "emptied", "cut short", "gone", "not a database"])
def test_a_damaged_file_is_refused_with_words_and_left_as_it_is(desk: Desk, damage: str) -> None:
    closed_store(desk)
    path = desk.folder / "store.db"
    match damage:
        case "first page":
            scribble(path, 100)
        case "emptied":
            path.write_bytes(b"")
        case "cut short":
            path.write_bytes(path.read_bytes()[:1000])
        case "gone":
            path.unlink()
        case _:
            path.write_bytes(b"hello" * 4000)
    before = contents(desk.folder)
    with pytest.raises(StoreDamagedError, match="administrator"):
        desk.open()
    assert {name: raw for name, raw in contents(desk.folder).items() if name in before} == before
    with pytest.raises(StoreError):
        desk.create()


def test_damage_inside_the_file_shows_when_it_is_met(desk: Desk) -> None:
    closed_store(desk, *(f"Name {n}" for n in range(60)))
    path = desk.folder / "store.db"
    for page in range(12, path.stat().st_size // 4096):
        scribble(path, page * 4096 + 200)
    with pytest.raises(StoreDamagedError, match="administrator"):
        read_everything(desk)


def read_everything(desk: Desk) -> None:
    store = desk.open()
    try:
        with store.read() as read:
            read.all(PatientName)
    finally:
        store.close()


def test_unsent_work_is_carried_from_a_lost_store_into_a_new_one(desk: Desk) -> None:
    closed_store(desk, "Osei", "Mensah")
    scribble(desk.folder / "store.db", 100)
    assert [c.use_case for c in unsent_work(desk.folder, desk.box)] == ["patient.register"] * 2
    store = recover(desk.folder, desk.box, desk.clock, desk.entropy)
    assert store.identity is None
    store.close()
    store = desk.open()
    store.adopt(identity(inc=2), standing())
    with store.read() as read:
        assert sorted(str(n.family) for n in read.all(PatientName)) == ["Mensah", "Osei"]
    assert [s.link.inc for s in store.replica.pending(10, 10**6)] == [2, 2]
    assert len(list(desk.folder.glob("damaged-*/store.db"))) == 1
    store.close()


def test_recovered_work_survives_the_loss_of_the_new_store_too(desk: Desk) -> None:
    closed_store(desk, "Osei")
    for _ in range(2):
        (desk.folder / "store.db").unlink()
        desk.clock.pass_time(1)
        recover(desk.folder, desk.box, desk.clock, desk.entropy).close()
    assert len(unsent_work(desk.folder, desk.box)) == 1


def test_work_the_service_has_receipted_is_not_recovered_again(desk: Desk) -> None:
    store = desk.enrolled()
    registered(store, "Sent")
    store.replica.take_receipts(Service().take(store), 2)
    registered(store, "Unsent")
    store.close()
    (desk.folder / "store.db").unlink()
    assert len(unsent_work(desk.folder, desk.box)) == 1


def test_a_store_in_order_is_not_recovered(desk: Desk) -> None:
    closed_store(desk)
    with pytest.raises(StoreError, match="in order"):
        recover(desk.folder, desk.box, desk.clock, desk.entropy)


def test_damage_that_opening_does_not_meet_can_be_recovered_from(desk: Desk) -> None:
    closed_store(desk, *(f"Name {n}" for n in range(60)))
    path = desk.folder / "store.db"
    scribble(path, path.stat().st_size - 3000)
    recover(desk.folder, desk.box, desk.clock, desk.entropy).close()


@pytest.mark.parametrize("damage", ["altered", "cut", "gone", "garbage behind"])
def test_a_damaged_journal_is_kept_and_written_anew_from_the_records(
    desk: Desk, damage: str
) -> None:
    closed_store(desk, "Osei", "Mensah")
    path = desk.folder / "outbox.journal"
    match damage:
        case "altered":
            scribble(path, 200)
        case "cut":
            path.write_bytes(path.read_bytes()[:-10])
        case "gone":
            path.unlink()
        case _:
            path.write_bytes(path.read_bytes() + b"\x00\x00\x00\x20garbage")
    store = desk.open()
    assert bool(store.notices) == (damage != "gone")
    assert len(list(desk.folder.glob("outbox.journal.damaged-*"))) == len(store.notices)
    store.close()
    (desk.folder / "store.db").unlink()
    assert len(unsent_work(desk.folder, desk.box)) == 2


def test_a_store_of_a_newer_program_is_refused_and_left_alone(desk: Desk) -> None:
    closed_store(desk)
    database = Database(desk.folder / "store.db", desk.box.key or b"")
    with database.writing("FULL"):
        database.raw.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(StoreTooNewError, match="newer version"):
        desk.open()


def test_an_unsafe_sqlite_is_refused() -> None:
    with pytest.raises(UnsafeSqliteError, match=r"3\.51\.2"):
        refuse_unsafe_sqlite((3, 51, 2))


def test_one_program_at_a_time_owns_a_store(desk: Desk) -> None:
    closed_store(desk)
    code = (
        "import sys; from pathlib import Path; from local_store.lock import FolderLock;"
        "lock = FolderLock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(desk.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"held\n"
        with pytest.raises(StoreLockedError, match="already open"):
            desk.open()
        owner.communicate()
    desk.open().close()


def test_a_store_is_opened_only_once_in_one_program(desk: Desk, tmp_path: Path) -> None:
    store = desk.enrolled()
    other_name = tmp_path / "other name"
    other_name.symlink_to(desk.folder, target_is_directory=True)
    for folder in (desk.folder, other_name):
        with pytest.raises(StoreLockedError, match="already open"):
            Store.open(folder, desk.box, desk.clock, desk.entropy)
    registered(store)
    # The refused attempts let nothing go: another program is still kept out.
    code = (
        "import sys; from pathlib import Path; from local_store.lock import FolderLock;"
        "FolderLock(Path(sys.argv[1])).acquire()"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(desk.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "StoreLockedError" in other.stderr
    store.close()
    desk.open().close()
