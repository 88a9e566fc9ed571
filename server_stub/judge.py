"""What one op does to one row: validated, merged field by field, never half."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import msgspec

from models.change_set import Content, Op
from models.conflict import Conflict
from models.entity import Entity, field_index
from models.hlc import milliseconds_of
from models.merge import (
    FieldMeta,
    Verdict,
    Writer,
    effective_hlc,
    is_sequential,
    judge_field,
)
from models.registry import BY_TABLE, GENERATION
from models.values import BadValueError, FieldSpec, Plain, PlainRow, plain_from_json
from models.vocabulary import ConflictStatus, OpKind, Outcome, PolicyKind, Role, SetStatus
from server_stub.port import EVERY_FIELD, Change, Held

_MERGING = (PolicyKind.NEWEST_WINS, PolicyKind.MERGE_FIELDS)
_WEIGHT = (Outcome.CONFLICT, Outcome.LOST, Outcome.CONVERGED, Outcome.APPLIED)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One field that two desks set apart: what a conflict row is made of."""

    entity: type[Entity]
    row_id: UUID
    root: UUID | None
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
    """The state as one change set sees it: what stood before, and its own ops so far."""

    reads: Reads
    writer: Writer
    gen: int
    changes: dict[tuple[str, UUID], Change] = field(default_factory=dict)
    hlc: int = 0

    def row(self, entity: type[Entity], row_id: UUID) -> Held | None:
        """A row as it stands after the ops so far."""
        own = self.changes.get((entity.TABLE, row_id))
        return self.reads.row(entity, row_id) if own is None else Held(own.row, own.metas)

    def exists(self, table: str, row_id: UUID) -> bool:
        """Whether a row is there after the ops so far."""
        return (table, row_id) in self.changes or self.reads.exists(table, row_id)

    def put(self, entity: type[Entity], row_id: UUID, held: Held) -> None:
        """Let an op's after-image stand."""
        key = (entity.TABLE, row_id)
        earlier = self.changes.get(key)
        is_new = self.reads.row(entity, row_id) is None if earlier is None else earlier.is_new
        self.changes[key] = Change(
            entity=entity,
            row_id=row_id,
            root=root_of(entity, row_id, held.row),
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


def root_of(entity: type[Entity], row_id: UUID, row: PlainRow) -> UUID | None:
    """The root of a plain row."""
    name = entity.SYNC.root
    root = row_id if name == "id" else row.get(name) if name else None
    return root if isinstance(root, UUID) else None


def judge_op(view: SetView, op: Op, content: Content) -> Judged:
    """Apply one op to the view.

    Raises:
        Never: it can never apply.
        NotYet: something it needs is not there yet.
    """
    entity = BY_TABLE.get(op.e)
    if entity is None:
        raise view.unfit(f"unknown_entity:{op.e}")
    kind = entity.SYNC.kind
    if op.k is OpKind.RESOLVE:
        return _resolve(view, op, content)
    if op.k is OpKind.PATCH:
        if kind is PolicyKind.APPEND_ONLY:
            raise Never(f"immutable:{op.e}")
        return _patch(view, entity, op)
    if (op.k is OpKind.APPEND) is not (kind is PolicyKind.APPEND_ONLY):
        raise Never(f"malformed:{op.k} of {op.e}")
    return _insert(view, entity, op)


def _insert(view: SetView, entity: type[Entity], op: Op) -> Judged:
    index = field_index(entity)
    unknown = op.f.keys() - index.keys()
    if unknown:
        raise view.unfit(f"unknown_field:{op.e}.{min(unknown)}")
    row = {name: _checked(view, spec, op.f.get(name)) for name, spec in index.items()}
    if op.root != root_of(entity, op.id, row):
        raise Never("validation:root")
    held = view.row(entity, op.id)
    if held is not None:
        if held.row == row:
            return Judged(Outcome.DUPLICATE)
        raise Never("id_reuse")
    _need_references(view, index, row, own=(op.e, op.id))
    metas = {}
    if entity.SYNC.kind in _MERGING:
        metas[EVERY_FIELD] = _meta(view, None)
    view.put(entity, op.id, Held(row, metas))
    return Judged(Outcome.APPLIED)


def _patch(view: SetView, entity: type[Entity], op: Op) -> Judged:
    index = field_index(entity)
    unknown = op.f.keys() - index.keys()
    if unknown:
        raise view.unfit(f"unknown_field:{op.e}.{min(unknown)}")
    values = {name: _checked(view, index[name], value) for name, value in op.f.items()}
    held = view.row(entity, op.id)
    if held is None:
        raise NotYet(f"missing_row:{op.e}", [op.id])
    root = entity.SYNC.root
    if root in values and values[root] != held.row[root]:
        raise Never(f"validation:{root}")
    _need_references(view, index, values)
    return _merge(view, entity, op, (held, values))


def _merge(view: SetView, entity: type[Entity], op: Op, ground: tuple[Held, PlainRow]) -> Judged:
    held, values = ground
    # A base that was never given out can prove nothing.
    base = op.base if op.base is not None and op.base <= view.reads.head else 0
    row, metas = dict(held.row), dict(held.metas)
    outcomes, disputes = {Outcome.APPLIED} if not values else set(), []
    for name, value in values.items():
        meta = metas.get(name) or metas.get(EVERY_FIELD)
        both = (row.get(name), value)
        verdict = judge_field(entity.SYNC.kind, meta, base=base, writer=view.writer, values=both)
        outcomes.add(_OUTCOMES[verdict])
        if verdict is Verdict.APPLY:
            row[name] = value
            if entity.SYNC.kind in _MERGING:
                metas[name] = _meta(view, meta if is_sequential(meta, base, view.writer) else None)
        elif verdict is Verdict.CONFLICT and meta is not None:
            disputes.append(
                Dispute(
                    entity=entity,
                    row_id=op.id,
                    root=root_of(entity, op.id, row),
                    field=name,
                    base=base,
                    standing=both[0],
                    standing_meta=meta,
                    proposed=value,
                )
            )
    if Outcome.APPLIED in outcomes and values:
        view.put(entity, op.id, Held(row, metas))
    return Judged(next(o for o in _WEIGHT if o in outcomes), tuple(disputes))


def _resolve(view: SetView, op: Op, content: Content) -> Judged:
    decided = view.row(Conflict, op.id)
    if decided is None:
        raise NotYet("missing_row:conflict", [op.id])
    conflict = decided.row
    name = str(conflict["field"])
    entity = BY_TABLE[str(conflict["entity"])]
    if set(op.f) != {name}:
        raise Never("malformed:resolve")
    row_id = conflict["row_id"]
    held = view.row(entity, row_id) if isinstance(row_id, UUID) else None
    if held is None or not isinstance(row_id, UUID):
        raise Never("malformed:resolve")
    values = {name: _checked(view, field_index(entity)[name], op.f[name])}
    _need_references(view, field_index(entity), values)
    resolution = msgspec.json.encode(values[name]).decode()
    if conflict["status"] == ConflictStatus.RESOLVED:
        if conflict["resolution"] == resolution:
            return Judged(Outcome.CONVERGED)
        patch = msgspec.structs.replace(op, id=row_id)
        return _merge(view, entity, patch, (held, values))
    meta = held.metas.get(name) or held.metas.get(EVERY_FIELD)
    metas = {**held.metas, name: _meta(view, meta)}
    view.put(entity, row_id, Held({**held.row, **values}, metas))
    closed: PlainRow = {
        **conflict,
        "status": ConflictStatus.RESOLVED.value,
        "resolution": resolution,
        "resolved_by_id": content.user,
        "resolved_at": milliseconds_of(view.writer.hlc) * 1000,
    }
    view.put(Conflict, op.id, Held(closed, {}))
    return Judged(Outcome.APPLIED)


_OUTCOMES = {
    Verdict.APPLY: Outcome.APPLIED,
    Verdict.CONVERGE: Outcome.CONVERGED,
    Verdict.LOSE: Outcome.LOST,
    Verdict.CONFLICT: Outcome.CONFLICT,
}


def _meta(view: SetView, before: FieldMeta | None) -> FieldMeta:
    # `before` is the value this one knowingly replaces. One that won against another made apart
    # keeps its own clock: were it raised, a third edit would win or lose by order of arrival.
    hlc = effective_hlc(before, view.writer)
    view.hlc = max(view.hlc, hlc)
    return FieldMeta(None, view.writer.device, view.writer.inc, view.writer.dseq, hlc)


def _checked(view: SetView, spec: FieldSpec, value: Any) -> Plain:
    try:
        return plain_from_json(spec, value)
    except BadValueError as error:
        raise view.unfit(f"validation:{spec.name}") from error


def _need_references(
    view: SetView,
    index: Any,
    row: PlainRow,
    own: tuple[str, UUID] | None = None,
) -> None:
    for name, value in row.items():
        table = index[name].references
        if table is None or not isinstance(value, UUID) or (table, value) == own:
            continue
        if not view.exists(table, value):
            raise NotYet(f"missing_reference:{name}", [value])
