"""How this desk stands to the service: what waits, what was not taken, when they last agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from local_store import state
from local_store.outbox import SetState
from local_store.reading import Read
from local_store.writing import Writing
from models.change_set import decode_content
from models.conflict import Conflict
from models.patient import Patient
from models.registry import BY_TABLE
from models.values import instant_from_us, us_from_instant
from models.vocabulary import ConflictStatus, PatientId, PractitionerId, SetStatus
from models.wire import Receipt

WAITING_SHOWN = 100
_STATE = "sync_state"
_OF_STATE = {
    False: "SELECT content, receipt FROM outbox WHERE state = ? ORDER BY place LIMIT ?",
    True: "SELECT content, receipt FROM carried WHERE state = ? ORDER BY place LIMIT ?",
}
"""Of this desk, and of others whose paper was scanned here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingSet:
    """One action of a person that the service has not answered yet.

    Attributes:
        change_set_id: its id.
        use_case: the key of what was done.
        user: who did it.
        recorded_at: when, by the wall clock of the desk where it was done.
        patients: whom it is about.
        by_paper: whether another desk did it, and paper brought it here.
    """

    change_set_id: UUID
    use_case: str
    user: PractitionerId
    recorded_at: datetime
    patients: tuple[PatientId, ...]
    by_paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedSet(WaitingSet):
    """An action that the service did not apply.

    Attributes:
        status: `parked` still shows in the records here, `rejected` no longer does.
        reason: the service's reason, `code:detail`.
    """

    status: SetStatus
    reason: str


@dataclass(frozen=True, slots=True)
class LineTrouble:
    """What is wrong with the line: a stable code, and words for people."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaSummary:
    """How this desk stands to the service.

    Attributes:
        waiting: how many actions wait for an answer.
        waiting_sets: the oldest of them, at most WAITING_SHOWN.
        parked: what the service did not apply, of this desk and from paper.
        conflicts: decisions that wait for a person.
        last_agreed_at: when both were last compared and held the same.
        trouble: what is wrong with the line, or None.
        cursor_seq: how far the replica has come; 0 before the first page.
        by_paper: how many actions of other desks, brought by paper, wait for an answer.
        by_paper_sets: the oldest of them, at most WAITING_SHOWN.
    """

    waiting: int
    waiting_sets: tuple[WaitingSet, ...]
    parked: tuple[ParkedSet, ...]
    conflicts: int
    last_agreed_at: datetime | None
    trouble: LineTrouble | None
    cursor_seq: int
    by_paper: int = 0
    by_paper_sets: tuple[WaitingSet, ...] = ()


def summary(read: Read) -> ReplicaSummary:
    """How the desk stands, as of one moment."""
    raw: Any = read.connection.connection.driver_connection
    agreed_us, trouble = state.get(raw, state.AGREED_AT), state.get(raw, state.TROUBLE)
    waiting, by_paper = (_count(raw, table) for table in ("outbox", "carried"))
    refused = (SetState.PARKED, SetState.REJECTED)
    return ReplicaSummary(
        waiting=waiting,
        waiting_sets=_waiting(raw, by_paper=False),
        parked=tuple(
            _parked(body, receipt, by_paper=paper)
            for paper in (False, True)
            for state_ in refused
            for body, receipt in _rows(raw, state_, -1, by_paper=paper)
        ),
        conflicts=len(read.all(Conflict, status=ConflictStatus.OPEN)),
        last_agreed_at=None if agreed_us is None else instant_from_us(agreed_us),
        trouble=None if trouble is None else LineTrouble(*msgspec.json.decode(trouble)),
        cursor_seq=state.get(raw, state.SEQ) or 0,
        by_paper=by_paper,
        by_paper_sets=_waiting(raw, by_paper=True),
    )


def put_agreement(writing: Writing, seq: int, at: datetime) -> None:
    """Keep when both sides were compared, unless the replica has moved on meanwhile."""
    with writing.background() as raw:
        if state.get(raw, state.SEQ) != seq:
            return
        state.put(raw, {state.AGREED_AT: us_from_instant(at)})
    writing.tell(_STATE)


def put_trouble(writing: Writing, code: str, words: str) -> None:
    """Keep what is wrong with the line; an empty code says that nothing is."""
    value = msgspec.json.encode([code, words]).decode() if code else None
    with writing.background() as raw:
        if state.get(raw, state.TROUBLE) == value:
            return
        state.put(raw, {state.TROUBLE: value})
    writing.tell(_STATE)


def _count(raw: Any, table: str) -> int:
    query = f"SELECT count(*) FROM {table} WHERE state = 'waiting'"  # noqa: S608 - named above
    (count,) = raw.execute(query).fetchone()
    return int(count)


def _waiting(raw: Any, *, by_paper: bool) -> tuple[WaitingSet, ...]:
    rows = _rows(raw, SetState.WAITING, WAITING_SHOWN, by_paper=by_paper)
    return tuple(WaitingSet(**_facts_of(body), by_paper=by_paper) for body, _ in rows)


def _rows(
    raw: Any, of: SetState, most: int, *, by_paper: bool
) -> Iterable[tuple[bytes, str | None]]:
    query = _OF_STATE[by_paper]
    rows: list[tuple[bytes, str | None]] = raw.execute(query, (of.value, most)).fetchall()
    return rows


def _parked(body: bytes, receipt_text: str | None, *, by_paper: bool) -> ParkedSet:
    receipt = msgspec.json.decode(receipt_text or "", type=Receipt)
    return ParkedSet(
        **_facts_of(body), by_paper=by_paper, status=receipt.status, reason=receipt.reason or ""
    )


def _facts_of(body: bytes) -> dict[str, Any]:
    content = decode_content(body)
    roots = {op.root: None for op in content.ops if op.root is not None}
    own = {op.id: None for op in content.ops if BY_TABLE.get(op.e) is Patient}
    return {
        "change_set_id": content.id,
        "use_case": content.use_case,
        "user": PractitionerId(content.user),
        "recorded_at": instant_from_us(content.wall_ms * 1000),
        "patients": tuple(PatientId(root) for root in {**roots, **own}),
    }
