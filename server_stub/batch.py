"""One batch, one transaction: admit, decide, try what waited again, number, write, answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from models.entity import Entity
from models.hlc import tick
from models.ids import Clock, Entropy
from models.registry import GENERATION
from models.values import Plain, PlainRow
from models.wire import PushReply, Receipt, Standing
from server_stub.admission import Admission
from server_stub.admitted import Admitted
from server_stub.batch_item import Again, Arrived, Authored, Item, Keys, Push
from server_stub.candidate import NEXT_TRY, Candidate, candidate_from_place
from server_stub.decide import APPLIED, decide
from server_stub.follow import follow_up
from server_stub.numbering import number
from server_stub.port import ServerPort, ServerTx
from server_stub.records import (
    Effects,
    ParkedSet,
)
from server_stub.refusal import Refusal
from server_stub.set_view import generation_key
from server_stub.working import Working

MIN_GEN = 2
"""The oldest schema generation that may still read; every one may write."""

MARK_BYTES = 8


Result = PushReply | Receipt | Refusal | None


def decide_batch(
    port: ServerPort, batch: Sequence[Item], clock: Clock, entropy: Entropy, keys: Keys
) -> list[Result]:
    """Do all of a batch in one transaction.

    Returns:
        One result an item: the reply, a `Refusal` to raise where it was asked, or None for
        an `Arrived`.

    Raises:
        DatabaseTrouble: nothing was done.
    """
    return run_batch(port, batch, clock, entropy, keys).results


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch came to.

    Attributes:
        results: one an item.
        standing: where the service stands after it.
        freed: with `alone`, what waited for something in this batch and was not tried again.
    """

    results: list[Result]
    standing: Standing
    freed: list[ParkedSet]


def run_batch(
    port: ServerPort,
    batch: Sequence[Item],
    clock: Clock,
    entropy: Entropy,
    keys: Keys,
    *,
    alone: bool = False,
) -> Outcome:
    """The same, in full. With `alone` nothing from earlier batches can make it fail."""
    with port.begin() as tx:
        run = Run(tx, clock, entropy, keys, alone=alone)
        answers = run.admit(batch)
        standing = run.write()
    return Outcome([answer(standing) for answer in answers], standing, run.freed)


class _Answer(Protocol):
    def __call__(self, standing: Standing) -> Result: ...


class Run:
    """The state of one transaction from admission to commit."""

    def __init__(
        self, tx: ServerTx, clock: Clock, entropy: Entropy, keys: Keys, *, alone: bool = False
    ) -> None:
        self.tx = tx
        self.freed: list[ParkedSet] = []
        self._is_alone = alone
        self.keys = keys
        self.entropy = entropy
        self.clock_row = tx.clock()
        self.now_ms = int(clock.now().timestamp() * 1000)
        self.hlc = tick(self.clock_row.last_hlc, self.now_ms)
        self.working = Working(tx, self.clock_row.last_seq, self.now_ms)
        self.effects = Effects()
        self.candidates: list[Candidate] = []
        self.applied: list[Candidate] = []
        self.admission = Admission(tx, self.working, self.effects, keys.service, self.now_ms)

    def admit(self, batch: Sequence[Item]) -> list[_Answer]:
        """Check chains, tell new change sets from known ones, and decide the new ones."""
        self.admission.open(batch)
        answers: list[_Answer] = []
        fresh: list[Candidate] = []
        waiting: set[UUID] = set()
        for item in batch:
            if isinstance(item, Arrived):
                waiting |= item.keys
                answers.append(_no_answer)
                continue
            if isinstance(item, Again):
                fresh.append(candidate_from_place(item.waiting, item.park))
                self.admission.learn_authors(fresh[-1:])
                answers.append(_no_answer)
                continue
            if isinstance(item, Push):
                admitted = self.admission.push(item)
                answers.append(_PushAnswer(admitted))
            else:
                admitted = self.admission.authored(item)
                answers.append(_AuthorAnswer(admitted))
            fresh += admitted.fresh
        self.decide_all(fresh, waiting)
        return answers

    def decide_all(self, fresh: list[Candidate], arrived: Iterable[UUID] = ()) -> None:
        """Decide, and whatever each effect sets free, until nothing more moves."""
        self.candidates += fresh
        freed = set(arrived) | self._decide(fresh)
        while freed:
            known = {each.id for each in self.candidates}
            stored = [each for each in self.tx.parked_on(freed) if each.id not in known]
            if self._is_alone:
                self.freed += stored
                stored = []
            # What waited longest goes first: a desk's own change sets stay in their order.
            again = [candidate_from_place(each) for each in stored]
            again += [
                each
                for each in self.candidates
                if each.is_parked and not freed.isdisjoint(each.waits_on)
            ]
            self.candidates += again[: len(stored)]
            self.admission.learn_authors(again)
            freed = self._decide(again)

    def _decide(self, candidates: list[Candidate]) -> set[UUID]:
        self.working.gather(c.content for c in candidates if c.content is not None)
        freed: set[UUID] = set()
        for candidate in candidates:
            if candidate.content is not None and candidate.is_open:
                author = self.admission.author(candidate, self.hlc)
                candidate.decision = decide(candidate.content, author, self.working)
                self.hlc = max(self.hlc, candidate.decision.hlc)
            decision = candidate.decision
            self.working.note(candidate.id, candidate.place, decision.status)
            if decision.status in APPLIED:
                self.applied.append(candidate)
                freed |= self.working.fold(decision.changes) | {candidate.id}
        return freed

    def author(self, items: list[Authored]) -> list[Candidate]:
        """Decide change sets of the service's own within this transaction."""
        fresh = [each for item in items for each in self.admission.authored(item).fresh]
        self.decide_all(fresh)
        return fresh

    def row(self, entity: type[Entity], row_id: UUID) -> PlainRow | None:
        """A row as it stands, with the effects of this batch so far."""
        held = self.working.read(entity, row_id)
        return None if held is None else held.row

    def rows_where(
        self, entity: type[Entity], name: str, value: Plain, **also: Plain
    ) -> dict[UUID, PlainRow]:
        """The rows whose fields hold these ids, texts or nothing, this batch included."""
        return {
            i: held.row for i, held in self.working.where(entity, {name: value, **also}).items()
        }

    def write(self) -> Standing:
        """Add what follows, then rows, then the clock row, then all that carries its number."""
        follow_up(self)
        self.admission.close()
        head = number(self)
        self.tx.write_effects(self.effects, self.entropy(MARK_BYTES))
        return Standing(
            epoch=self.clock_row.epoch,
            head=head,
            server_time_ms=self.now_ms,
            hlc=self.hlc,
            min_gen=MIN_GEN,
        )


def _no_answer(standing: Standing) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True)
class _PushAnswer:
    admitted: Admitted

    def __call__(self, standing: Standing) -> PushReply | Refusal:
        if self.admitted.refusal is not None:
            return self.admitted.refusal
        receipts = [receipt() for receipt in self.admitted.receipts]
        return PushReply(standing=standing, receipts=receipts, next_dseq=self.admitted.next_dseq)


@dataclass(frozen=True)
class _AuthorAnswer:
    admitted: Admitted

    def __call__(self, standing: Standing) -> Receipt:  # noqa: ARG002 - as every answer
        (receipt,) = self.admitted.receipts
        return receipt()


def next_try() -> Arrived:
    """What a service that has just started tries again: all it can understand and store now."""
    return Arrived(
        frozenset({NEXT_TRY, *(generation_key(gen) for gen in range(1, GENERATION + 1))})
    )
