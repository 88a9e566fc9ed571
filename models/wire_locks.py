"""The messages of locks: who alone may sign a draft that the service knows.

`POST /v1/locks` takes or renews one, `POST /v1/locks/release` gives it back. Held by another, the
answer is the problem `locked`, in words that name the person and the workstation.
"""

from uuid import UUID

from models.wire import Message, Standing


class LockRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Ask to be the only one to sign `resource` (`table:id`), or to stay so: ask again."""

    resource: str
    user: UUID


class LockReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """The number that a signature has to carry; good for `expires_ms` from now."""

    standing: Standing
    token: int
    expires_ms: int


class ReleaseRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Give a lock back before it runs out."""

    resource: str
    token: int


class ReleaseReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """The lock is no longer this workstation's, whoever held it before."""

    standing: Standing
