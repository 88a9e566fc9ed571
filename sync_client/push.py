"""Send what waits, oldest first. The service answers each change set with a stored receipt."""

from models.change_set import Sealed
from models.wire import MAX_PUSH_BYTES, MAX_PUSH_SETS, Problem, PushReply, PushRequest
from sync_client.exchange import Answered
from sync_client.line import Line

CONTENT_BYTES = MAX_PUSH_BYTES // 2
"""Bytes grow by a third as base64, and links and signatures come on top."""
_GAPS_MAX = 3


def push_waiting(line: Line) -> int:
    """Send until nothing waits; gives how many change sets were receipted.

    Raises:
        LineDown: no answer; what was not receipted is sent again later.
        Answered: the service takes no more from this workstation, and says why.
    """
    limit, gaps, receipted = MAX_PUSH_SETS, 0, 0
    while sets := line.replica.pending(limit, CONTENT_BYTES):
        try:
            reply = _push(line, sets)
        except Answered as answer:
            code = answer.problem.code
            if code == "too_large" and len(sets) > 1:
                limit = len(sets) // 2
            elif code == "gap" and answer.problem.next_dseq is not None and gaps < _GAPS_MAX:
                gaps += 1
                line.replica.resend_from(answer.problem.next_dseq)
            else:
                raise
            continue
        line.replica.take_receipts(reply.receipts, reply.next_dseq)
        line.receipted_dseq = reply.next_dseq - 1
        receipted += len(reply.receipts)
    return receipted


def _push(line: Line, sets: list[Sealed]) -> PushReply:
    request = PushRequest(device=line.device, inc=line.inc, sets=sets)
    reply = line.ask(line.transport.push, request)
    if reply.next_dseq <= sets[0].link.dseq or not reply.receipts:
        problem = Problem(code="internal", message="a push was answered without a receipt")
        raise Answered(problem, 200)
    return reply
