"""The engine of one hospital: everything the HTTP shell, the tools and the simulator may ask."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Condition
from typing import TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.change_set import Op
from models.hlc import tick
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
from models.wire_locks import LockReply, LockRequest, ReleaseReply, ReleaseRequest
from server_stub.actor import INTERACTIVE_SETS, Actor
from server_stub.authoring import authored
from server_stub.batch import MIN_GEN, Outcome, Result, run_batch
from server_stub.batch_item import Authored, Item, Keys, Push
from server_stub.bed_day_round import charge_days_gone_by, visits_in_progress
from server_stub.chain import check_shape
from server_stub.commands.run import run_command
from server_stub.leases import give_lease
from server_stub.locks import give_lock, release_lock
from server_stub.port import ServerPort, Snapshot
from server_stub.pull import check_cursor, page_after, with_receipts
from server_stub.records import (
    Caller,
    ClockRow,
    ParkedSet,
)
from server_stub.redo import run_group, try_waiting
from server_stub.verify import compare

MAX_WAIT_S = 25.0
_DELTA_BYTES = 500_000
R = TypeVar("R")


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
        self._port = port
        self._clock = clock
        self._entropy = entropy
        self._keys = Keys(service_key, hash_key)
        self._committed = Condition()
        with port.snapshot() as snapshot:
            self._clock_row: ClockRow = snapshot.clock()
        self._actor = Actor(port, self._run_group, self._try_waiting)

    def close(self) -> None:
        """Finish what is being written, refuse the rest as busy, and end the writer thread."""
        self._actor.close()
        with self._committed:
            self._committed.notify_all()

    def is_writer(self) -> bool:
        """Whether this process writes; false while it stands by for another to end."""
        return self._actor.is_writer

    def push(self, auth: Caller, request: PushRequest) -> PushReply:
        """Store change sets for ever and say what became of each."""
        check_shape(auth, request)
        bulk = len(request.sets) + len(request.carried) > INTERACTIVE_SETS
        reply: PushReply = self._actor.submit(Push(auth, request), bulk=bulk).result()
        return reply

    def pull(self, auth: Caller, request: PullRequest) -> Page:
        """Everything new after a cursor. The rows' fields are encoded JSON (`msgspec.Raw`)."""
        if request.wait_ms > 0 and request.cursor is not None:
            self._wait_beyond(request.cursor.seq, request.wait_ms / 1000)
        with self._port.snapshot() as snapshot:
            standing = self._standing_of(snapshot)
            start = check_cursor(snapshot, auth.scope, request.cursor)
            page = page_after(
                snapshot, auth.scope, standing, from_seq=start, max_bytes=request.max_bytes
            )
            return with_receipts(snapshot, auth, page)

    def delta(self, scope: Scope, from_seq: int) -> tuple[Page, frozenset[UUID]]:
        """The same for every device of a scope, without receipts, for the live line.

        `from_seq` is the end of the delta before, so a commit boundary.

        Returns:
            The page, and the devices that must pull instead, because a change set of theirs
            that was parked has been decided in the range.
        """
        with self._port.snapshot() as snapshot:
            page = page_after(
                snapshot,
                scope,
                self._standing_of(snapshot),
                from_seq=from_seq,
                max_bytes=_DELTA_BYTES,
            )
            late = snapshot.late_devices((page.from_seq, page.to_seq))
            return page, frozenset(late)

    def verify(self, auth: Caller, request: VerifyRequest) -> VerifyReply:
        """Compare a replica's sums with the service's at exactly the cursor's number."""
        with self._port.snapshot() as snapshot:
            return compare(snapshot, auth.scope, self._standing_of(snapshot), request)

    def command(self, auth: Caller, request: CommandRequest) -> CommandReply:
        """Decide what only the service can; the same id gets the same decision."""
        run = partial(run_command, self._port, auth, request)
        return self._soon(lambda: self._noted(run(self._clock, self._entropy, self._keys)))

    def lease(self, auth: Caller, request: LeaseRequest) -> LeaseReply:
        """Give an incarnation a block of serials for good."""
        give = partial(give_lease, self._port, auth, request)
        return self._soon(lambda: give(self.standing(), self._clock, self._entropy))

    def lock(self, auth: Caller, request: LockRequest) -> LockReply:
        """Let one person at one workstation sign a draft, for a minute."""
        give = partial(give_lock, self._port, auth, request)
        return self._soon(lambda: give(self.standing(), self._clock))

    def release(self, auth: Caller, request: ReleaseRequest) -> ReleaseReply:
        """Take a lock back before it runs out."""
        end = partial(release_lock, self._port, auth, request)
        return self._soon(lambda: end(self.standing(), self._clock))

    def author(
        self,
        use_case: str,
        ops: list[Op],
        on_behalf_of: UUID | None = None,
        user: UUID = NIL,
    ) -> Receipt:
        """Write one change set of the service's own."""
        item = self._authored(use_case, ops, on_behalf_of, user)
        receipt: Receipt = self._actor.submit(item).result()
        return receipt

    def author_many(self, sets: list[tuple[str, list[Op]]]) -> list[Receipt]:
        """Write many, in the bulk lane, in this order."""
        items = [self._authored(use_case, ops, None, NIL) for use_case, ops in sets]
        answers = [self._actor.submit(item, bulk=True) for item in items]
        return [answer.result() for answer in answers]

    def try_waiting(self) -> None:
        """Try again what waits because the database refused it."""
        self._actor.submit(self._try_waiting, bulk=True).result()

    def charge_bed_days(self) -> None:
        """Charge the days that have passed of every stay that goes on."""
        means = (self._clock, self._entropy, self._keys)
        visits = self._actor.submit(partial(visits_in_progress, self._port), bulk=True)
        for visit in visits.result():
            charge = partial(charge_days_gone_by, self._port, visit, *means)
            if standing := self._actor.submit(charge, bulk=True).result():
                self._note(standing)

    def standing(self) -> Standing:
        """Where the service stands, without asking the database."""
        return self._standing(self._clock_row)

    def _soon(self, work: Callable[[], R]) -> R:
        reply: R = self._actor.submit(work).result()
        return reply

    def _authored(
        self, use_case: str, ops: list[Op], on_behalf_of: UUID | None, user: UUID
    ) -> Authored:
        return authored(
            self._clock_row, self._now_ms(), self._entropy, (use_case, ops), on_behalf_of, user
        )

    def _run_group(self, group: Sequence[Item]) -> list[Result]:
        return run_group(self._together, self._alone, group)

    def _together(self, group: Sequence[Item]) -> list[Result]:
        return self._done(group, alone=False).results

    def _alone(self, item: Item) -> tuple[Result, list[ParkedSet]]:
        outcome = self._done([item], alone=True)
        return outcome.results[0], outcome.freed

    def _done(self, group: Sequence[Item], *, alone: bool) -> Outcome:
        means = (self._clock, self._entropy, self._keys)
        outcome = run_batch(self._port, group, *means, alone=alone)
        self._note(outcome.standing)
        return outcome

    def _try_waiting(self) -> None:
        try_waiting(self._alone)

    def _noted(self, reply: CommandReply) -> CommandReply:
        self._note(reply.standing)
        return reply

    def _note(self, standing: Standing) -> None:
        news = standing.head > self._clock_row.last_seq
        with self._committed:
            self._clock_row = ClockRow(standing.epoch, standing.head, standing.hlc)
            self._committed.notify_all()
        if news:
            for tell in list(self.on_commit):
                tell(standing.head)

    def _wait_beyond(self, seq: int, wait_s: float) -> None:
        with self._committed:
            self._committed.wait_for(
                lambda: self._clock_row.last_seq > seq, min(wait_s, MAX_WAIT_S)
            )

    def _standing_of(self, snapshot: Snapshot) -> Standing:
        return self._standing(snapshot.clock())

    def _standing(self, clock_row: ClockRow) -> Standing:
        now_ms = self._now_ms()
        return Standing(
            epoch=clock_row.epoch,
            head=clock_row.last_seq,
            server_time_ms=now_ms,
            hlc=tick(clock_row.last_hlc, now_ms),
            min_gen=MIN_GEN,
        )

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)
