"""After a database error: each change set by itself, so that only the bad one waits."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from models.wire import PushReply, Receipt
from server_stub.batch import Result
from server_stub.batch_item import Arrived, Authored, Item, Push
from server_stub.port import DatabaseTrouble
from server_stub.refusal import Refusal

Process = Callable[[Sequence[Item]], list[Result]]


def run_group(process: Process, group: Sequence[Item]) -> list[Result]:
    """Do a group in one transaction, or where that fails, one change set a transaction.

    Raises:
        DatabaseTrouble: the database cannot be used at all.
    """
    try:
        return process(group)
    except DatabaseTrouble as trouble:
        if trouble.lost:
            # Whether it was committed is not known; doing it again finds out.
            return process(group)
    return [_redo(process, item) for item in group]


def _redo(process: Process, item: Item) -> Result:
    if isinstance(item, Push):
        return _redo_push(process, item)
    return _one(process, item)


def _redo_push(process: Process, item: Push) -> PushReply | Refusal:
    receipts: list[Receipt] = []
    sets = item.request.sets
    last: PushReply | None = None
    for sealed in sets:
        alone = replace(item, request=msgspec.structs.replace(item.request, sets=[sealed]))
        result = _one(process, alone)
        if not isinstance(result, PushReply):
            if isinstance(result, Refusal):
                return result
            raise TypeError(f"a push was answered with {type(result).__name__}")
        last = result
        receipts += result.receipts
    if last is None:
        raise ValueError("a push without change sets cannot fail")
    return msgspec.structs.replace(last, receipts=receipts)


def _one(process: Process, item: Item) -> Result:
    try:
        (result,) = process([item])
    except DatabaseTrouble as trouble:
        if trouble.lost or isinstance(item, Arrived):
            raise
        parked: Push | Authored = replace(item, park=trouble.code)
        (result,) = process([parked])
    return result
