"""Records as change sets of the service: how the operator's tools write."""

from collections.abc import Iterable

from models.change_set import Op
from models.entity import Entity
from models.vocabulary import SetStatus
from server_stub.new_row import op_for_new
from server_stub.operator_line import Operator
from server_stub.operator_requests import MAX_SETS, AuthoredSet, AuthorRequest


class NotWrittenError(Exception):
    """The service refused a record; the message carries its reason."""


def write_new(operator: Operator, use_case: str, sets: Iterable[list[Entity]]) -> None:
    """Write new records, each list as one change set, in this order.

    Raises:
        NotWrittenError: one was not applied; those before it were.
        Refusal: the service did nothing.
    """
    write_ops(operator, use_case, [[op_for_new(r) for r in records] for records in sets])


def write_ops(operator: Operator, use_case: str, sets: Iterable[list[Op]]) -> None:
    """Write ops, each list as one change set, in this order.

    Raises:
        NotWrittenError: one was not applied; those before it were.
        Refusal: the service did nothing.
    """
    packed = [AuthoredSet.of(use_case, ops) for ops in sets]
    for start in range(0, len(packed), MAX_SETS):
        request = AuthorRequest(sets=packed[start : start + MAX_SETS])
        for receipt in operator.author(request):
            if receipt.status is not SetStatus.APPLIED:
                words = receipt.reason or "no reason given"
                raise NotWrittenError(f"{use_case} was {receipt.status.value}: {words}")
