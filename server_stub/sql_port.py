"""The port over PostgreSQL: psycopg 3, one bulk statement a table, no ORM."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool


class SqlPort:
    """The database of one hospital, used as the service role."""

    def __init__(self, conninfo: str, *, max_readers: int = 8) -> None:
        self._pool = ConnectionPool(conninfo, min_size=1, max_size=max_readers, open=True)

    def close(self) -> None:
        """Let go of every connection, and with the writer's of the right to write."""
        self._pool.close()

    @contextmanager
    def connection(self) -> Iterator[Connection[Any]]:
        """A pooled connection in one transaction, for what does not go through the log."""
        with self._pool.connection() as connection:
            yield connection
