"""The state as one change set sees it while it is judged, and the two ways it may fail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from models.entity import Entity, class_of
from models.merge import FieldMeta, Writer, is_sequential
from models.registry import GENERATION
from models.values import Plain, PlainRow
from models.vocabulary import Outcome, ReplicaClass, Role, SetStatus
from server_stub.records import Change, Held, Place


class Never(Exception):
    """The change set can never apply; the message is the reason of its receipt."""


class NotYet(Exception):
    """The change set cannot apply now; it is tried again when one of `waits_on` arrives."""

    def __init__(self, reason: str, waits_on: Iterable[UUID]) -> None:
        super().__init__(reason)
        self.waits_on = tuple(waits_on)


class Reads(Protocol):
    """What deciding may know: the state of the batch so far."""

    @property
    def head(self) -> int:
        """The last number given before this batch."""

    def row(self, entity: type[Entity], row_id: UUID) -> Held | None:
        """A row as it stands."""

    def exists(self, table: str, row_id: UUID) -> bool:
        """Whether a row that a field refers to is there."""

    def roles_of(self, user: UUID) -> frozenset[Role] | None:
        """The job roles of a member of staff; None if unknown or no longer active."""

    def status_of(self, change_set: UUID) -> SetStatus | None:
        """What became of another change set."""

    def holds_lock(self, resource: str, device: UUID, token: int) -> bool:
        """Whether a workstation's lock is the last one given, and has not run out."""

    def set_at(self, place: Place) -> UUID | None:
        """The change set at a place of a chain; None if none is kept there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One field that two desks set apart: what a conflict row is made of."""

    entity: type[Entity]
    row_id: UUID
    root: UUID | None
    replica: ReplicaClass
    field: str
    base: int
    standing: Plain
    standing_meta: FieldMeta
    proposed: Plain


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one op."""

    outcome: Outcome
    disputes: tuple[Dispute, ...] = ()


@dataclass(slots=True)
class SetView:
    """The state as one change set sees it: what stood before, and its own ops so far.

    Attributes:
        is_service: whether the service itself is the author.
        is_derived: whether the service makes it because of another change set or a command.
        deps: the change sets that its writer had before them without a confirmation.
    """

    reads: Reads
    writer: Writer
    gen: int
    is_service: bool = False
    is_derived: bool = False
    deps: frozenset[UUID] = frozenset()
    changes: dict[tuple[str, UUID], Change] = field(default_factory=dict)
    hlc: int = 0

    def row(self, entity: type[Entity], row_id: UUID) -> Held | None:
        """A row as it stands after the ops so far."""
        own = self.changes.get((entity.TABLE, row_id))
        return self.reads.row(entity, row_id) if own is None else Held(own.row, own.metas)

    def exists(self, table: str, row_id: UUID) -> bool:
        """Whether a row is there after the ops so far."""
        return (table, row_id) in self.changes or self.reads.exists(table, row_id)

    def has_seen(self, meta: FieldMeta | None, base: int) -> bool:
        """Whether the writer knew the standing value: by the line, by their own hand, or by paper.

        What paper brought has no number yet that a base could name; the writer names the set.
        """
        if meta is None or is_sequential(meta, base, self.writer):
            return True
        place = (meta.device, meta.inc, meta.dseq)
        return bool(self.deps) and self.reads.set_at(place) in self.deps

    def put(self, entity: type[Entity], row_id: UUID, held: Held) -> None:
        """Let an op's after-image stand."""
        key = (entity.TABLE, row_id)
        earlier = self.changes.get(key)
        is_new = self.reads.row(entity, row_id) is None if earlier is None else earlier.is_new
        self.changes[key] = Change(
            entity=entity,
            row_id=row_id,
            root=root_of(entity, row_id, held.row),
            replica=replica_of(entity, held.row),
            row=held.row,
            metas=held.metas,
            is_new=is_new,
        )

    def unfit(self, reason: str) -> Exception:
        """Why a value cannot be taken; what a newer desk sends may be understood later."""
        if self.gen > GENERATION:
            return NotYet(reason, [generation_key(self.gen)])
        return Never(reason)


def generation_key(gen: int) -> UUID:
    """What a change set of a newer generation waits for."""
    return UUID(int=gen)


def replica_of(entity: type[Entity], row: Mapping[str, Plain]) -> ReplicaClass:
    """The class that one row is kept under.

    Raises:
        Never: it says itself that it is of a class that there is not.
    """
    try:
        replica = class_of(entity, row)
    except ValueError as error:
        raise Never(f"validation:{entity.SYNC.class_field}") from error
    if replica is None:
        raise Never(f"forbidden_table:{entity.TABLE}")
    return replica


def root_of(entity: type[Entity], row_id: UUID, row: PlainRow) -> UUID | None:
    """The root of a plain row."""
    name = entity.SYNC.root
    root = row_id if name == "id" else row.get(name) if name else None
    return root if isinstance(root, UUID) else None
