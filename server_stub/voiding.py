"""A record made in error: it stays to be seen, and says so, once."""

from models.care import VOID_FIELDS, VOID_REASON, CareRecord
from models.change_set import Content, Op
from models.entity import Entity, field_index
from models.ids import NIL
from models.merge import void_fields
from models.values import Plain
from models.vocabulary import Outcome, PolicyKind
from server_stub.fields import checked
from server_stub.merging import written_now
from server_stub.records import EVERY_FIELD, MERGING, Held
from server_stub.set_view import Judged, Never, NotYet, SetView

VOIDABLE = (*MERGING, PolicyKind.APPEND_ONLY)


def void(view: SetView, entity: type[Entity], op: Op, content: Content) -> Judged:
    """Void a care record; whoever comes second changes nothing.

    Raises:
        Never: it is no record that people write, or there is no reason.
        NotYet: the record is not there yet.
    """
    reason = _reason(view, entity, op)
    held = view.row(entity, op.id)
    if held is None:
        raise NotYet(f"missing_row:{op.e}", [op.id])
    if held.row[VOID_FIELDS[0]] is not None:
        return Judged(Outcome.CONVERGED)
    fields = void_fields(content.user, view.writer.hlc, reason)
    if content.user == NIL:
        fields[VOID_FIELDS[1]] = None
    metas = dict(held.metas)
    if entity.SYNC.kind in MERGING:
        for name in VOID_FIELDS:
            metas[name] = written_now(view, metas.get(name) or metas.get(EVERY_FIELD))
    view.put(entity, op.id, Held({**held.row, **fields}, metas))
    return Judged(Outcome.APPLIED)


def _reason(view: SetView, entity: type[Entity], op: Op) -> Plain:
    if not issubclass(entity, CareRecord) or entity.SYNC.kind not in VOIDABLE:
        raise Never(f"malformed:void of {op.e}")
    if set(op.f) != {VOID_REASON}:
        raise Never("malformed:void")
    reason = checked(view, field_index(entity)[VOID_REASON], op.f[VOID_REASON])
    if not reason:
        raise Never(f"validation:{VOID_REASON}")
    return reason
