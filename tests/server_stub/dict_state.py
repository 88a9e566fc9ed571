"""What the port of dictionaries keeps, and a reading of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from uuid import UUID

from models.checksum import Sum, sum_hashes
from models.entity import Entity
from models.values import PlainRow
from models.vocabulary import ReplicaClass
from server_stub.records import (
    ClockRow,
    CommandRecord,
    Enrolment,
    LinkRecord,
    Lock,
    LogRow,
    Numbered,
    Place,
    Quarantined,
    RowState,
    SetRecord,
)


@dataclass
class State:
    """Everything the service keeps. A transaction works on a copy of the containers."""

    clock: ClockRow
    marks: dict[int, bytes]
    enrolments: dict[tuple[UUID, int], Enrolment] = field(default_factory=dict)
    sets: dict[UUID, SetRecord] = field(default_factory=dict)
    links: dict[Place, LinkRecord] = field(default_factory=dict)
    log: list[Numbered] = field(default_factory=list)
    states: dict[tuple[str, UUID], RowState] = field(default_factory=dict)
    rows: dict[tuple[str, UUID], PlainRow] = field(default_factory=dict)
    commands: dict[UUID, CommandRecord] = field(default_factory=dict)
    leases: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    quarantine: list[Quarantined] = field(default_factory=list)
    locks: dict[str, Lock] = field(default_factory=dict)
    fence: int = 0

    def copied(self) -> "State":
        made = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, dict | list):
                setattr(made, name, copy(value))
        return made


class DictSnapshot:
    def __init__(self, state: State) -> None:
        self._state = state

    def clock(self) -> ClockRow:
        return self._state.clock

    def mark_at(self, seq: int) -> bytes | None:
        return self._state.marks.get(seq)

    def commit_before(self, seq: int) -> int:
        return max(each for each in self._state.marks if each < seq)

    def commit_from(self, seq: int) -> int:
        return min(each for each in self._state.marks if each >= seq)

    def log_after(self, seq: int, classes: Collection[ReplicaClass]) -> Iterator[LogRow]:
        for e in self._state.log[seq:]:
            if e.change.replica in classes:
                yield LogRow(e.seq, e.change.entity, e.change.row_id, e.change.root, e.body)

    def receipts(self, device: UUID, inc: int, span: tuple[int, int]) -> list[bytes]:
        own = [
            s
            for s in self._state.sets.values()
            if s.place[:2] == (device, inc)
            and span[0] < s.decided_seq <= span[1]
            and s.place[2] < self._state.enrolments[device, inc].next_dseq
        ]
        return [s.receipt for s in sorted(own, key=lambda s: s.place)]

    def late_devices(self, span: tuple[int, int]) -> set[UUID]:
        return {
            s.place[0]
            for s in self._state.sets.values()
            if s.is_known and span[0] < s.decided_seq <= span[1]
        }

    def sums(self, classes: Collection[ReplicaClass]) -> dict[str, Sum]:
        hashes: dict[str, list[int]] = defaultdict(list)
        for (table, _), row in self._state.states.items():
            if row.replica in classes:
                hashes[table].append(row.hash)
        return {table: sum_hashes(each) for table, each in hashes.items()}

    def stored_hashes(self, entity: type[Entity]) -> dict[UUID, tuple[int, int]]:
        return {
            i: (s.seq, s.hash)
            for (table, i), s in self._state.states.items()
            if table == entity.TABLE
        }

    def domain_rows(self, entity: type[Entity]) -> Iterable[tuple[UUID, PlainRow]]:
        return [(i, row) for (table, i), row in self._state.rows.items() if table == entity.TABLE]

    def logged(self, seqs: Collection[int]) -> set[int]:
        return {seq for seq in seqs if 0 < seq <= len(self._state.log)}
