"""Locks: of the people who have one draft before them, one signs it.

A lock runs out by itself, because a desk may die holding it. Its number is higher than that of
every lock before, and a signature is taken only while the number is current.
"""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from models.device import Device
from models.entity import Entity
from models.ids import Clock
from models.practitioner import Practitioner
from models.registry import BY_TABLE
from models.rights import may
from models.vocabulary import PolicyKind
from models.wire import Standing
from models.wire_locks import LockReply, LockRequest, ReleaseReply, ReleaseRequest
from server_stub.port import ServerPort, ServerTx
from server_stub.records import Caller, Lock
from server_stub.refusal import refuse

LOCK_MS = 60_000
_RIGHT = "order.sign"
E = TypeVar("E", bound=Entity)


def give_lock(
    port: ServerPort, caller: Caller, request: LockRequest, standing: Standing, clock: Clock
) -> LockReply:
    """Give or renew a lock for a minute by the service's clock.

    Raises:
        Refusal: `locked` when another person or workstation holds it, `malformed` for what cannot
            be signed, `forbidden` for who may not sign it.
    """
    _check(caller, request.resource)
    now_ms = int(clock.now().timestamp() * 1000)
    with port.begin() as tx:
        active, roles = tx.staff([request.user]).get(request.user, (False, frozenset()))
        if not active or not may(roles, _RIGHT):
            raise refuse("forbidden", 403, "The person signed in here may not sign this.")
        standing_lock = tx.locks([request.resource]).get(request.resource)
        holder = (caller.device_id, request.user)
        is_held = standing_lock is not None and standing_lock.expires_ms > now_ms
        if standing_lock is not None and is_held:
            if (standing_lock.device, standing_lock.user) != holder:
                raise refuse("locked", 409, _words(tx, standing_lock, now_ms))
            token = standing_lock.token
        else:
            token = tx.next_fence()
        tx.keep_lock(Lock(request.resource, *holder, token, now_ms + LOCK_MS))
    return LockReply(standing=standing, token=token, expires_ms=LOCK_MS)


def release_lock(
    port: ServerPort, caller: Caller, request: ReleaseRequest, standing: Standing, clock: Clock
) -> ReleaseReply:
    """Let a lock of this workstation run out now; another's stays as it is.

    Raises:
        Refusal: `malformed` for what cannot be locked.
    """
    _check(caller, request.resource)
    now_ms = int(clock.now().timestamp() * 1000)
    with port.begin() as tx:
        lock = tx.locks([request.resource]).get(request.resource)
        if lock is not None and (lock.device, lock.token) == (caller.device_id, request.token):
            tx.keep_lock(replace(lock, expires_ms=min(lock.expires_ms, now_ms)))
    return ReleaseReply(standing=standing)


def _check(caller: Caller, resource: str) -> None:
    table, _, row_id = resource.partition(":")
    entity = BY_TABLE.get(table)
    if entity is None or entity.SYNC.kind is not PolicyKind.SIGNED or not _is_id(row_id):
        raise refuse("malformed", 400, "Only a draft that is to be signed can be locked.")
    if entity.SYNC.replica not in caller.scope.classes:
        raise refuse("forbidden", 403, "This workstation does not hold such documents.")


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _words(tx: ServerTx, lock: Lock, now_ms: int) -> str:
    person, desk = _row(tx, Practitioner, lock.user), _row(tx, Device, lock.device)
    name = f"{person.given} {person.family}" if person is not None else "Somebody"
    at_desk = f"{desk.name} ({desk.place})" if desk is not None else "another workstation"
    seconds = max(1, (lock.expires_ms - now_ms) // 1000)
    return (
        f"{name} is signing this at {at_desk}. Ask them, or try again in {seconds} seconds: "
        "it is free as soon as they close it."
    )


def _row(tx: ServerTx, entity: type[E], row_id: UUID) -> E | None:
    held = tx.rows(entity, [row_id]).get(row_id)
    return None if held is None else entity.from_plain(row_id, held.row)
