"""The ops of one action, in the order of their making, and what they must come after."""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

import msgspec

from local_store.errors import WrongEntityError
from local_store.overlay import RowKey
from models.change_set import MAX_OPS, Op
from models.entity import fields_of
from models.registry import BY_TABLE
from models.values import PlainRow
from models.vocabulary import OpKind, PolicyKind

NEW_OP = {
    PolicyKind.APPEND_ONLY: OpKind.APPEND,
    PolicyKind.NEWEST_WINS: OpKind.INSERT,
    PolicyKind.MERGE_FIELDS: OpKind.INSERT,
    PolicyKind.SIGNED: OpKind.INSERT,
}
"""How a desk makes a record; one whose policy is not here is made by the service alone."""
_MAKING = (OpKind.INSERT, OpKind.APPEND)
_OPEN = (*_MAKING, OpKind.PATCH)


class Ops:
    """What an action has done so far. Changes of one row travel as one op."""

    def __init__(self) -> None:
        self.all: list[Op] = []
        self._open: dict[RowKey, int] = {}

    def add(self, key: RowKey, op: Op) -> None:
        """Do one thing more.

        Raises:
            WrongEntityError: it is too much for one change set.
        """
        if len(self.all) >= MAX_OPS:
            raise WrongEntityError(f"one action writes at most {MAX_OPS} records")
        if op.k in _OPEN:
            self._open[key] = len(self.all)
        else:
            # What comes after a signature or a void stands on its own.
            self._open.pop(key, None)
        self.all.append(op)

    def widen(self, key: RowKey, changed: PlainRow) -> bool:
        """Put changed fields into the op that already makes or changes the row; gives whether."""
        place = self._open.get(key)
        if place is None:
            return False
        earlier = self.all[place]
        self.all[place] = msgspec.structs.replace(earlier, f={**earlier.f, **changed})
        return True


def needed(ops: Iterable[Op], touched: set[RowKey]) -> set[RowKey]:
    """The rows that must be there before: those changed or referred to, and not made here."""
    wanted, made = set(touched), set[RowKey]()
    for op in ops:
        for name, number in _references(op.e):
            value = op.f.get(name)
            if isinstance(value, UUID):
                wanted.add((number, value))
        if op.k in _MAKING:
            made.add((BY_TABLE[op.e].NUMBER, op.id))
    return wanted - made


@cache
def _references(table: str) -> list[tuple[str, int]]:
    """The fields of a record that name others, with their entity; of those a desk can write."""
    return [
        (spec.name, BY_TABLE[spec.references].NUMBER)
        for spec in fields_of(BY_TABLE[table])
        # What only the service writes is never waiting here.
        if spec.references is not None and BY_TABLE[spec.references].SYNC.kind in NEW_OP
    ]
