"""A consistent reading of PostgreSQL: one REPEATABLE READ transaction."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.checksum import Sum
from models.entity import Entity
from models.registry import BY_NUMBER
from models.values import PlainRow
from models.vocabulary import ReplicaClass
from server_stub.records import (
    ClockRow,
    LogRow,
)
from server_stub.sql_rows import table_sql

_ROWS_AT_A_TIME = 2000
_SUM_MASK = (1 << 64) - 1


class SqlSnapshot:
    """The whole database as it was when first asked."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection
        found = self._one("select epoch, last_seq, last_hlc from sync_clock")
        self._clock = ClockRow(*found)

    def clock(self) -> ClockRow:
        """Where this snapshot stands."""
        return self._clock

    def mark_at(self, seq: int) -> bytes | None:
        """The mark of the commit that ends at this number, or None if none does."""
        found = self._connection.execute(
            "select mark from commit_mark where seq_hi = %s", (seq,)
        ).fetchone()
        return None if found is None else bytes(found[0])

    def commit_before(self, seq: int) -> int:
        """The last commit boundary below a number."""
        found = self._one("select max(seq_hi) from commit_mark where seq_hi < %s", seq)
        return int(found[0])

    def commit_from(self, seq: int) -> int:
        """The first commit boundary at or above a number."""
        found = self._one("select min(seq_hi) from commit_mark where seq_hi >= %s", seq)
        return int(found[0])

    def log_after(self, seq: int, classes: Collection[ReplicaClass]) -> Iterator[LogRow]:
        """The log above a number, in order, without the classes not asked for."""
        with self._connection.cursor(name="log_after", binary=True) as cursor:
            cursor.itersize = _ROWS_AT_A_TIME
            cursor.execute(
                "select seq, entity, row_id, root_id, body from change_log "
                "where seq > %s and class = any(%s) order by seq",
                (seq, [int(each) for each in classes]),
            )
            for number, entity, row_id, root, body in cursor:
                yield LogRow(number, BY_NUMBER[entity], row_id, root, body)

    def receipts(self, device: UUID, inc: int, span: tuple[int, int]) -> list[bytes]:
        """Receipts of an incarnation's change sets decided in (span[0], span[1]], by dseq."""
        found = self._connection.execute(
            "select receipt::text from change_set join enrolment "
            "using (device_id, incarnation) where decided_seq > %s and decided_seq <= %s "
            "and device_id = %s and incarnation = %s and dseq < next_dseq order by dseq",
            (*span, device, inc),
        )
        return [row[0].encode() for row in found]

    def late_devices(self, span: tuple[int, int]) -> set[UUID]:
        """Devices with a change set that was parked and decided anew in the span."""
        found = self._connection.execute(
            "select distinct device_id from change_set "
            "where decided_seq > %s and decided_seq <= %s and late",
            span,
        )
        return {row[0] for row in found}

    def sums(self, classes: Collection[ReplicaClass]) -> dict[str, Sum]:
        """Count and hash sum of each table that holds rows of these classes."""
        found = self._connection.execute(
            "select entity, count(*), sum(h) from row_state where class = any(%s) group by entity",
            ([int(each) for each in classes],),
        )
        return {
            BY_NUMBER[number].TABLE: Sum(count, int(total) & _SUM_MASK)
            for number, count, total in found
        }

    def stored_hashes(self, entity: type[Entity]) -> dict[UUID, tuple[int, int]]:
        """The number and hash recorded for each row of a table."""
        found = self._connection.execute(
            "select row_id, seq, h from row_state where entity = %s", (entity.NUMBER,)
        )
        return {row_id: (seq, digest) for row_id, seq, digest in found}

    def domain_rows(self, entity: type[Entity]) -> Iterable[tuple[UUID, PlainRow]]:
        """Every row of a table as it really is."""
        statements = table_sql(entity)
        with self._connection.cursor(name="domain_rows", binary=True) as cursor:
            cursor.itersize = _ROWS_AT_A_TIME
            cursor.execute(statements.select_all.encode())
            for row_id, *values in cursor:
                yield row_id, statements.row(values)

    def logged(self, seqs: Collection[int]) -> set[int]:
        """Which of these numbers stand in the log."""
        found = self._connection.execute(
            "select seq from change_log where seq = any(%s)", (list(seqs),)
        )
        return {row[0] for row in found}

    def _one(self, statement: str, *values: object) -> tuple[Any, ...]:
        found = self._connection.execute(statement.encode(), values).fetchone()
        if found is None:
            raise RuntimeError("the hospital is not founded: sync_clock is empty")
        return tuple(found)
