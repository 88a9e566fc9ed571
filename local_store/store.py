"""The desk's memory: a folder with one encrypted database, one journal and one lock."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from local_store import opening, search_index, state
from local_store.action import Tx
from local_store.author import Author
from local_store.desk_time import DeskTime
from local_store.drafts import Drafts
from local_store.engine import refuse_unsafe_sqlite
from local_store.enrolment import adopt
from local_store.errors import StoreError, file_errors
from local_store.identity import Identity
from local_store.journal import JournalMark
from local_store.keybox import KEY_BYTES, KeyBox
from local_store.lock import FolderLock
from local_store.outbox import enqueue
from local_store.overlay import changed_tables, touch
from local_store.preferences import Preferences
from local_store.print_jobs import PrintJobs
from local_store.reading import Read
from local_store.replica import Replica
from local_store.scanning import Carried, carry
from local_store.writing import Listener, Probe, Writing
from models.change_set import MAX_CONTENT_BYTES, Sealed, encode_content
from models.ids import Clock, Entropy
from models.values import us_from_instant
from models.vocabulary import N_, PractitionerId
from models.wire import Standing

__all__ = ["Carried", "Read", "Store", "Tx"]

EXISTS = N_("There are already records in {folder}.")
TOO_LARGE = N_("This is too much for one step. Record it in smaller parts.")


def _unobserved(_step: str) -> None:
    """Nobody watches the steps of a write."""


class Store:
    """An open store. Any thread may use it; one action is written at a time.

    Attributes:
        replica: the line to the service reads and feeds it here.
        drafts: forms that are not saved yet.
        print_jobs: paper on its way.
        preferences: what this desk looks like.
        notices: words about what opening had to repair; empty as a rule.
    """

    def __init__(self, writing: Writing, lock: FolderLock, notices: list[str]) -> None:
        self._writing, self._lock = writing, lock
        self.notices = tuple(notices)
        self.replica = Replica(writing)
        self.drafts = Drafts(writing)
        self.print_jobs = PrintJobs(writing)
        self.preferences = Preferences(writing)

    @classmethod
    def create(
        cls,
        folder: Path,
        key_box: KeyBox,
        clock: Clock,
        entropy: Entropy,
        probe: Probe = _unobserved,
    ) -> Self:
        """Make a new store in a folder that holds none, and open it.

        Raises:
            StoreError: there are records already, or remains of records.
        """
        refuse_unsafe_sqlite()
        if opening.has_store(folder):
            raise StoreError(EXISTS.format(folder=folder))
        with file_errors():
            folder.mkdir(parents=True, exist_ok=True)
            key = key_box.load()
            if key is None:
                key = entropy(KEY_BYTES)
                key_box.save(key)
            opening.make_database(folder, key, entropy, {})
        return cls.open(folder, key_box, clock, entropy, probe)

    @classmethod
    def open(
        cls,
        folder: Path,
        key_box: KeyBox,
        clock: Clock,
        entropy: Entropy,
        probe: Probe = _unobserved,
    ) -> Self:
        """Open the store of a folder. Whatever is wrong with it, nothing is replaced.

        Raises:
            StoreLockedError, StoreDamagedError, StoreKeyError, StoreTooNewError,
            UnsafeSqliteError, StoreUnavailableError: the message says what to do.
        """
        refuse_unsafe_sqlite()
        lock = FolderLock(folder)
        lock.acquire()
        try:
            key = opening.load_key(key_box)
            database = opening.open_database(folder, key)
            try:
                now_ms = us_from_instant(clock.now()) // 1000
                journal, notices = opening.open_journal(folder, key, entropy, database, now_ms)
                time = DeskTime(clock, state.get(database.raw, state.OFFSET_MS) or 0)
                writing = Writing(database, journal, time, entropy=entropy, probe=probe)
            except BaseException:
                database.close()
                raise
        except BaseException:
            lock.release()
            raise
        return cls(writing, lock, notices)

    def close(self) -> None:
        """Close the files and let the folder go."""
        self._writing.database.close()
        self._writing.journal.close()
        self._lock.release()

    @property
    def identity(self) -> Identity | None:
        """Who this desk is; None before it is enrolled."""
        return self._writing.identity

    @property
    def public_key(self) -> bytes:
        """The public half of the device key: 32 bytes of Ed25519."""
        public = self._writing.device_key.public_key()
        return public.public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        """Sign with the device key, which never leaves the store."""
        return self._writing.device_key.sign(message)

    def adopt(self, identity: Identity, standing: Standing) -> None:
        """Become this desk; unsent work is signed again for the new incarnation."""
        self._writing.tell(*adopt(self._writing, identity, standing))

    @contextmanager
    def act(self, use_case: str, user: PractitionerId) -> Iterator[Tx]:
        """One person's action. It is committed when the block ends, or nothing happened.

        Raises:
            NotEnrolledError: the desk belongs to no hospital yet.
            StoreUnavailableError: disk full, read-only or gone; nothing was saved.
            StoreDamagedError: the file is not what was written.
        """
        writing, changed, mark = self._writing, frozenset[str](), None
        identity = writing.enrolled()
        try:
            with writing.person() as raw:
                author = Author(
                    use_case=use_case,
                    user=user,
                    identity=identity,
                    now=writing.time.now(),
                    now_ms=writing.time.now_ms(),
                    wall_ms=writing.time.wall_ms(),
                    entropy=writing.entropy,
                )
                tx = Tx(writing.database.connection, author)
                yield tx
                writing.probe("rows written")
                hlc = writing.time.next_hlc(state.get(raw, state.LAST_HLC))
                changed, mark = self._seal(tx, hlc)
        except BaseException:
            if mark is not None:
                writing.journal.take_back(mark)
            raise
        writing.probe("committed")
        writing.tell(*changed)

    def carry(self, sets: Sequence[Sealed]) -> Carried:
        """Take in what a signed code on paper brought from other desks, below this desk's own work.

        It shows at once, as far as this desk may hold it, and goes to the service when there is a
        line. All of it is taken, or nothing.

        Raises:
            NotEnrolledError: the desk belongs to no hospital yet.
            ForeignPaperError: a workstation that is not known here made the code.
            TamperedPaperError: the code is not what its workstation signed.
            StoreUnavailableError: disk full, read-only or gone; nothing was saved.
        """
        return carry(self._writing, sets)

    @contextmanager
    def read(self) -> Iterator[Read]:
        """One consistent view, from any thread; it never waits for a write."""
        with self._writing.database.reading() as connection:
            yield Read(connection)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told which tables changed, by anyone, on the thread that wrote; gives how to stop.

        Besides the tables of records these are `outbox`, `drafts`, `print_jobs` and `sync_state`.
        """
        return self._writing.subscribe(listener)

    def _seal(self, tx: Tx, hlc: int) -> tuple[frozenset[str], JournalMark | None]:
        """Make the action a link of the chain; an action that did nothing leaves nothing."""
        writing, raw = self._writing, self._writing.raw
        epoch = state.get_epoch(raw)
        finished = None if epoch is None else tx.content(hlc, epoch)
        if finished is None:
            raw.execute("ROLLBACK")
            return frozenset(), None
        content, touched = finished
        body = encode_content(content)
        if len(body) > MAX_CONTENT_BYTES:
            raise StoreError(TOO_LARGE)
        sealed = enqueue(raw, (content.id, body), writing.device_key, writing.enrolled())
        state.put(raw, {state.LAST_HLC: hlc})
        touch(raw, content.id, touched)
        search_index.owe(raw, tx.roots)
        writing.probe("sealed")
        return frozenset(changed_tables(touched) | {"outbox"}), self._journal(content.id, sealed)

    def _journal(self, change_set: UUID, sealed: Sealed) -> JournalMark:
        """Have the second copy on the disk before the transaction commits."""
        writing = self._writing
        with file_errors():
            mark = writing.journal.append_set(change_set, sealed)
            try:
                writing.probe("journal written")
                writing.journal.sync()
                writing.probe("journal on disk")
            except BaseException:
                writing.journal.take_back(mark)
                raise
        return mark
