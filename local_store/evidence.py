"""Whether what paper brought has come here by the line already, as far as the rows can tell.

A page carries rows, not change sets. A fact that is there with the same words is the same fact; of
a record that others have changed since, nobody here can tell. Such a set is sent to the service,
which knows, and is not laid over what is newer.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from local_store.overlay import get_base
from local_store.rows import Row, plain_of_wire, rows_of
from models.care import VOID_FIELDS
from models.change_set import Content, Op
from models.entity import Entity, class_of, field_index
from models.registry import BY_TABLE
from models.values import PlainRow
from models.vocabulary import ConflictStatus, OpKind, ReplicaClass

Classes = frozenset[ReplicaClass]
_WHOLE = (OpKind.INSERT, OpKind.APPEND, OpKind.SIGN)
"""The ops that make a row visible where there was none."""


class Evidence(IntEnum):
    """How sure it is that the base has the effect of a change set."""

    NONE = 0
    LIKELY = 1
    SAME = 2


def of(raw: Any, ops: Iterable[Op]) -> Evidence:
    """The weakest evidence of any of the ops; none if there are none."""
    ops = list(ops)
    least = min((_of_op(raw, op) for op in ops), default=Evidence.NONE)
    if least is Evidence.SAME and not any(op.k in _WHOLE for op in ops):
        # Two people may have made the same change.
        return Evidence.LIKELY
    return least


def shown_ops(content: Content, classes: Classes) -> list[Op]:
    """The ops of a change set that a desk of these classes may show, and can."""
    return [op for op in content.ops if _is_held(op, classes) and _fits(op)]


def _is_held(op: Op, classes: Classes) -> bool:
    entity = BY_TABLE.get(op.e)
    if entity is None:
        return False
    if op.k in _WHOLE or entity.SYNC.class_field is None:
        return class_of(entity, op.f) in classes
    # Rows of several classes: one that is not held is not there to be changed.
    return True


def _fits(op: Op) -> bool:
    """Whether the values have the shape that the tables of this generation need."""
    index = field_index(BY_TABLE[op.e])
    if op.k is OpKind.RESOLVE:
        return True
    try:
        values = {name: plain_of_wire(index[name], op.f[name]) for name in op.f.keys() & index}
    except ValueError:
        return False
    wanted = index if op.k in _WHOLE else values
    return all(index[name].nullable or values.get(name) is not None for name in wanted)


def _of_op(raw: Any, op: Op) -> Evidence:
    base = _base(raw, BY_TABLE[op.e], op)
    if base is None:
        return Evidence.NONE
    fields = base.fields
    is_there, is_same = True, _has(fields, op.f)
    match op.k:
        case OpKind.VOID:
            is_there = is_same = fields.get(VOID_FIELDS[0]) is not None
        case OpKind.RESOLVE:
            is_there = is_same = fields.get("status") == ConflictStatus.RESOLVED
        case OpKind.PATCH:
            is_there = is_same
        case OpKind.SIGN:
            is_there = fields.get("signed_at") is not None
        case OpKind.INSERT | OpKind.APPEND:
            # Its being there is the sign.
            pass
    if not is_there:
        return Evidence.NONE
    return Evidence.SAME if is_same else Evidence.LIKELY


def _has(fields: PlainRow, wanted: PlainRow) -> bool:
    known = wanted.keys() & fields
    return all(fields[name] == wanted[name] for name in known - set(VOID_FIELDS))


def _base(raw: Any, entity: type[Entity], op: Op) -> Row | None:
    shown = rows_of(entity).get(raw, op.id)
    if shown is not None and not shown.dirty:
        return shown
    return get_base(raw, entity, op.id)
