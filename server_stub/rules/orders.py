"""An order signed offline in place of a draft: the draft goes, unless it was signed as well."""

from collections.abc import Iterator, Sequence

from models.attention import AttentionItem
from models.medication import MedicationRequest
from models.vocabulary import AttentionKind, RequestStatus
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, found, news_of, one
from server_stub.rules.raising import USE_CASE, attention_id, raised

CANCEL_USE_CASE = "order.cancel_replaced"


def replaced_drafts(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Cancel each draft in whose place an order was signed, so that nobody signs it again."""
    answer = Answer(run, CANCEL_USE_CASE)
    gone = set()
    for because, order, _ in news_of(news, MedicationRequest):
        draft = one(run, MedicationRequest, order.replaces_id) if _stands(order) else None
        if draft is None or draft.status is not RequestStatus.DRAFT or draft.id in gone:
            continue
        gone.add(draft.id)
        cancelled = {"status": RequestStatus.CANCELLED.value}
        answer.alter(because, MedicationRequest, draft.id, {**cancelled})
    return answer.sets()


def double_orders(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Tell of two signed orders where one was to stand in the place of the other."""
    answer = Answer(run, f"{USE_CASE}_double_order")
    for because, order, _ in news_of(news, MedicationRequest):
        if _stands(order):
            answer.make(because, _doubles(run, order))
    return answer.sets()


def _doubles(run: OpenRun, order: MedicationRequest) -> Iterator[AttentionItem]:
    draft = one(run, MedicationRequest, order.replaces_id)
    if draft is not None:
        if _stands(draft):
            yield _double(run, order, draft)
        for sibling in found(run, MedicationRequest, "replaces_id", draft.id):
            if sibling.id != order.id and _stands(sibling):
                earlier, later = sorted((order, sibling), key=_signed)
                yield _double(run, later, earlier)
    for replacement in found(run, MedicationRequest, "replaces_id", order.id):
        if _stands(replacement):
            yield _double(run, replacement, order)


def _double(run: OpenRun, order: MedicationRequest, other: MedicationRequest) -> AttentionItem:
    kind = AttentionKind.DOUBLE_ORDER
    return raised(run, kind, order, other, attention_id(order.id, kind, other.id))


def _stands(order: MedicationRequest) -> bool:
    return order.status is RequestStatus.ACTIVE and order.voided_at is None


def _signed(order: MedicationRequest) -> tuple[bool, float, str]:
    at = order.signed_at
    return at is not None, 0.0 if at is None else at.timestamp(), str(order.id)
