"""Blocks of serials for medical record numbers: each incarnation's own, for good."""

from models.ids import Clock, Entropy, uuid7
from models.wire import LeaseReply, LeaseRequest, Standing
from server_stub.port import ServerPort
from server_stub.records import (
    Caller,
)
from server_stub.refusal import refuse

MAX_BLOCK = 1000


def give_lease(
    port: ServerPort,
    caller: Caller,
    request: LeaseRequest,
    standing: Standing,
    clock: Clock,
    entropy: Entropy,
) -> LeaseReply:
    """Give the next block of the hospital's one serial space.

    Raises:
        Refusal: `malformed` for a size no desk needs, `not_found` when no serial is left.
    """
    if not 1 <= request.want <= MAX_BLOCK:
        raise refuse("malformed", 400, f"Ask for 1 to {MAX_BLOCK} numbers.")
    lease_id = uuid7(int(clock.now().timestamp() * 1000), entropy)
    with port.begin() as tx:
        block = tx.lease(lease_id, (caller.device_id, caller.inc), request.want)
    if block is None:
        raise refuse("not_found", 404, "No medical record number is left; call support.")
    return LeaseReply(standing=standing, lease_id=lease_id, lo=block[0], hi=block[1])
