"""What rules read from news, and how they answer: ops, gathered by what caused them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID, uuid5

import structlog

from models.change_set import MAX_OPS, Op
from models.entity import Entity
from models.values import BadValueError, Plain, PlainRow
from models.vocabulary import OpKind
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.new_row import op_for_new
from server_stub.open_run import OpenRun, service_content

R = TypeVar("R", bound=Entity)
_log = structlog.get_logger("almoner.rules")


class Rows(Protocol):
    """What a running batch and the ground of a command have in common: rows as they stand."""

    def row(self, entity: type[Entity], row_id: UUID) -> PlainRow | None:
        """A row as it stands."""

    def rows_where(
        self, entity: type[Entity], name: str, value: Plain, **also: Plain
    ) -> dict[UUID, PlainRow]:
        """The rows whose fields hold these ids, texts or nothing."""


def one(rows: Rows, entity: type[R], row_id: UUID | None) -> R | None:
    """A record as it stands."""
    row = None if row_id is None else rows.row(entity, row_id)
    return None if row is None or row_id is None else entity.from_plain(row_id, row)


def found(rows: Rows, entity: type[R], name: str, value: Plain, **also: Plain) -> list[R]:
    """The records whose fields hold these values, in order of their ids."""
    plain = rows.rows_where(entity, name, value, **also)
    return [entity.from_plain(row_id, row) for row_id, row in plain.items()]


def news_of(news: Sequence[Candidate], entity: type[R]) -> Iterator[tuple[Candidate, R, bool]]:
    """Each record of a kind that newly stands so, what made it so, and whether it is new."""
    for each in news:
        for change in each.decision.changes:
            if change.entity is entity:
                yield each, entity.from_plain(change.row_id, change.row), change.is_new


@dataclass(frozen=True, slots=True)
class Cause:
    """What something follows from where that is no change set."""

    id: UUID


class Answer:
    """Ops of one rule over one piece of news; a row is made at most once."""

    def __init__(self, run: OpenRun, use_case: str) -> None:
        self._run = run
        self._use_case = use_case
        self._ops: dict[UUID, list[Op]] = {}
        self._made: set[UUID] = set()

    def make(self, because: Candidate | Cause, records: Iterable[Entity]) -> None:
        """Let these records follow."""
        for record in records:
            if record.id in self._made:
                continue
            self._made.add(record.id)
            try:
                op = op_for_new(record)
            except BadValueError as error:
                # What happened stands, though what should follow from it cannot be stored.
                cause = str(because.id)
                _log.exception("derived_unfit", row=record.TABLE, cause=cause, why=str(error))
            else:
                self._ops.setdefault(because.id, []).append(op)

    def alter(
        self, because: Candidate, entity: type[Entity], row_id: UUID, fields: PlainRow
    ) -> None:
        """Let this change of a record follow, in the knowledge of all that stood before."""
        head = self._run.clock_row.last_seq
        op = Op(k=OpKind.PATCH, e=entity.TABLE, id=row_id, base=head, f=dict(fields))
        self._ops.setdefault(because.id, []).append(op)

    def sets(self) -> list[Authored]:
        """All of it, as change sets whose ids follow from their causes."""
        return [
            self._authored(cause, number, ops[start : start + MAX_OPS])
            for cause, ops in self._ops.items()
            for number, start in enumerate(range(0, len(ops), MAX_OPS))
        ]

    def _authored(self, cause: UUID, number: int, ops: list[Op]) -> Authored:
        name = f"{self._use_case}/{number}" if number else self._use_case
        own = uuid5(cause, name)
        return Authored(
            service_content(self._run, own, ops, use_case=self._use_case, because=cause)
        )
