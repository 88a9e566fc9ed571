"""The engine of one hospital: everything the HTTP shell, the tools and the simulator may ask."""

from collections.abc import Callable
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.change_set import Op
from models.ids import NIL, Clock, Entropy
from models.scope import Scope
from models.wire import (
    CommandReply,
    CommandRequest,
    LeaseReply,
    LeaseRequest,
    Page,
    PullRequest,
    PushReply,
    PushRequest,
    Receipt,
    Standing,
    VerifyReply,
    VerifyRequest,
)
from server_stub.port import Caller, ServerPort


class Engine:
    """One per hospital and process; every method may be called from any thread.

    Requests that write wait for the one writer thread; all raise `Refusal` when not done.
    """

    def __init__(
        self,
        port: ServerPort,
        clock: Clock,
        entropy: Entropy,
        service_key: Ed25519PrivateKey,
        hash_key: bytes,
    ) -> None:
        self.on_commit: list[Callable[[int], None]] = []

    def close(self) -> None:
        """Finish what is being written, refuse the rest as busy, and end the writer thread."""

    def is_writer(self) -> bool:
        """Whether this process writes; false while it stands by for another to end."""
        raise NotImplementedError

    def push(self, auth: Caller, request: PushRequest) -> PushReply:
        """Store change sets for ever and say what became of each."""
        raise NotImplementedError

    def pull(self, auth: Caller, request: PullRequest) -> Page:
        """Everything new after a cursor. The rows' fields are encoded JSON (`msgspec.Raw`)."""
        raise NotImplementedError

    def delta(self, scope: Scope, from_seq: int) -> tuple[Page, frozenset[UUID]]:
        """The same for every device of a scope, without receipts, for the live line.

        Returns:
            The page, and the devices that must pull instead, because a change set of theirs
            that was parked has been decided in the range.
        """
        raise NotImplementedError

    def verify(self, auth: Caller, request: VerifyRequest) -> VerifyReply:
        """Compare a replica's sums with the service's at exactly the cursor's number."""
        raise NotImplementedError

    def command(self, auth: Caller, request: CommandRequest) -> CommandReply:
        """Decide what only the service can; the same id gets the same decision."""
        raise NotImplementedError

    def lease(self, auth: Caller, request: LeaseRequest) -> LeaseReply:
        """Give an incarnation a block of serials for good."""
        raise NotImplementedError

    def author(
        self,
        use_case: str,
        ops: list[Op],
        on_behalf_of: UUID | None = None,
        user: UUID = NIL,
    ) -> Receipt:
        """Write one change set of the service's own."""
        raise NotImplementedError

    def author_many(self, sets: list[tuple[str, list[Op]]]) -> list[Receipt]:
        """Write many, in the bulk lane, in this order."""
        raise NotImplementedError

    def standing(self) -> Standing:
        """Where the service stands, without asking the database."""
        raise NotImplementedError
