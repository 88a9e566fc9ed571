"""Stock that fell below nought, and medicines handed over past their date."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.attention import AttentionItem
from models.medication import MedicationDispense, StockMovement
from models.vocabulary import AttentionKind, AttentionStatus
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, found, news_of, one
from server_stub.rules.raising import USE_CASE, attention_id, raised
from server_stub.rules.site_days import day_at

Pile = tuple[object, object, str]


def stock_attention(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Ask for a count of each batch at a place that newly moved and is below nought.

    One item stands open for each; when it was closed and the batch falls again, there is another.
    """
    answer = Answer(run, f"{USE_CASE}_stock")
    moved: dict[Pile, tuple[Candidate, StockMovement]] = {}
    for because, movement, is_new in news_of(news, StockMovement):
        if is_new:
            pile = (movement.place_id, movement.medication_id, movement.batch)
            moved[pile] = because, movement
    for because, movement in moved.values():
        answer.make(because, _below_nought(run, movement))
    return answer.sets()


def expired_attention(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Tell of what was handed over after the last day its batch was good for."""
    answer = Answer(run, f"{USE_CASE}_expired")
    for because, supply, is_new in news_of(news, MedicationDispense):
        if is_new and supply.expires_on < day_at(supply.occurred_at):
            kind = AttentionKind.EXPIRED_DISPENSED
            item = raised(run, kind, supply, None, attention_id(supply.id, kind))
            answer.make(because, [item])
    return answer.sets()


def _below_nought(run: OpenRun, movement: StockMovement) -> Iterator[AttentionItem]:
    pile = found(
        run,
        StockMovement,
        "medication_id",
        movement.medication_id,
        place_id=movement.place_id,
        batch=movement.batch,
    )
    if sum((each.quantity for each in pile), Decimal(0)) >= 0:
        return
    kind = AttentionKind.STOCK_BELOW_ZERO
    number = 0
    while True:
        part = f"{movement.place_id}/{movement.batch}/{number}"
        item_id = attention_id(movement.medication_id, kind, part)
        before = one(run, AttentionItem, item_id)
        if before is None:
            yield raised(run, kind, movement, None, item_id)
        if before is None or before.status is AttentionStatus.OPEN:
            return
        number += 1
