"""The op that makes a record, for whatever the service writes in its own name."""

from models.change_set import Op
from models.entity import Entity
from models.vocabulary import OpKind, PolicyKind


def op_for_new(record: Entity) -> Op:
    """The op that makes a record."""
    is_fact = record.SYNC.kind is PolicyKind.APPEND_ONLY
    kind = OpKind.APPEND if is_fact else OpKind.INSERT
    return Op(k=kind, e=record.TABLE, id=record.id, root=record.root_id, f=dict(record.plain()))
