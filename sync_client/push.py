"""Send what waits, oldest first. The service answers each change set with a stored receipt."""

from collections.abc import Callable

from models.change_set import Sealed
from models.wire import MAX_PUSH_BYTES, MAX_PUSH_SETS, Problem, PushReply, PushRequest
from sync_client.exchange import Answered
from sync_client.line import Line

CONTENT_BYTES = MAX_PUSH_BYTES // 2
"""Bytes grow by a third as base64, and links and signatures come on top."""
_GAPS_MAX = 3
_Pending = Callable[[int, int], list[Sealed]]
_Request = Callable[[Line, list[Sealed]], PushRequest]


def push_waiting(line: Line) -> int:
    """Send until nothing waits; gives how many change sets were receipted.

    What paper brought goes first, for own work may build on it; refused, it holds up nothing else.

    Raises:
        LineDown: no answer; what was not receipted is sent again later.
        Answered: the service takes no more from this workstation, and says why.
    """
    refused: Answered | None = None
    receipted = 0
    try:
        receipted += _push_all(line, line.replica.carried_pending, _carried)
    except Answered as answer:
        refused = answer
    receipted += _push_all(line, line.replica.pending, _own)
    if refused is not None:
        raise refused
    return receipted


def _push_all(line: Line, pending: _Pending, of: _Request) -> int:
    limit, gaps, receipted = MAX_PUSH_SETS, 0, 0
    answered: list[Sealed] = []
    while sets := pending(limit, CONTENT_BYTES):
        if sets == answered:
            raise _unanswered()
        try:
            reply = _push(line, of(line, sets))
        except Answered as answer:
            code = answer.problem.code
            if code == "too_large" and len(sets) > 1:
                limit = len(sets) // 2
            elif code == "gap" and answer.problem.next_dseq is not None and gaps < _GAPS_MAX:
                gaps, answered = gaps + 1, []
                line.replica.resend_from(answer.problem.next_dseq)
            else:
                raise
            continue
        line.replica.take_receipts(reply.receipts, reply.next_dseq)
        line.receipted_dseq = reply.next_dseq - 1
        receipted += len(reply.receipts)
        answered = sets
    return receipted


def _own(line: Line, sets: list[Sealed]) -> PushRequest:
    return PushRequest(device=line.device, inc=line.inc, sets=sets)


def _carried(line: Line, sets: list[Sealed]) -> PushRequest:
    return PushRequest(device=line.device, inc=line.inc, sets=[], carried=sets)


def _push(line: Line, request: PushRequest) -> PushReply:
    reply = line.ask(line.transport.push, request)
    moved = not request.sets or reply.next_dseq > request.sets[0].link.dseq
    if not moved or not reply.receipts:
        raise _unanswered()
    return reply


def _unanswered() -> Answered:
    problem = Problem(code="internal", message="a push was answered without a receipt")
    return Answered(problem, 200)
