"""The heart of the service: one change set and what is known, to its effects. Pure.

All or nothing: a change set applies whole, waits whole, or is rejected whole, and is kept in
every case.
"""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from models.change_set import Content, Op
from models.entity import Entity
from models.hlc import clamp
from models.merge import Writer
from models.registry import BY_TABLE
from models.rights import may
from models.vocabulary import OpKind, Outcome, PolicyKind, Profile, ReplicaClass, Role, SetStatus
from server_stub.judge import judge_op
from server_stub.records import (
    Change,
    Place,
)
from server_stub.set_view import Judged, Never, NotYet, Reads, SetView, replica_of

APPLIED = (SetStatus.APPLIED, SetStatus.MERGED, SetStatus.CONFLICT)
"""The states in which a change set has had its effect."""

_RIGHTS = {OpKind.RESOLVE: "conflict.resolve", OpKind.SIGN: "order.sign"}
"""Kinds of op that need a right of their own, whatever use case they come with."""

_SERVICE_ONLY = (PolicyKind.SERVER_OWNED, PolicyKind.CLAIMED, PolicyKind.LOCAL_ONLY)


@dataclass(frozen=True, slots=True)
class Author:
    """Where a change set comes from.

    Attributes:
        place: its link's place in the chain.
        profile: what the workstation is for.
        classes: the classes of rows it may hold, and so may write.
        ceiling: the service's clock at receipt; a clock ahead of it counts as this.
    """

    place: Place
    profile: Profile
    classes: frozenset[ReplicaClass]
    ceiling: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of a change set. `hlc` is the latest clock it left in a row."""

    status: SetStatus
    ops: tuple[Judged, ...] = ()
    changes: tuple[Change, ...] = ()
    reason: str | None = None
    blocked_by: tuple[UUID, ...] = ()
    waits_on: tuple[UUID, ...] = ()
    hlc: int = 0


def decide(content: Content, author: Author, reads: Reads) -> Decision:
    """Decide one authentic change set against the state of the batch so far."""
    unmet = tuple(d for d in content.deps if reads.status_of(d) not in APPLIED)
    if unmet:
        return Decision(SetStatus.PARKED, reason="deps", blocked_by=unmet, waits_on=unmet)
    device, inc, dseq = author.place
    writer = Writer(device, inc, dseq, clamp(content.hlc, author.ceiling))
    is_service = author.profile is Profile.SERVICE
    is_derived = is_service and content.on_behalf_of is not None
    view = SetView(reads, writer, content.gen, is_service, is_derived, frozenset(content.deps))
    try:
        if not is_service:
            _authorise(content, author, view)
        judged = tuple([judge_op(view, op, content) for op in content.ops])
    except Never as never:
        return Decision(SetStatus.REJECTED, reason=str(never))
    except NotYet as later:
        return Decision(SetStatus.PARKED, reason=str(later), waits_on=later.waits_on)
    return Decision(_status(judged), judged, tuple(view.changes.values()), hlc=view.hlc)


def _authorise(content: Content, author: Author, view: SetView) -> None:
    for op in content.ops:
        entity = BY_TABLE.get(op.e)
        if entity is None:
            raise view.unfit(f"unknown_entity:{op.e}")
        service_only = entity.SYNC.kind in _SERVICE_ONLY and op.k is not OpKind.RESOLVE
        if service_only or not _may_hold(author, view, entity, op):
            raise Never(f"forbidden_table:{op.e}")
        if op.k is OpKind.RESOLVE and op.e != "conflict":
            raise Never(f"malformed:resolve of {op.e}")
    roles = view.reads.roles_of(content.user)
    if roles is None:
        raise NotYet("auth_review:unknown_user", [content.user])
    needed = {content.use_case, *(_RIGHTS[op.k] for op in content.ops if op.k in _RIGHTS)}
    if not all(_may(roles, key) for key in needed):
        raise NotYet(f"auth_review:{content.use_case}", [content.user])


def _may_hold(author: Author, view: SetView, entity: type[Entity], op: Op) -> bool:
    """Whether the author's workstation holds the class of the row; a row not there yet waits."""
    if entity.SYNC.class_field is None:
        return entity.SYNC.replica in author.classes
    if op.k in (OpKind.INSERT, OpKind.APPEND):
        return replica_of(entity, op.f) in author.classes
    held = view.row(entity, op.id)
    return held is None or replica_of(entity, held.row) in author.classes


@lru_cache(maxsize=1024)
def _may(roles: frozenset[Role], key: str) -> bool:
    return may(roles, key)


def _status(judged: tuple[Judged, ...]) -> SetStatus:
    outcomes = {each.outcome for each in judged}
    if Outcome.CONFLICT in outcomes:
        return SetStatus.CONFLICT
    if outcomes & {Outcome.LOST, Outcome.CONVERGED}:
        return SetStatus.MERGED
    return SetStatus.APPLIED
