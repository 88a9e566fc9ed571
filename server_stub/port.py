"""The read and effect port: all that the deciding core asks of a database, in bulk.

`SqlPort` is PostgreSQL; the tests hold a second one made of dictionaries, and a property test
keeps both equal. Rows are plain rows (`models.values`) on this side of the port.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from models.checksum import Sum
from models.entity import Entity
from models.merge import FieldMeta
from models.scope import Scope
from models.values import PlainRow
from models.vocabulary import Profile, ReplicaClass, Role, SetStatus

Place = tuple[UUID, int, int]
"""Where a link stands: device, incarnation, dseq."""

EVERY_FIELD = ""
"""The key of the meta that holds for every field not named beside it."""


class EnrolmentStatus(StrEnum):
    """Whether an incarnation of a device may still speak."""

    ACTIVE = "active"
    FORKED = "forked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Caller:
    """The authenticated device that asks."""

    device_id: UUID
    inc: int
    profile: Profile
    scope: Scope


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One incarnation of a device: its key and how far its chain has come.

    `series` is the prefix of the temporary numbers it makes by itself; the service has none.
    """

    device: UUID
    inc: int
    public_key: bytes
    profile: Profile
    series: str | None
    status: EnrolmentStatus
    next_dseq: int
    chain: bytes


@dataclass(frozen=True, slots=True)
class ClockRow:
    """Where the history stands: its identity, its last number and the last clock it gave."""

    epoch: UUID
    last_seq: int
    last_hlc: int


@dataclass(frozen=True, slots=True)
class StoredSet:
    """A change set that is kept: its hash, what became of it, and its receipt as answered."""

    id: UUID
    content_hash: bytes
    status: SetStatus
    receipt: bytes


@dataclass(frozen=True, slots=True)
class ParkedSet:
    """A change set that waits, with the place it first arrived at."""

    id: UUID
    content: bytes
    content_hash: bytes
    place: Place


@dataclass(frozen=True, slots=True)
class Held:
    """A row as it stands, and who wrote its fields."""

    row: PlainRow
    metas: dict[str, FieldMeta]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The after-image of one row in one change set; one entry of the log.

    A meta whose seq is None was written by this batch and takes the number of the row.
    """

    entity: type[Entity]
    row_id: UUID
    root: UUID | None
    row: PlainRow
    metas: dict[str, FieldMeta]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """A change with its number, and its fields as the log keeps them (JSON)."""

    change: Change
    change_set: UUID
    seq: int
    body: bytes


@dataclass(frozen=True, slots=True)
class RowState:
    """What is kept of a row's last version: its number, keyed hash, and who wrote its fields."""

    entity: type[Entity]
    row_id: UUID
    seq: int
    hash: int
    metas: dict[str, FieldMeta]
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRecord:
    """A change set to keep, or with `is_known` the new fate of a parked one.

    Attributes:
        decided_seq: the number of the commit that decided it: where pulls find its receipt.
        waits_on: change sets and rows whose arrival lets a parked one be tried again.
    """

    id: UUID
    content: bytes
    content_hash: bytes
    place: Place
    user: UUID
    hlc: int
    gen: int
    on_behalf_of: UUID | None
    received_ms: int
    status: SetStatus
    decided_seq: int
    receipt: bytes
    waits_on: tuple[UUID, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """One link of a chain, kept for ever."""

    place: Place
    change_set: UUID
    prev: bytes
    sig: bytes


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Bytes that are kept but not believed, and why."""

    place: Place
    received_ms: int
    raw: bytes
    why: str


@dataclass(frozen=True, slots=True)
class CommandRecord:
    """A decision that was asked for, and the reply that the same id always gets."""

    id: UUID
    name: str
    args_hash: bytes
    device: UUID
    user: UUID
    reply: bytes
    change_set: UUID | None


@dataclass(slots=True)
class Effects:
    """All that one batch writes once its numbers are known."""

    log: list[Numbered] = field(default_factory=list)
    states: list[RowState] = field(default_factory=list)
    sets: list[SetRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    chains: list[Enrolment] = field(default_factory=list)


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

    def ids_where(self, entity: type[Entity], name: str, value: UUID) -> list[UUID]:
        """The rows whose field holds this id, in order of their own id."""

    def booking_desk(self, booking: UUID) -> UUID | None:
        """The device whose command made a booking."""

    def keep_command(self, record: CommandRecord) -> None:
        """Keep a decision, so that it is never taken twice."""

    def lease(self, lease_id: UUID, caller: tuple[UUID, int], want: int) -> tuple[int, int] | None:
        """Take the next `want` serials for an incarnation: [lo, hi], or None when none are left."""

    def write_rows(self, changes: Sequence[Change]) -> None:
        """Bring the domain rows to their last images."""

    def take_numbers(self, count: int, hlc: int) -> int:
        """Lock the clock row and take the next numbers; the first of them."""

    def write_effects(self, effects: Effects, mark: bytes) -> None:
        """Append to log, sets and chains, and mark the commit if it has rows."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """The log entry of one row version, its fields still JSON."""

    seq: int
    entity: type[Entity]
    row_id: UUID
    root: UUID | None
    body: bytes


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
        """Receipts of an incarnation's change sets decided in (span[0], span[1]], by dseq."""

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
