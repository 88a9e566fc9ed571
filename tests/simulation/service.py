"""The service of a simulated hospital: the real core over a database of dictionaries, one thread.

It can die before or after it commits; what was committed is there again at once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.change_set import Content, Op, encode_content
from models.hlc import tick
from models.ids import NIL, Clock, Entropy, uuid7
from models.registry import GENERATION
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
from models.wire_locks import LockReply, LockRequest, ReleaseReply, ReleaseRequest
from server_stub.batch import MIN_GEN, Result, decide_batch
from server_stub.batch_item import Authored, Item, Keys, Push
from server_stub.chain import check_shape
from server_stub.commands.run import run_command
from server_stub.leases import give_lease
from server_stub.locks import give_lock, release_lock
from server_stub.port import Caller, ServerPort, ServerTx
from server_stub.pull import check_cursor, page_after, with_receipts
from server_stub.refusal import Refusal
from server_stub.verify import compare
from sync_client.exchange import Answered, LineDown


class Death(StrEnum):
    """When in its next transaction the service dies."""

    BEFORE_COMMIT = "before commit"
    AFTER_COMMIT = "after commit"


class Died(Exception):
    """The service is gone in the middle of something."""


class DyingPort:
    """The port of a service that may die."""

    def __init__(self, port: ServerPort) -> None:
        self.port = port
        self.death: Death | None = None

    @contextmanager
    def begin(self) -> Iterator[ServerTx]:
        """A transaction that may be the last."""
        death, self.death = self.death, None
        with self.port.begin() as tx:
            yield tx
            if death is Death.BEFORE_COMMIT:
                raise Died
        if death is Death.AFTER_COMMIT:
            raise Died

    def snapshot(self) -> Any:
        """A reading; nothing can go wrong with it."""
        return self.port.snapshot()

    def claim(self, wait_s: float) -> bool:
        """There is only one."""
        return self.port.claim(wait_s)


@dataclass
class Service:
    """What every desk of the world asks."""

    port: DyingPort
    clock: Clock
    entropy: Entropy
    keys: Keys

    def run(self, batch: Sequence[Item]) -> list[Result]:
        """Do a batch."""
        return decide_batch(self.port, batch, self.clock, self.entropy, self.keys)

    def author(self, use_case: str, ops: list[Op]) -> Receipt:
        """Write a change set of the service's own."""
        now_ms = int(self.clock.now().timestamp() * 1000)
        with self.port.snapshot() as snapshot:
            clock_row = snapshot.clock()
        content = Content(
            id=uuid7(now_ms, self.entropy),
            use_case=use_case,
            user=NIL,
            epoch=clock_row.epoch,
            hlc=tick(clock_row.last_hlc, now_ms),
            wall_ms=now_ms,
            gen=GENERATION,
            deps=[],
            salt=self.entropy(16),
            ops=ops,
        )
        (receipt,) = self.run([Authored(encode_content(content))])
        assert isinstance(receipt, Receipt)
        return receipt

    def head(self) -> int:
        """The last number given."""
        with self.port.snapshot() as snapshot:
            head: int = snapshot.clock().last_seq
        return head

    def desk(self, caller: Caller) -> "ForDesk":
        """The service as one desk reaches it."""
        return ForDesk(self, caller)


@dataclass
class ForDesk:
    """Answers one authenticated desk; problems come as they come over HTTP."""

    service: Service
    caller: Caller

    def push(self, request: PushRequest) -> PushReply:
        """Take change sets."""
        with _as_answers():
            check_shape(self.caller, request)
            (result,) = self.service.run([Push(self.caller, request)])
            if isinstance(result, Refusal):
                raise result
            assert isinstance(result, PushReply)
            return result

    def pull(self, request: PullRequest) -> Page:
        """Give what is new."""
        with _as_answers(), self.service.port.snapshot() as snapshot:
            start = check_cursor(snapshot, self.caller.scope, request.cursor)
            page = page_after(
                snapshot,
                self.caller.scope,
                self._standing(snapshot),
                from_seq=start,
                max_bytes=request.max_bytes,
            )
            return with_receipts(snapshot, self.caller, page)

    def verify(self, request: VerifyRequest) -> VerifyReply:
        """Compare sums."""
        with _as_answers(), self.service.port.snapshot() as snapshot:
            return compare(snapshot, self.caller.scope, self._standing(snapshot), request)

    def command(self, request: CommandRequest) -> CommandReply:
        """Decide."""
        service = self.service
        with _as_answers():
            return run_command(
                service.port, self.caller, request, service.clock, service.entropy, service.keys
            )

    def lease(self, request: LeaseRequest) -> LeaseReply:
        """Give serials."""
        service = self.service
        with _as_answers():
            with service.port.snapshot() as snapshot:
                standing = self._standing(snapshot)
            return give_lease(
                service.port, self.caller, request, standing, service.clock, service.entropy
            )

    def lock(self, request: LockRequest) -> LockReply:
        """Let one sign."""
        service = self.service
        with _as_answers():
            with service.port.snapshot() as snapshot:
                standing = self._standing(snapshot)
            return give_lock(service.port, self.caller, request, standing, service.clock)

    def release(self, request: ReleaseRequest) -> ReleaseReply:
        """Take a lock back."""
        service = self.service
        with _as_answers():
            with service.port.snapshot() as snapshot:
                standing = self._standing(snapshot)
            return release_lock(service.port, self.caller, request, standing, service.clock)

    def _standing(self, snapshot: Any) -> Standing:
        row = snapshot.clock()
        now_ms = int(self.service.clock.now().timestamp() * 1000)
        return Standing(
            epoch=row.epoch,
            head=row.last_seq,
            server_time_ms=now_ms,
            hlc=tick(row.last_hlc, now_ms),
            min_gen=MIN_GEN,
        )


@contextmanager
def _as_answers() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise Answered(refusal.problem, refusal.http_status) from refusal
    except Died as died:
        raise LineDown("the service died", sent=True) from died
