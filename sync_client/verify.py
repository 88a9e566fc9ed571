"""Prove now and then that this replica holds the same rows as the service."""

from models.wire import VerifyRequest
from sync_client.line import Leg, Line
from sync_client.pull import pull_to_head
from sync_client.trouble import sums_differ

EVERY_S = 3600.0
"""How often a line that stays up is compared; after each reconnect it is compared at once."""
_TRIES = 3


def verify_when_due(line: Line) -> None:
    """Compare the sums of all tables, at a moment when both sides stand at the same number.

    Sums taken at different numbers say nothing, so then the replica is brought up and asked
    again, and after a few tries the next round goes on with it.

    Raises:
        LineDown: no answer.
        Answered: the service refused.
    """
    if not is_due(line):
        return
    for _ in range(_TRIES):
        cursor, sums = line.replica.sums()
        told = {table: (total.count, str(total.total)) for table, total in sums.items()}
        reply = line.ask(line.transport.verify, VerifyRequest(cursor=cursor, sums=told))
        if reply.at_seq == cursor.seq:
            line.verified_at = line.clock.monotonic()
            if reply.equal:
                line.replica.note_agreement(cursor.seq, line.clock.now())
            line.note(Leg.VERIFY, None if reply.equal else sums_differ(reply.differing))
            return
        pull_to_head(line)


def is_due(line: Line) -> bool:
    """Whether it is time to compare."""
    return line.verified_at is None or line.clock.monotonic() - line.verified_at >= EVERY_S
