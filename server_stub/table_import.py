"""Bringing a hospital's table to what a file says: new lines added, changed ones altered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.change_set import MAX_OPS, Op
from models.entity import Entity
from models.vocabulary import OpKind
from server_stub.new_row import op_for_new
from server_stub.operator_line import Operator
from server_stub.operator_requests import ReferenceRequest, Rows
from server_stub.table_file import Line
from server_stub.writing import write_ops

R = TypeVar("R", bound=Entity)


@dataclass(frozen=True)
class Taken:
    """What an import did: how many lines were new, altered, or as they were."""

    added: int
    altered: int
    unchanged: int

    def words(self) -> str:
        """One line for the operator."""
        return f"{self.added} added, {self.altered} changed, {self.unchanged} as they were."


def standing_rows(operator: Operator, entity: type[Entity]) -> Rows:
    """The rows of a table that the service alone writes, as they stand."""
    return operator.reference(ReferenceRequest(table=entity.TABLE))


def take_in(operator: Operator, use_case: str, lines: Sequence[Line[R]], standing: Rows) -> Taken:
    """Write what differs from what stands; what the file does not name stays.

    Up to 500 lines that differ are one change set: all or nothing. More go in several; after an
    interruption the same file finishes it.

    Raises:
        NotWrittenError, Refusal: the service did not do it.
    """
    added = [line.record for line in lines if line.record.id not in standing]
    altered = [op for line in lines if (op := _alteration(line.record, standing)) is not None]
    ops = [*(op_for_new(record) for record in added), *altered]
    blocks = [ops[start : start + MAX_OPS] for start in range(0, len(ops), MAX_OPS)]
    write_ops(operator, use_case, blocks)
    return Taken(len(added), len(altered), len(lines) - len(ops))


def _alteration(record: Entity, standing: Rows) -> Op | None:
    if record.id not in standing:
        return None
    before = standing[record.id]
    fields = {name: value for name, value in record.plain().items() if before[name] != value}
    return Op(k=OpKind.PATCH, e=record.TABLE, id=record.id, f=dict(fields)) if fields else None
