"""The messages about locks, under `/v1/locks`: so that one document is signed at one desk.

A lock is kept for seconds and renewed by asking again. Its number goes into the signature, and the
service takes the signature only while that number is current.
"""

from uuid import UUID

from models.wire import Message, Standing


class LockRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """POST to `locks`: keep others from signing `resource`, `table:id`, while this user does."""

    resource: str
    user: UUID


class LockReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """The number a signature shows, and for how long it is current."""

    standing: Standing
    token: int
    expires_ms: int


class ReleaseRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """DELETE to `locks`: others may lock it again. A lock that is not held is no fault."""

    resource: str
    token: int


class ReleaseReply(Message, frozen=True, kw_only=True, omit_defaults=True):
    """The lock is not held any more."""

    standing: Standing
