"""What follows from decisions, as change sets of the service: conflicts, and what rules want."""

from uuid import UUID, uuid5

import msgspec
import structlog

from models.change_set import Op
from models.conflict import Conflict
from models.entity import fields_of
from models.hlc import milliseconds_of
from models.ids import NIL
from models.merge import FieldMeta
from models.values import Plain, PlainRow
from models.vocabulary import ConflictStatus, OpKind
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.decide import APPLIED
from server_stub.open_run import OpenRun, service_content
from server_stub.records import Place
from server_stub.rules import RULES
from server_stub.set_view import Dispute

_log = structlog.get_logger("almoner.follow")
OPEN_CONFLICT = "conflict.open"


def follow_up(run: OpenRun) -> None:
    """Open conflicts, then ask every rule, over all that applied, until nothing new does.

    A conflict is opened for each dispute: exactly one for each change set, row and field.
    """
    done = 0
    while done < len(run.applied):
        news = run.applied[done:]
        done = len(run.applied)
        disputed = [each for each in news if _disputes(each)]
        if disputed:
            _open_conflicts(run, disputed)
        for rule in RULES:
            derived = rule(run, news)
            if derived:
                _note_failures(run.author(derived))


def _note_failures(derived: list[Candidate]) -> None:
    # What happened stands whether or not what should follow from it can be stored.
    for each in derived:
        decision = each.decision
        if decision.status not in APPLIED and each.content is not None:
            cause = str(each.content.on_behalf_of)
            name = each.content.use_case
            _log.error("derived_not_applied", use_case=name, cause=cause, reason=decision.reason)


def _disputes(each: Candidate) -> list[tuple[int, Dispute]]:
    return [(i, d) for i, judged in enumerate(each.decision.ops) for d in judged.disputes]


def _open_conflicts(run: OpenRun, disputed: list[Candidate]) -> None:
    all_disputes = [d for each in disputed for _, d in _disputes(each)]
    users = _users(run, {_place(d.standing_meta) for d in all_disputes})
    images = run.tx.images({d.base for d in all_disputes if d.base})
    items = []
    for each in disputed:
        ops = []
        for i, dispute in _disputes(each):
            subject = f"{dispute.entity.TABLE}/{dispute.row_id}/{dispute.field}"
            conflict_id = uuid5(each.id, subject)
            if conflict_id in each.conflicts.get(i, []):
                continue
            each.conflicts.setdefault(i, []).append(conflict_id)
            row = _conflict_row(each, dispute, users, images)
            ops.append(
                Op(k=OpKind.INSERT, e=Conflict.TABLE, id=conflict_id, root=dispute.root, f=row)
            )
        own = uuid5(each.id, "conflicts")
        raw = service_content(run, own, ops, use_case=OPEN_CONFLICT, because=each.id)
        items.append(Authored(raw))
    run.author(items)


def _place(meta: FieldMeta) -> Place:
    return meta.device, meta.inc, meta.dseq


def _users(run: OpenRun, places: set[Place]) -> dict[Place, UUID]:
    users = {each.place: each.user for each in run.candidates if each.place in places}
    missing = places - users.keys()
    return users | {place: user for place, (_, user) in run.tx.links(missing).items()}


def _conflict_row(
    each: Candidate,
    dispute: Dispute,
    users: dict[Place, UUID],
    images: dict[int, tuple[UUID, PlainRow]],
) -> PlainRow:
    meta = dispute.standing_meta
    hlc = 0 if each.content is None else each.content.hlc
    seen = images.get(dispute.base)
    base = None
    if seen is not None and seen[0] == dispute.row_id:
        base = _json(seen[1].get(dispute.field))
    row: PlainRow = {
        "patient_id": dispute.root,
        "entity": dispute.entity.TABLE,
        "row_id": dispute.row_id,
        "field": dispute.field,
        "base": base,
        "standing": _json(dispute.standing),
        "standing_user_id": users.get(_place(meta), NIL),
        "standing_device_id": meta.device,
        "standing_at": milliseconds_of(meta.hlc) * 1000,
        "proposed": _json(dispute.proposed),
        "proposed_user_id": each.user,
        "proposed_device_id": each.place[0],
        "proposed_at": milliseconds_of(hlc) * 1000,
        "change_set_id": each.id,
        "status": ConflictStatus.OPEN.value,
        "replica_class": int(dispute.replica),
    }
    for name in ("standing_user_id", "proposed_user_id"):
        if row[name] == NIL:
            row[name] = None
    return {spec.name: row.get(spec.name) for spec in fields_of(Conflict)}


def _json(value: Plain) -> str:
    return msgspec.json.encode(value).decode()
