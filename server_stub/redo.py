"""After a database error: each change set by itself, so that only the bad one waits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import structlog
from msgspec import structs

from models.wire import PushReply, Receipt
from server_stub.batch import Result, next_try
from server_stub.batch_item import Again, Authored, Item, Push
from server_stub.candidate import NEXT_TRY
from server_stub.port import DatabaseTrouble
from server_stub.records import ParkedSet
from server_stub.refusal import Refusal

Together = Callable[[Sequence[Item]], list[Result]]
Alone = Callable[[Item], tuple[Result, list[ParkedSet]]]
"""Does one item, and gives what waited for something in it and was left waiting."""

_log = structlog.get_logger()


def run_group(together: Together, alone: Alone, group: Sequence[Item]) -> list[Result]:
    """Do a group in one transaction, or where that fails, one change set a transaction.

    Raises:
        DatabaseTrouble: the database cannot be used at all.
    """
    try:
        return together(group)
    except DatabaseTrouble as trouble:
        if trouble.lost:
            # Whether it was committed is not known; doing it again finds out.
            return together(group)
    return [_redo(alone, item) for item in group]


def try_waiting(alone: Alone) -> None:
    """Try again, each by itself, what waits for nothing but the service and its database.

    Raises:
        DatabaseTrouble: the database cannot be used at all.
    """
    _, freed = alone(next_try())
    _try_again(alone, freed)


def _try_again(alone: Alone, freed: Iterable[ParkedSet]) -> None:
    """Let each have its chance, and whatever waits for it; one that fails again stays parked."""
    waiting = {each.id: each for each in freed}
    while waiting:
        each = waiting.pop(next(iter(waiting)))
        try:
            _, more = alone(Again(each))
        except DatabaseTrouble as trouble:
            if trouble.lost:
                raise
            _log.warning("still_parked", change_set=str(each.id), code=trouble.code)
            if NEXT_TRY not in each.waits_on:
                # What it waited for has come and will not come again.
                alone(Again(each, park=trouble.code))
        else:
            waiting |= {each.id: each for each in more}


def _redo(alone: Alone, item: Item) -> Result:
    if isinstance(item, Push):
        return _redo_push(alone, item)
    return _one(alone, item)


def _redo_push(alone: Alone, item: Push) -> PushReply | Refusal:
    whole = item.request
    singles = [structs.replace(whole, sets=[], carried=[each]) for each in whole.carried]
    singles += [structs.replace(whole, sets=[each], carried=[]) for each in whole.sets]
    receipts: list[Receipt] = []
    last: PushReply | None = None
    for single in singles:
        result = _one(alone, replace(item, request=single))
        if not isinstance(result, PushReply):
            if isinstance(result, Refusal):
                return result
            raise TypeError(f"a push was answered with {type(result).__name__}")
        last = result
        receipts += result.receipts
    if last is None:
        raise ValueError("a push without change sets cannot fail")
    # What is carried goes first, because own work may build on it, and is answered last.
    by_paper = len(whole.carried)
    return structs.replace(last, receipts=receipts[by_paper:] + receipts[:by_paper])


def _one(alone: Alone, item: Item) -> Result:
    try:
        result, freed = alone(item)
    except DatabaseTrouble as trouble:
        if trouble.lost or not isinstance(item, Push | Authored):
            raise
        result, freed = alone(replace(item, park=trouble.code))
    _try_again(alone, freed)
    return result
