"""A change set on its way through one batch."""

from dataclasses import dataclass, field
from uuid import UUID, uuid5

import cbor2
import msgspec

from models.change_set import Content, MalformedError, decode_content
from models.ids import NIL
from models.vocabulary import SetStatus
from models.wire import OpOutcome, Receipt
from server_stub.decide import Decision
from server_stub.records import (
    ParkedSet,
    Place,
)

_UNREADABLE = UUID("6d0f5f0e-58f1-5f0c-9d0c-0d6c4b6a3d11")
"""Namespace of the ids that unreadable change sets are kept under."""

NEXT_TRY = UUID(int=0)
"""What everything waits for that only the database refused."""

_INT8 = 2**63
_REASON_CHARACTERS = 200


@dataclass(slots=True)
class Candidate:
    """Its bytes and place, what it says, and what is decided about it.

    Attributes:
        is_open: whether it is still to be decided, or was decided when it was read.
        is_known: whether it waited since an earlier batch.
        conflicts: the conflicts opened by each op, by its number.
        received_ms: when it came, ms since 1970 by the service's clock.
        carried_by: the workstation that brought it from paper before its own did; else None.
        final: its receipt, once its rows have their numbers.
    """

    id: UUID
    raw: bytes
    content_hash: bytes
    place: Place
    content: Content | None
    decision: Decision
    is_open: bool = True
    is_known: bool = False
    conflicts: dict[int, list[UUID]] = field(default_factory=dict)
    received_ms: int = 0
    carried_by: UUID | None = None
    final: Receipt | None = None

    @property
    def is_parked(self) -> bool:
        """Whether it waits."""
        return self.is_open and self.decision.status is SetStatus.PARKED

    @property
    def waits_on(self) -> tuple[UUID, ...]:
        """Whose arrival it waits for."""
        return self.decision.waits_on

    @property
    def user(self) -> UUID:
        """Who acted; nil where that cannot be read."""
        return NIL if self.content is None else self.content.user

    def finish(self, seq_lo: int | None, seq_hi: int | None) -> Receipt:
        """Make its receipt, now that its rows have their numbers."""
        decision = self.decision
        reason = decision.reason
        self.final = Receipt(
            id=self.id,
            dseq=self.place[2],
            status=decision.status,
            seq_lo=seq_lo,
            seq_hi=seq_hi,
            ops=[
                OpOutcome(i=i, outcome=judged.outcome, conflicts=self.conflicts.get(i, []))
                for i, judged in enumerate(decision.ops)
            ],
            reason=None if reason is None else reason[:_REASON_CHARACTERS],
            blocked_by=list(decision.blocked_by),
        )
        return self.final

    def receipt_at(self, dseq: int) -> Receipt:
        """Its receipt, for whichever place asks."""
        if self.final is None:
            raise RuntimeError("the batch is not written yet")
        return msgspec.structs.replace(self.final, dseq=dseq)


_UNDECIDED = Decision(SetStatus.PARKED)


def candidate(raw: bytes, digest: bytes, place: Place, park: str | None) -> Candidate:
    """Read an authentic change set; one that cannot be read is rejected, and kept all the same."""
    try:
        content = decode_content(raw)
        _check_range(content)
    except MalformedError as error:
        rejected = Decision(SetStatus.REJECTED, reason=f"malformed:{error}")
        return Candidate(loose_id(raw, digest), raw, digest, place, None, rejected, is_open=False)
    if park is not None:
        parked = Decision(
            SetStatus.PARKED, reason=f"database:{park}", waits_on=tuple(sorted(_named(content)))
        )
        return Candidate(content.id, raw, digest, place, content, parked, is_open=False)
    return Candidate(content.id, raw, digest, place, content, _UNDECIDED)


def candidate_from_place(parked: ParkedSet, park: str | None = None) -> Candidate:
    """Take up a change set that waited since an earlier batch."""
    made = candidate(parked.content, parked.content_hash, parked.place, park)
    made.is_known = True
    made.received_ms, made.carried_by = parked.received_ms, parked.carried_by
    return made


def _named(content: Content) -> set[UUID]:
    """All that a change set names; the arrival of any may be what the database lacked."""
    named = {NEXT_TRY, *content.deps}
    for op in content.ops:
        named |= {op.id, *(value for value in op.f.values() if isinstance(value, UUID))}
    return named


def _check_range(content: Content) -> None:
    bases = [op.base for op in content.ops if op.base is not None]
    if not 0 <= content.hlc < _INT8 or any(not -_INT8 <= base < _INT8 for base in bases):
        raise MalformedError("a number is out of range")
    if not 0 < content.gen < 2**31:
        raise MalformedError(f"{content.gen} is no schema generation")


def loose_id(raw: bytes, digest: bytes) -> UUID:
    """The id that bytes which are no change set go by: their own if they have one."""
    try:
        found = cbor2.loads(raw)
    except (cbor2.CBORDecodeError, ValueError, RecursionError):
        found = None
    own = found.get("id") if isinstance(found, dict) else None
    return own if isinstance(own, UUID) else uuid5(_UNREADABLE, digest.hex())
