"""The read and effect port: all that the deciding core asks of a database, in bulk.

`SqlPort` is PostgreSQL; the tests hold a second one made of dictionaries, and a property test
keeps both equal. Rows are plain rows (`models.values`) on this side of the port.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID

from models.checksum import Sum
from models.entity import Entity
from models.values import PlainRow
from models.vocabulary import ReplicaClass, Role
from server_stub.records import (
    Caller,
    Change,
    ClockRow,
    CommandRecord,
    Effects,
    Enrolment,
    EnrolmentStatus,
    Held,
    Lock,
    LogRow,
    ParkedSet,
    Place,
    SetRecord,
    StoredSet,
)

__all__ = [
    "Caller",
    "DatabaseTrouble",
    "Enrolment",
    "EnrolmentStatus",
    "ServerPort",
    "ServerTx",
    "SetRecord",
    "Snapshot",
]


class DatabaseTrouble(Exception):
    """The database refused or failed. `code` is its SQLSTATE; `lost` says the line is gone."""

    def __init__(self, code: str, message: str, *, lost: bool) -> None:
        super().__init__(message)
        self.code = code
        self.lost = lost


class ServerTx(Protocol):
    """One writing transaction: reads first, then effects, then the clock row, then the log."""

    def clock(self) -> ClockRow:
        """The clock row as last committed; it is not locked by this."""

    def enrolments(self, places: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], Enrolment]:
        """The incarnations named, locked in order."""

    def service(self) -> Enrolment:
        """The service's own incarnation, locked: asked for only to write in its name."""

    def sets(self, ids: Collection[UUID]) -> dict[UUID, StoredSet]:
        """Those of the change sets that are kept."""

    def links(self, places: Collection[Place]) -> dict[Place, tuple[UUID, UUID]]:
        """The change set and its user at each place that is taken."""

    def rows(self, entity: type[Entity], ids: Collection[UUID]) -> dict[UUID, Held]:
        """Those of the rows that exist, locked in order of id."""

    def present(self, entity: type[Entity], ids: Collection[UUID]) -> set[UUID]:
        """Which of the rows exist."""

    def staff(self, users: Collection[UUID]) -> dict[UUID, tuple[bool, frozenset[Role]]]:
        """Whether each known member of staff is active, and their job roles; not locked."""

    def parked_on(self, keys: Collection[UUID]) -> list[ParkedSet]:
        """The parked change sets that wait for any of these, oldest place first."""

    def images(self, seqs: Collection[int]) -> dict[int, tuple[UUID, PlainRow]]:
        """The row and its fields as logged under each number."""

    def command(self, command_id: UUID) -> CommandRecord | None:
        """The decision already given, if any."""

    def ids_where(self, entity: type[Entity], fields: PlainRow) -> list[UUID]:
        """The rows whose fields hold these ids, texts or nothing, in order of their own id."""

    def booking_desk(self, booking: UUID) -> UUID | None:
        """The device whose command made a booking."""

    def keep_command(self, record: CommandRecord) -> None:
        """Keep a decision, so that it is never taken twice."""

    def locks(self, resources: Collection[str]) -> dict[str, Lock]:
        """Those of the resources that were ever locked, with their last lock, locked in order."""

    def next_fence(self) -> int:
        """A number higher than that of any lock before."""

    def keep_lock(self, lock: Lock) -> None:
        """Keep a lock in place of the one before it."""

    def lease(self, lease_id: UUID, caller: tuple[UUID, int], want: int) -> tuple[int, int] | None:
        """Take the next `want` serials for an incarnation: [lo, hi], or None when none are left."""

    def write_rows(self, changes: Sequence[Change]) -> None:
        """Bring the domain rows to their last images."""

    def take_numbers(self, count: int, hlc: int) -> int:
        """Lock the clock row and take the next numbers; the first of them."""

    def write_effects(self, effects: Effects, mark: bytes) -> None:
        """Append to log, sets and chains, and mark the commit if it has rows."""


class Snapshot(Protocol):
    """A consistent reading of the whole database; its clock row tells its exact number."""

    def clock(self) -> ClockRow:
        """Where this snapshot stands."""

    def mark_at(self, seq: int) -> bytes | None:
        """The mark of the commit that ends at this number, or None if none does."""

    def commit_before(self, seq: int) -> int:
        """The last commit boundary below a number."""

    def commit_from(self, seq: int) -> int:
        """The first commit boundary at or above a number."""

    def log_after(self, seq: int, classes: Collection[ReplicaClass]) -> Iterator[LogRow]:
        """The log above a number, in order, without the classes not asked for."""

    def receipts(self, device: UUID, inc: int, span: tuple[int, int]) -> list[bytes]:
        """Receipts of an incarnation's change sets decided in (span[0], span[1]], by dseq.

        Without those that only paper has brought: it has still to send them, and is told then.
        """

    def late_devices(self, span: tuple[int, int]) -> set[UUID]:
        """Devices with a change set that was parked and decided anew in the span."""

    def sums(self, classes: Collection[ReplicaClass]) -> dict[str, Sum]:
        """Count and hash sum of each table that holds rows of these classes."""

    def stored_hashes(self, entity: type[Entity]) -> dict[UUID, tuple[int, int]]:
        """The number and hash recorded for each row of a table."""

    def domain_rows(self, entity: type[Entity]) -> Iterable[tuple[UUID, PlainRow]]:
        """Every row of a table as it really is."""

    def logged(self, seqs: Collection[int]) -> set[int]:
        """Which of these numbers stand in the log."""


class ServerPort(Protocol):
    """The database of one hospital."""

    def begin(self) -> AbstractContextManager[ServerTx]:
        """A writing transaction: committed at the end, rolled back on any error.

        Raises:
            DatabaseTrouble: from anything inside, with everything undone.
        """

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """A consistent reading that delays nobody."""

    def claim(self, wait_s: float) -> bool:
        """Become the one writer, waiting at most so long for another to go."""
