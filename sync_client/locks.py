"""Locks: so that no two desks sign the same document while both can reach the service.

A lock is a courtesy and its token a fence: the service takes a signature only while its token is
current. Without a line there is no lock, and the desk signs in the way that needs none.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from local_store.errors import StoreError
from models.wire_locks import LockRequest, ReleaseRequest
from sync_client.exchange import Answered, LineDown
from sync_client.line import Line
from sync_client.trouble import explain, explain_store

_LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class LockAnswer:
    """What came of asking for a lock.

    Attributes:
        token: the number a signature must show; None where there is no lock.
        message: why there is none: who holds it, or what is wrong; "" where the line is down.
    """

    token: int | None
    message: str = ""


def lock(line: Line, resource: str, user: UUID) -> LockAnswer:
    """Lock a document for this user, or renew the lock; a dead line gives an answer too."""
    try:
        reply = line.ask(line.transport.lock, LockRequest(resource=resource, user=user))
    except LineDown:
        return LockAnswer(None)
    except Answered as answer:
        problem = answer.problem
        is_held = problem.code == _LOCKED
        return LockAnswer(None, problem.message if is_held else explain(problem).words)
    except StoreError as error:
        return LockAnswer(None, explain_store(error).words)
    return LockAnswer(reply.token)


def release(line: Line, resource: str, token: int) -> None:
    """Let others have the document. A release that does not arrive does no harm: locks run out."""
    with suppress(LineDown, Answered, StoreError):
        line.ask(line.transport.release, ReleaseRequest(resource=resource, token=token))
