"""What passes through the port: devices, change sets, rows and everything a batch writes."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from models.entity import Entity
from models.merge import FieldMeta
from models.scope import Scope
from models.values import PlainRow
from models.vocabulary import PolicyKind, Profile, ReplicaClass, SetStatus

Place = tuple[UUID, int, int]
"""Where a link stands: device, incarnation, dseq."""

MERGING = (PolicyKind.NEWEST_WINS, PolicyKind.MERGE_FIELDS, PolicyKind.SIGNED)
"""The policies for which it is kept who wrote each field."""

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
    `is_ahead`: paper brought a change set of it before its own line did, so that a place at or
    beyond `next_dseq` is taken.
    """

    device: UUID
    inc: int
    public_key: bytes
    profile: Profile
    series: str | None
    status: EnrolmentStatus
    next_dseq: int
    chain: bytes
    is_ahead: bool = False


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
    """A change set that waits, with the place it first arrived at, and what it waits for.

    `received_ms` and `carried_by` are of its arrival, as in `SetRecord`.
    """

    id: UUID
    content: bytes
    content_hash: bytes
    place: Place
    waits_on: tuple[UUID, ...]
    received_ms: int
    carried_by: UUID | None


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
    replica: ReplicaClass
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
    replica: ReplicaClass
    seq: int
    hash: int
    metas: dict[str, FieldMeta]
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRecord:
    """A change set to keep, or with `is_known` the new fate of a parked one.

    Attributes:
        received_ms: when it came, ms since 1970 by the service's clock.
        carried_by: the workstation that brought it from paper before its own did; else None.
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
    carried_by: UUID | None
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


@dataclass(frozen=True, slots=True)
class Lock:
    """Who alone may sign a row, until when by the service's clock (ms since 1970)."""

    resource: str
    device: UUID
    user: UUID
    token: int
    expires_ms: int


@dataclass(slots=True)
class Effects:
    """All that one batch writes once its numbers are known."""

    log: list[Numbered] = field(default_factory=list)
    states: list[RowState] = field(default_factory=list)
    sets: list[SetRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    chains: list[Enrolment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LogRow:
    """The log entry of one row version, its fields still JSON."""

    seq: int
    entity: type[Entity]
    row_id: UUID
    root: UUID | None
    body: bytes
