"""The port over PostgreSQL: psycopg 3, one bulk statement a table, no ORM."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from server_stub.port import DatabaseTrouble
from server_stub.sql_snapshot import SqlSnapshot
from server_stub.sql_tx import SqlTx

STATEMENT_TIMEOUT_MS = 5000
_WRITER_LOCK = 0x416C6D6F6E6572
"""The advisory lock of a database's one writer."""

_POLL_S = 0.2


class SqlPort:
    """The database of one hospital, used as the service role. One thread at a time writes."""

    def __init__(self, conninfo: str, *, max_readers: int = 8) -> None:
        given = conninfo_to_dict(conninfo).get("options") or ""
        limits = (
            f"{given} -c statement_timeout={STATEMENT_TIMEOUT_MS}"
            f" -c idle_in_transaction_session_timeout={STATEMENT_TIMEOUT_MS} -c timezone=UTC"
        )
        self._conninfo = make_conninfo(conninfo, options=limits.strip())
        self._pool = ConnectionPool(
            self._conninfo, min_size=1, max_size=max_readers, open=True, timeout=10
        )
        self._writer: Connection[Any] | None = None
        self._claimed = False
        self._writing = Lock()

    def close(self) -> None:
        """Let go of every connection, and with the writer's of the right to write."""
        self._drop_writer()
        self._pool.close()

    @contextmanager
    def connection(self) -> Iterator[Connection[Any]]:
        """A pooled connection in one transaction, for what does not go through the log."""
        with self._pool.connection() as connection:
            yield connection

    @contextmanager
    def begin(self) -> Iterator[SqlTx]:
        """A writing transaction: committed at the end, rolled back on any error.

        Raises:
            DatabaseTrouble: from anything inside, with everything undone.
        """
        with self._writing, self._translated():
            connection = self._connected()
            with connection.transaction():
                yield SqlTx(connection)

    @contextmanager
    def snapshot(self) -> Iterator[SqlSnapshot]:
        """A consistent reading that delays nobody."""
        with self._translated(), self._pool.connection() as connection:
            connection.execute("set transaction isolation level repeatable read, read only")
            yield SqlSnapshot(connection)

    def claim(self, wait_s: float) -> bool:
        """Become the one writer, waiting at most so long for another to go."""
        with self._writing, self._translated():
            connection = self._connected()
            if self._claimed:
                return True
            tried = int(wait_s / _POLL_S) + 1
            for attempt in range(tried):
                got = connection.execute(
                    "select pg_try_advisory_lock(%s), pg_sleep(%s)",
                    (_WRITER_LOCK, 0 if attempt == tried - 1 else _POLL_S),
                ).fetchone()
                if got is not None and got[0]:
                    self._claimed = True
                    return True
            return False

    def _connected(self) -> Connection[Any]:
        if self._writer is None or self._writer.closed:
            self._claimed = False
            self._writer = psycopg.connect(self._conninfo, autocommit=True)
        return self._writer

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer, self._claimed = None, False

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (psycopg.Error, PoolTimeout) as error:
            code = getattr(error, "sqlstate", None)
            lost = code is None or code.startswith(("08", "57P"))
            raise DatabaseTrouble(code or "08000", str(error), lost=lost) from error
