"""What one op does to one row: validated, merged field by field, never half."""

from typing import Any
from uuid import UUID

import msgspec

from models.change_set import Content, Op
from models.conflict import Conflict
from models.entity import Entity, field_index
from models.hlc import milliseconds_of
from models.merge import (
    FieldMeta,
    Verdict,
    effective_hlc,
    is_sequential,
    judge_field,
)
from models.registry import BY_TABLE
from models.values import BadValueError, FieldSpec, Plain, PlainRow, plain_from_json
from models.vocabulary import ConflictStatus, OpKind, Outcome, PolicyKind
from server_stub.records import (
    EVERY_FIELD,
    Held,
)
from server_stub.set_view import Dispute, Judged, Never, NotYet, SetView, root_of

_MERGING = (PolicyKind.NEWEST_WINS, PolicyKind.MERGE_FIELDS)
_WEIGHT = (Outcome.CONFLICT, Outcome.LOST, Outcome.CONVERGED, Outcome.APPLIED)


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
