"""Fields brought together with a standing row, each by itself."""

from uuid import UUID

from models.change_set import Op
from models.entity import Entity
from models.merge import FieldMeta, Verdict, effective_hlc, judge_field
from models.values import Plain, PlainRow
from models.vocabulary import Outcome, ReplicaClass
from server_stub.records import EVERY_FIELD, MERGING, Held
from server_stub.set_view import Dispute, Judged, Never, SetView, replica_of, root_of

_WEIGHT = (Outcome.CONFLICT, Outcome.LOST, Outcome.CONVERGED, Outcome.APPLIED)
_OUTCOMES = {
    Verdict.APPLY: Outcome.APPLIED,
    Verdict.CONVERGE: Outcome.CONVERGED,
    Verdict.LOSE: Outcome.LOST,
    Verdict.CONFLICT: Outcome.CONFLICT,
}


def merge(
    view: SetView,
    entity: type[Entity],
    op: Op,
    ground: tuple[Held, PlainRow],
    *,
    fills: bool = False,
) -> Judged:
    """Let the fields of an op take their places in a row; `ground` is (standing, proposed).

    With `fills` a field that its maker left empty is simply filled: nobody chose that it be empty.
    """
    held, values = ground
    # A base that was never given out can prove nothing.
    base = op.base if op.base is not None and op.base <= view.reads.head else 0
    row, metas = dict(held.row), dict(held.metas)
    root, replica = root_of(entity, op.id, row), replica_of(entity, row)
    _keep_place(entity, row, values)
    outcomes, disputes = {Outcome.APPLIED} if not values else set(), []
    for name, value in values.items():
        meta = metas.get(name) or metas.get(EVERY_FIELD)
        both = (row.get(name), value)
        seen = view.has_seen(meta, base)
        verdict = judge_field(entity.SYNC.kind, meta, base=base, writer=view.writer, values=both)
        if seen or (fills and both[0] is None and name not in metas):
            verdict = Verdict.APPLY
        outcomes.add(_OUTCOMES[verdict])
        if verdict is Verdict.APPLY:
            row[name] = value
            if entity.SYNC.kind in MERGING:
                metas[name] = written_now(view, meta if seen else None)
        elif verdict is Verdict.CONFLICT and meta is not None:
            disputes.append(_dispute((entity, op.id, root, replica), (name, base), both, meta))
    if Outcome.APPLIED in outcomes and values:
        view.put(entity, op.id, Held(row, metas))
    return Judged(next(o for o in _WEIGHT if o in outcomes), tuple(disputes))


def _dispute(
    row: tuple[type[Entity], UUID, UUID | None, ReplicaClass],
    about: tuple[str, int],
    both: tuple[Plain, Plain],
    meta: FieldMeta,
) -> Dispute:
    entity, row_id, root, replica = row
    name, base = about
    return Dispute(
        entity=entity,
        row_id=row_id,
        root=root,
        replica=replica,
        field=name,
        base=base,
        standing=both[0],
        standing_meta=meta,
        proposed=both[1],
    )


def written_now(view: SetView, before: FieldMeta | None) -> FieldMeta:
    """Who writes a field now; `before` is the value that this one knowingly replaces.

    One that won against another made apart keeps its own clock: were it raised, a third edit
    would win or lose by order of arrival.
    """
    hlc = effective_hlc(before, view.writer)
    view.hlc = max(view.hlc, hlc)
    return FieldMeta(None, view.writer.device, view.writer.inc, view.writer.dseq, hlc)


def _keep_place(entity: type[Entity], row: PlainRow, values: PlainRow) -> None:
    """Whose row it is and which desks hold it was said when it was made, once."""
    for name in (entity.SYNC.root, entity.SYNC.class_field):
        if name is not None and name in values and values[name] != row[name]:
            raise Never(f"validation:{name}")
