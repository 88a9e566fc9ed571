"""Planted faults: each is one of the ways in which sync has been got wrong before.

They sit around the service and the replica as wrappers; the product knows nothing of them. A
simulator that does not catch each of them proves nothing.
"""

from dataclasses import replace
from typing import Any, Protocol

import msgspec

from local_store.replica import Replica
from models.checksum import row_hash
from models.vocabulary import PolicyKind
from models.wire import Page, PullRequest, PushReply, PushRequest
from tests.server_stub.dict_state import State
from tests.simulation.service import ForDesk
from tests.simulation.virtual import SeededEntropy


class Hands(Protocol):
    """What a planted fault may touch at its desk."""

    def reach(self, step: str) -> None:
        """A step at which the program may be killed."""

    def set_cursor(self, seq: int) -> None:
        """Write the cursor past the store."""


class Canary:
    """No fault at all: the real service and the real replica."""

    name = "none"

    def service(self, inner: ForDesk, chance: SeededEntropy) -> ForDesk:
        """What a desk asks instead of the service."""
        del chance
        return inner

    def replica(self, inner: Replica, hands: Hands) -> Replica:
        """What the line works with instead of the replica."""
        del hands
        return inner


class _Wrapped(ForDesk):
    def __init__(self, inner: ForDesk, chance: SeededEntropy) -> None:
        super().__init__(inner.service, inner.caller)
        self.inner = inner
        self._chance = chance

    def one_in(self, count: int) -> bool:
        """Chance from the seed."""
        return self._chance(1)[0] % count == 0

    @property
    def state(self) -> State:
        """The service's database."""
        port: Any = self.service.port.port
        state: State = port.state
        return state

    @state.setter
    def state(self, state: State) -> None:
        port: Any = self.service.port.port
        port.state = state


def log_again(service: _Wrapped, entry: Any) -> None:
    """Log a row of the past once more, as if it had just been written."""
    state, change = service.state, entry.change
    seq = state.clock.last_seq + 1
    key = (change.entity.TABLE, change.row_id)
    digest = row_hash(service.service.keys.hash, change.entity, change.row_id, seq, change.row)
    state.clock = replace(state.clock, last_seq=seq)
    state.log.append(replace(entry, seq=seq))
    state.states[key] = replace(state.states[key], seq=seq, hash=digest)
    state.marks[seq] = seq.to_bytes(8, "big")


class NaiveCursor(Canary):
    """Numbers are given when a transaction begins, so a slow one appears behind the cursor."""

    name = "naive-cursor"

    def service(self, inner: ForDesk, chance: SeededEntropy) -> ForDesk:
        """A page sometimes lacks a row whose transaction has not ended yet."""

        class Naive(_Wrapped):
            def pull(self, request: PullRequest) -> Page:
                page = super().pull(request)
                if page.rows and self.one_in(4):
                    return msgspec.structs.replace(page, rows=page.rows[1:])
                return page

        return Naive(inner, chance)


class AckBeforeCommit(Canary):
    """The service answers a push before its transaction is safe, and then loses it."""

    name = "ack-before-commit"

    def service(self, inner: ForDesk, chance: SeededEntropy) -> ForDesk:
        """A push is sometimes answered and then rolled back."""

        class Hasty(_Wrapped):
            def push(self, request: PushRequest) -> PushReply:
                before = self.state
                reply = super().push(request)
                if self.one_in(6):
                    self.state = before
                return reply

        return Hasty(inner, chance)


class CursorSavedApart(Canary):
    """The cursor is committed in one transaction and the rows in the next."""

    name = "cursor-saved-apart"

    def replica(self, inner: Replica, hands: Hands) -> Replica:
        """Applying a page takes two transactions, and the program can end between them."""

        class Apart(Replica):
            def __init__(self) -> None:
                self.__dict__ = inner.__dict__

            def apply_page(self, page: Page) -> frozenset[str]:
                before = super().cursor()
                super().apply_page(msgspec.structs.replace(page, rows=[]))
                hands.reach("between cursor and rows")
                hands.set_cursor(before.seq if before is not None else 0)
                return super().apply_page(page)

        return Apart()


class NonIdempotentAppend(Canary):
    """A change set that comes again has its effect again."""

    name = "non-idempotent-append"

    def service(self, inner: ForDesk, chance: SeededEntropy) -> ForDesk:
        """Facts of a repeated change set are logged a second time."""

        class Forgetful(_Wrapped):
            def push(self, request: PushRequest) -> PushReply:
                known = set(self.state.sets)
                reply = super().push(request)
                again = {receipt.id for receipt in reply.receipts} & known
                for entry in [e for e in self.state.log if e.change_set in again]:
                    if entry.change.entity.SYNC.kind is PolicyKind.APPEND_ONLY:
                        log_again(self, entry)
                return reply

        return Forgetful(inner, chance)


class CarriedAppliedTwice(Canary):
    """What came by paper has its effect again when its origin comes."""

    name = "carried-applied-twice"

    def service(self, inner: ForDesk, chance: SeededEntropy) -> ForDesk:
        """Of a change set that is carried and known already, every row is logged once more."""

        class Gullible(_Wrapped):
            def push(self, request: PushRequest) -> PushReply:
                known = set(self.state.sets)
                reply = super().push(request)
                carried = {receipt.id for receipt in reply.receipts[len(request.sets) :]} & known
                for entry in [e for e in self.state.log if e.change_set in carried]:
                    log_again(self, entry)
                return reply

        return Gullible(inner, chance)


CANARIES: dict[str, type[Canary]] = {
    canary.name: canary
    for canary in (
        NaiveCursor,
        AckBeforeCommit,
        CursorSavedApart,
        NonIdempotentAppend,
        CarriedAppliedTwice,
    )
}
