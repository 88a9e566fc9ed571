"""A disk that is full or read-only: said in words, and nothing half written."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_store.errors import StoreUnavailableError
from local_store.store import Store
from models.patient import PatientName
from tests.local_store.desk import Desk, registered


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where the system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None:
        pytest.skip("there is no mount command here")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        pytest.skip("a small disk can be mounted only by root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(store: Store) -> int:
    """Record until the disk is full; gives how often that went well."""
    for recorded in range(2000):
        try:
            registered(store, "Osei")
        except StoreUnavailableError:
            return recorded
    pytest.fail("the disk never became full")


def test_a_full_disk_is_said_and_nothing_is_half_written(small_disk: Path) -> None:
    desk = Desk(small_disk / "store")
    store = desk.enrolled()
    recorded = fill(store)
    assert recorded > 0
    for _ in range(3):
        with pytest.raises(StoreUnavailableError, match="full"):
            registered(store, "x" * 100)
    with store.read() as read:
        assert len(read.all(PatientName)) == recorded
    assert store.replica.summary().waiting == recorded
    store.close()
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    store = desk.open()
    registered(store, "After")
    assert store.replica.summary().waiting == recorded + 1
    store.close()


def test_a_read_only_disk_is_said(small_disk: Path) -> None:
    desk = Desk(small_disk / "store")
    desk.enrolled().close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreUnavailableError, match=r"read-only|cannot be used"):
        desk.open()
    with pytest.raises(StoreUnavailableError, match=r"read-only|cannot be used"):
        Desk(small_disk / "other").create()
