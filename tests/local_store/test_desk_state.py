"""What the desk keeps for itself: drafts, the print queue, settings, keys, and turns to write."""

from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from local_store.errors import StoreKeyError
from local_store.keybox import KeyringBox, PassphraseFileBox
from local_store.store import Store
from local_store.turns import WriteTurns
from models.print_job import JobState, PrintJob, move
from models.vocabulary import PractitionerId
from tests.local_store.desk import USER, Desk, HandClock

OTHER = PractitionerId(UUID(int=78))


def job(clock: HandClock, number: int) -> PrintJob:
    return PrintJob(
        id=UUID(int=number),
        document_key="wristband",
        subject_patient_id=UUID(int=1),
        title="Wristband",
        printer="Front",
        content_type="application/pdf",
        content=b"%PDF-",
        copies=2,
        is_copy=True,
        queued_at=clock.now(),
        changed_at=clock.now(),
    )


def test_a_draft_survives_a_restart_and_is_its_owners_alone(desk: Desk) -> None:
    store = desk.enrolled()
    store.drafts.save("patient.register", USER, "New patient", {"family": "Os"})
    desk.clock.pass_time(1)
    store.drafts.save("patient.register", USER, "New patient", {"family": "Osei", "beds": [1]})
    store.drafts.save("patient.change_name", USER, "Ama Osei", {})
    store.close()
    store = desk.open()
    draft = store.drafts.get("patient.register", USER)
    assert draft is not None
    assert draft.body == {"family": "Osei", "beds": [1]}
    assert [d.key for d in store.drafts.all(USER)] == ["patient.change_name", "patient.register"]
    assert store.drafts.all(OTHER) == []
    store.drafts.discard("patient.register", USER)
    store.drafts.discard("patient.register", USER)
    assert store.drafts.get("patient.register", USER) is None
    store.close()


def test_print_jobs_wait_in_order_and_move_once(desk: Desk) -> None:
    store = desk.enrolled()
    first, second = job(desk.clock, 2), job(desk.clock, 1)
    store.print_jobs.enqueue(first)
    store.print_jobs.enqueue(second)
    store.close()
    store = desk.open()
    assert store.print_jobs.next() == first
    sent = move(first, JobState.SENT, desk.clock.now())
    assert store.print_jobs.set_state(sent, JobState.QUEUED)
    assert not store.print_jobs.set_state(sent, JobState.QUEUED)
    assert store.print_jobs.next() == second
    done = move(sent, JobState.CONFIRMED, desk.clock.now())
    assert store.print_jobs.set_state(done, JobState.SENT)
    assert store.print_jobs.get(first.id) == replace(first, state=JobState.CONFIRMED, content=None)
    assert store.print_jobs.in_state(JobState.QUEUED) == [second]
    with pytest.raises(KeyError):
        store.print_jobs.get(UUID(int=9))
    store.close()


def test_a_setting_is_kept(store: Store) -> None:
    assert store.preferences.get("theme") is None
    store.preferences.put("theme", "dark")
    store.preferences.put("theme", "light")
    assert store.preferences.get("theme") == "light"


def test_a_key_file_opens_with_its_passphrase_alone(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "keys" / "store.key"
    box = PassphraseFileBox(path, "correct horse", desk.entropy)
    assert box.load() is None
    box.save(b"k" * 32)
    assert box.load() == b"k" * 32
    assert b"k" * 32 not in path.read_bytes()
    with pytest.raises(StoreKeyError, match="passphrase"):
        PassphraseFileBox(path, "wrong", desk.entropy).load()
    for damage in (b"", b"{}", b"[1]", b'{"salt": 1}', path.read_bytes()[:-20]):
        path.write_bytes(damage)
        with pytest.raises(StoreKeyError, match="damaged"):
            box.load()


class Shelf(KeyringBackend):
    """A key store of the system that is only a variable; `broken` has none."""

    priority = 1.0
    broken = False

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise NoKeyringError
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.broken:
            raise NoKeyringError
        self.kept[service, username] = password


def test_the_systems_key_store_keeps_the_key_or_says_that_it_cannot() -> None:
    before, shelf = keyring.get_keyring(), Shelf()
    keyring.set_keyring(shelf)
    try:
        box = KeyringBox("desk")
        assert box.load() is None
        box.save(b"\x00" * 32)
        assert box.load() == b"\x00" * 32
        assert KeyringBox("another").load() is None
        shelf.broken = True
        with pytest.raises(StoreKeyError, match="key store"):
            box.load()
        with pytest.raises(StoreKeyError, match="key store"):
            box.save(b"")
    finally:
        keyring.set_keyring(before)


def test_a_person_who_waits_to_write_goes_before_the_line() -> None:
    turns, order = WriteTurns(), list[str]()
    line_waits, person_waits = Event(), Event()

    def line() -> None:
        line_waits.set()
        with turns.background():
            order.append("line")

    def person() -> None:
        person_waits.set()
        with turns.person():
            order.append("person")

    threads = [Thread(target=line), Thread(target=person)]
    with turns.background():
        for thread, waits in zip(threads, (line_waits, person_waits), strict=True):
            thread.start()
            assert waits.wait(10)
        # The person has said so; that it also queues up is what the lock can be asked.
        while turns._people_waiting == 0:
            line_waits.wait(0.001)
    for thread in threads:
        thread.join(10)
    assert order == ["person", "line"]


def test_a_write_inside_a_write_is_a_fault_and_not_a_standstill(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside another"), store.act("patient.register", USER):
        store.drafts.save("k", USER, "p", {})
