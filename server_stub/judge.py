"""What one op does to one row: validated, merged field by field, never half."""

from dataclasses import fields as dataclass_fields
from uuid import UUID

import msgspec

from models.care import VOID_FIELDS, CareRecord, Recorded
from models.change_set import Content, Op
from models.conflict import Conflict
from models.entity import Entity, field_index
from models.hlc import milliseconds_of
from models.registry import BY_TABLE
from models.values import PlainRow
from models.vocabulary import ConflictStatus, OpKind, Outcome, PolicyKind
from server_stub.fields import checked, need_references, some_fields, whole_row
from server_stub.merging import merge, written_now
from server_stub.records import EVERY_FIELD, MERGING, Held
from server_stub.set_view import Judged, Never, NotYet, SetView, root_of
from server_stub.signing import check_draft, is_signed, sign
from server_stub.voiding import void

_BY_A_PERSON = {OpKind.SIGN: sign, OpKind.VOID: void}
_ITS_OWN = frozenset(f.name for f in dataclass_fields(Recorded))
"""What each maker of a row says of its own making: the standing row keeps that of its maker."""


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
    if op.k in _BY_A_PERSON:
        return _BY_A_PERSON[op.k](view, entity, op, content)
    if op.k is OpKind.PATCH:
        if kind is PolicyKind.APPEND_ONLY:
            raise Never(f"immutable:{op.e}")
        return _patch(view, entity, op)
    if (op.k is OpKind.APPEND) is not (kind is PolicyKind.APPEND_ONLY):
        raise Never(f"malformed:{op.k} of {op.e}")
    return _insert(view, entity, op)


def _insert(view: SetView, entity: type[Entity], op: Op) -> Judged:
    row = whole_row(view, entity, op)
    check_draft(view, entity, row)
    held = view.row(entity, op.id)
    if held is not None:
        return _insert_over(view, entity, op, (held, row))
    need_references(view, entity, row, own=op.id)
    metas = {}
    if entity.SYNC.kind in MERGING:
        metas[EVERY_FIELD] = written_now(view, None)
    view.put(entity, op.id, Held(row, metas))
    return Judged(Outcome.APPLIED)


def _insert_over(
    view: SetView, entity: type[Entity], op: Op, ground: tuple[Held, PlainRow]
) -> Judged:
    """A row made twice under one id is one row: its fields come together as edits made apart."""
    held, row = ground
    if _is_same(entity, held.row, row) or view.is_derived:
        return Judged(Outcome.DUPLICATE)
    if entity.SYNC.kind not in MERGING or op.root != root_of(entity, op.id, held.row):
        raise Never("id_reuse")
    if is_signed(entity, held.row):
        raise Never(f"immutable:{op.e}")
    given = {name for name, value in row.items() if value is not None} - _ITS_OWN
    values = {name: row[name] for name in row if name in given}
    need_references(view, entity, values, own=op.id)
    return merge(view, entity, msgspec.structs.replace(op, base=0), (held, values), fills=True)


def _is_same(entity: type[Entity], standing: PlainRow, row: PlainRow) -> bool:
    if standing == row:
        return True
    if not issubclass(entity, CareRecord):
        return False
    # A record that was voided since is still the one that comes again.
    return standing == {**row, **{name: standing[name] for name in VOID_FIELDS}}


def _patch(view: SetView, entity: type[Entity], op: Op) -> Judged:
    values = some_fields(view, entity, op)
    check_draft(view, entity, values)
    if issubclass(entity, CareRecord) and not values.keys().isdisjoint(VOID_FIELDS):
        raise Never("malformed:void by patch")
    held = view.row(entity, op.id)
    if held is None:
        raise NotYet(f"missing_row:{op.e}", [op.id])
    if is_signed(entity, held.row):
        raise Never(f"immutable:{op.e}")
    need_references(view, entity, values)
    return merge(view, entity, op, (held, values))


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
    values = {name: checked(view, field_index(entity)[name], op.f[name])}
    need_references(view, entity, values)
    resolution = msgspec.json.encode(values[name]).decode()
    if conflict["status"] == ConflictStatus.RESOLVED:
        if conflict["resolution"] == resolution:
            return Judged(Outcome.CONVERGED)
        patch = msgspec.structs.replace(op, id=row_id)
        if is_signed(entity, held.row):
            raise Never(f"immutable:{entity.TABLE}")
        return merge(view, entity, patch, (held, values))
    _settle(view, entity, row_id, (held, values))
    closed: PlainRow = {
        **conflict,
        "status": ConflictStatus.RESOLVED.value,
        "resolution": resolution,
        "resolved_by_id": content.user,
        "resolved_at": milliseconds_of(view.writer.hlc) * 1000,
    }
    view.put(Conflict, op.id, Held(closed, {}))
    return Judged(Outcome.APPLIED)


def _settle(
    view: SetView, entity: type[Entity], row_id: UUID, ground: tuple[Held, PlainRow]
) -> None:
    held, values = ground
    ((name, value),) = values.items()
    if is_signed(entity, held.row):
        # What was signed meanwhile stands; a person can only say that they have seen it.
        if held.row[name] != value:
            raise Never(f"immutable:{entity.TABLE}")
        return
    check_draft(view, entity, values)
    meta = held.metas.get(name) or held.metas.get(EVERY_FIELD)
    metas = {**held.metas, name: written_now(view, meta)}
    view.put(entity, row_id, Held({**held.row, **values}, metas))
