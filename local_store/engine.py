"""SQLCipher under SQLAlchemy: the one module that knows which SQLite this is.

One connection writes and checkpoints; readers open the same file with `query_only`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import pathname2url

import sqlcipher3  # type: ignore[import-untyped]
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool, StaticPool

from local_store.errors import UnsafeSqliteError, database_errors
from models.vocabulary import N_

SQLITE_MIN = (3, 51, 3)
"""Older ones can lose committed transactions when a checkpoint meets a restarting log."""
UNSAFE = N_(
    "The SQLite library is version {found}; at least {wanted} is needed. Reinstall Almoner."
)
WRITER_CACHE_KIB = 32768
"""A page that falls out of the cache has to be decrypted again."""
PAGE_BYTES = 2048
"""A small action changes one row on many pages, and every changed page is enciphered whole."""
LOG_PAGES = {"FULL": 8000, "NORMAL": 1000}
"""When the log is that long, a write folds it into the file; rather one for which nobody waits."""
READERS = 4
_READERS_MAX = 16
_BUSY_S = 5.0


def refuse_unsafe_sqlite(found: tuple[int, ...] = sqlcipher3.sqlite_version_info) -> None:
    """Stop before an unsafe library touches records.

    Raises:
        UnsafeSqliteError: the library is too old.
    """
    if found < SQLITE_MIN:
        versions = (".".join(map(str, version)) for version in (found, SQLITE_MIN))
        raise UnsafeSqliteError(UNSAFE.format(found=next(versions), wanted=next(versions)))


class Database:
    """The file `store.db`, its one writing connection and its readers."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self._writing = _engine(self._open_writer, poolclass=StaticPool)
        self._reading = _engine(
            self._open_reader,
            poolclass=QueuePool,
            pool_size=READERS,
            max_overflow=_READERS_MAX - READERS,
        )
        self._synchronous = ""
        with database_errors():
            self.connection: Connection = self._writing.connect()
        self.raw: Any = self.connection.connection.driver_connection

    @contextmanager
    def writing(self, synchronous: str) -> Iterator[None]:
        """One transaction of the writing connection; `FULL` is on the disk when it returns."""
        with database_errors():
            if self._synchronous != synchronous:
                self.raw.execute(f"PRAGMA synchronous={synchronous}")
                self.raw.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES[synchronous]}")
                self._synchronous = synchronous
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._roll_back()
                raise
            self.commit()

    def commit(self) -> None:
        """End the transaction, if it is still open."""
        try:
            if self.raw.in_transaction:
                self.raw.execute("COMMIT")
        except sqlcipher3.Error:
            self._roll_back()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only connection that sees the store as of one moment."""
        with database_errors(), self._reading.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    def is_intact(self) -> bool:
        """Whether every page is the one that was written, and the tables hang together; slow."""
        try:
            altered = self.raw.execute("PRAGMA cipher_integrity_check").fetchall()
            (verdict,) = self.raw.execute("PRAGMA quick_check(1)").fetchone()
        except sqlcipher3.DatabaseError:
            return False
        return not altered and verdict == "ok"

    def close(self) -> None:
        """Close every connection; the last one folds the log into the file."""
        self._reading.dispose()
        self.connection.close()
        self._writing.dispose()

    def _roll_back(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    def _open_writer(self) -> Any:
        raw = self._open("rwc")
        (mode,) = raw.execute("PRAGMA journal_mode=WAL").fetchone()
        if mode != "wal":
            raise sqlcipher3.OperationalError(f"the log cannot be written (journal mode {mode})")
        raw.execute("PRAGMA secure_delete=ON")
        raw.execute(f"PRAGMA cache_size=-{WRITER_CACHE_KIB}")
        return raw

    def _open_reader(self) -> Any:
        raw = self._open("rw")
        raw.execute("PRAGMA query_only=ON")
        raw.execute("PRAGMA wal_autocheckpoint=0")
        return raw

    def _open(self, mode: str) -> Any:
        # isolation_level None: the driver begins nothing by itself; cached_statements: prepared
        # statements stay prepared.
        raw = sqlcipher3.connect(
            f"file:{pathname2url(str(self.path))}?mode={mode}",
            uri=True,
            timeout=_BUSY_S,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=400,
        )
        raw.execute(f"PRAGMA key=\"x'{self._key.hex()}'\"")
        raw.execute(f"PRAGMA cipher_page_size={PAGE_BYTES}")
        raw.execute("PRAGMA mmap_size=0")
        raw.execute("PRAGMA cell_size_check=ON")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return raw


def _engine(creator: Any, **pool: Any) -> Engine:
    return create_engine("sqlite://", module=sqlcipher3.dbapi2, creator=creator, **pool)
