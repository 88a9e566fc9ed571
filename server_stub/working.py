"""What a batch knows: read in bulk before deciding, and folded with each decision's effects."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from models.change_set import Content, Op
from models.conflict import Conflict
from models.entity import Entity, field_index
from models.practitioner import Practitioner, PractitionerRole
from models.registry import BY_TABLE
from models.values import FieldType, Plain, PlainRow
from models.vocabulary import OpKind, Role, SetStatus
from server_stub.port import ServerTx
from server_stub.records import (
    Change,
    Held,
    Lock,
    Place,
    StoredSet,
)
from server_stub.signing import replacement_id, resource_of


class Working:
    """The state of one batch; it answers only for what has been gathered."""

    def __init__(self, tx: ServerTx, head: int, now_ms: int) -> None:
        self._tx = tx
        self._head = head
        self._now_ms = now_ms
        self._rows: dict[type[Entity], dict[UUID, Held | None]] = defaultdict(dict)
        self._present: dict[str, dict[UUID, bool]] = defaultdict(dict)
        self._staff: dict[UUID, tuple[bool, frozenset[Role]] | None] = {}
        self._where: dict[tuple[type[Entity], tuple[tuple[str, Plain], ...]], list[UUID]] = {}
        self._altered: dict[type[Entity], set[UUID]] = defaultdict(set)
        self._locks: dict[str, Lock | None] = {}
        self.sets: dict[UUID, StoredSet | None] = {}
        self.decided: dict[UUID, SetStatus] = {}
        self._at: dict[Place, UUID | None] = {}

    @property
    def head(self) -> int:
        """The last number given before this batch."""
        return self._head

    def row(self, entity: type[Entity], row_id: UUID) -> Held | None:
        """A row as it stands."""
        return self._rows[entity][row_id]

    def read(self, entity: type[Entity], row_id: UUID) -> Held | None:
        """A row as it stands, read now if nothing has asked for it before."""
        self._load({entity: {row_id}})
        return self._rows[entity][row_id]

    def where(self, entity: type[Entity], fields: PlainRow) -> dict[UUID, Held]:
        """The rows whose fields hold these values, read now unless this was asked before."""
        key = (entity, tuple(sorted(fields.items())))
        if key not in self._where:
            self._where[key] = self._tx.ids_where(entity, fields)
        ids = {*self._where[key], *self._altered[entity]}
        self._load({entity: ids})
        rows = {row_id: self._rows[entity][row_id] for row_id in sorted(ids)}
        return {
            row_id: held
            for row_id, held in rows.items()
            if held and all(held.row[name] == fields[name] for name in fields)
        }

    def read_roles(self, user: UUID) -> frozenset[Role] | None:
        """The same as `roles_of`, read now if nothing has asked for it before."""
        self._load_staff({user})
        return self.roles_of(user)

    def exists(self, table: str, row_id: UUID) -> bool:
        """Whether a row that a field refers to is there."""
        return self._present[table][row_id]

    def roles_of(self, user: UUID) -> frozenset[Role] | None:
        """The job roles of a member of staff; None if unknown or no longer active."""
        person = self._staff[user]
        return person[1] if person is not None and person[0] else None

    def status_of(self, change_set: UUID) -> SetStatus | None:
        """What became of another change set."""
        if change_set in self.decided:
            return self.decided[change_set]
        stored = self.sets[change_set]
        return None if stored is None else stored.status

    def set_at(self, place: Place) -> UUID | None:
        """The change set at a place of a chain, read now if nothing has asked for it before."""
        if place not in self._at:
            found = self._tx.links({place}).get(place)
            self._at[place] = None if found is None else found[0]
        return self._at[place]

    def note(self, change_set: UUID, place: Place, status: SetStatus) -> None:
        """Remember what became of a change set of this batch."""
        self.decided[change_set] = status
        self._at[place] = change_set

    def holds_lock(self, resource: str, device: UUID, token: int) -> bool:
        """Whether a workstation's lock is the last one given, and has not run out."""
        lock = self._locks[resource]
        is_held = lock is not None and lock.expires_ms > self._now_ms
        return lock is not None and is_held and (lock.device, lock.token) == (device, token)

    def gather(self, contents: Iterable[Content]) -> None:
        """Read everything that deciding these change sets may ask for, in bulk."""
        contents = list(contents)
        self.gather_sets({dep for content in contents for dep in content.deps})
        wanted: dict[type[Entity], set[UUID]] = defaultdict(set)
        references: dict[str, set[UUID]] = defaultdict(set)
        for content in contents:
            for op in content.ops:
                entity = BY_TABLE.get(op.e)
                if entity is not None:
                    wanted[entity].add(op.id)
                    _note_references(references, entity, op.f)
                    if op.k is OpKind.SIGN:
                        wanted[entity].add(replacement_id(content.id, op.id))
        self._load(wanted)
        self._load_locks(contents)
        subjects: dict[type[Entity], set[UUID]] = defaultdict(set)
        for op, entity, row_id in self._resolved(contents):
            subjects[entity].add(row_id)
            _note_references(references, entity, op.f)
        self._load(subjects)
        self._look_for(references)
        self._load_staff({content.user for content in contents})

    def gather_sets(self, ids: set[UUID]) -> None:
        """Read which of these change sets are kept, and what became of them."""
        missing = ids - self.sets.keys()
        if missing:
            self.sets.update(dict.fromkeys(missing))
            self.sets.update(self._tx.sets(missing))

    def fold(self, changes: Iterable[Change]) -> set[UUID]:
        """Let effects stand; the ids whose arrival others may have waited for."""
        arrived = set()
        for change in changes:
            self._rows[change.entity][change.row_id] = Held(change.row, change.metas)
            self._present[change.entity.TABLE][change.row_id] = True
            self._altered[change.entity].add(change.row_id)
            if change.is_new:
                arrived.add(change.row_id)
            if change.entity in (Practitioner, PractitionerRole):
                arrived.add(self._fold_staff(change))
        return arrived

    def _fold_staff(self, change: Change) -> UUID:
        user = change.row.get("practitioner_id", change.row_id)
        if not isinstance(user, UUID):
            raise TypeError(f"{user!r} is no member of staff")
        self._load_staff({user})
        active, roles = self._staff[user] or (False, frozenset())
        if change.entity is Practitioner:
            active = bool(change.row["active"])
        else:
            roles = roles | {Role(str(change.row["role"]))}
        self._staff[user] = (active, roles)
        return user

    def _resolved(self, contents: list[Content]) -> Iterator[tuple[Op, type[Entity], UUID]]:
        for content in contents:
            for op in content.ops:
                if op.k is not OpKind.RESOLVE or op.e != Conflict.TABLE:
                    continue
                held = self._rows[Conflict][op.id]
                row_id = None if held is None else held.row["row_id"]
                if held is not None and isinstance(row_id, UUID):
                    yield op, BY_TABLE[str(held.row["entity"])], row_id

    def _load(self, wanted: dict[type[Entity], set[UUID]]) -> None:
        for entity in sorted(wanted, key=lambda entity: entity.TABLE):
            known = self._rows[entity]
            missing = wanted[entity] - known.keys()
            if missing:
                found = self._tx.rows(entity, missing)
                for row_id in missing:
                    known[row_id] = held = found.get(row_id)
                    self._present[entity.TABLE].setdefault(row_id, held is not None)

    def _load_locks(self, contents: list[Content]) -> None:
        resources = {
            resource_of(op)
            for content in contents
            for op in content.ops
            if op.k is OpKind.SIGN and op.token is not None
        }
        missing = resources - self._locks.keys()
        if missing:
            self._locks.update(dict.fromkeys(missing))
            self._locks.update(self._tx.locks(missing))

    def _look_for(self, references: dict[str, set[UUID]]) -> None:
        for table, ids in references.items():
            known = self._present[table]
            missing = ids - known.keys()
            if missing:
                found = self._tx.present(BY_TABLE[table], missing)
                known.update({row_id: row_id in found for row_id in missing})

    def _load_staff(self, users: set[UUID]) -> None:
        missing = users - self._staff.keys()
        if missing:
            self._staff.update(dict.fromkeys(missing))
            self._staff.update(self._tx.staff(missing))


def _note_references(
    references: dict[str, set[UUID]], entity: type[Entity], fields: dict[str, Any]
) -> None:
    index = field_index(entity)
    for name, value in fields.items():
        spec = index.get(name)
        if spec is None or spec.references is None or spec.kind is not FieldType.UUID:
            continue
        found = _as_uuid(value)
        if found is not None:
            references[spec.references].add(found)


def _as_uuid(value: object) -> UUID | None:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
