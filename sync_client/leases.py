"""Keep enough record number serials for a long time without the service."""

from models.wire import LeaseRequest
from sync_client.line import Line

BLOCK = 500
REFILL_BELOW = BLOCK // 2


def lease_when_low(line: Line) -> None:
    """Ask for a block of serials when less than half a block is left.

    Raises:
        LineDown: no answer; a block granted but not received stays unused for ever.
        Answered: the service refused.
    """
    if line.replica.serials_left() < REFILL_BELOW:
        line.replica.add_block(line.ask(line.transport.lease, LeaseRequest(want=BLOCK)))
