"""Counting what is on the shelf: the difference is recorded, and both facts stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Opening, Refuse, UseCase
from app.fields import Layout, Number, Pick, Text, Width
from app.pharmacy.stock import balance_of, batches, place_of
from app.query import Look
from models.dose_words import medicine_words, number_words
from models.medication import Medication, StockMovement
from models.vocabulary import N_, MedicationId, MovementKind

MOST = 1_000_000
_LINE = N_("{medicine} · batch {batch} · {balance} expected")


class CountRefusal(StrEnum):
    """Why no count is recorded."""

    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountStock:
    """One batch, named by its first movement, and how much of it there is."""

    batch_id: Annotated[UUID, Pick(N_("Batch counted"), layout=Layout(width=Width.LONG))]
    counted: Annotated[
        Decimal,
        Number(
            *(N_("Counted"), N_("units of the pack"), 0, MOST),
            decimals=2,
            layout=Layout(width=Width.SHORT),
        ),
    ]
    reason: Annotated[
        str | None, Text(N_("What explains the difference"), 200, layout=Layout(width=Width.LONG))
    ]


def count_stock(act: Act, command: CountStock) -> UUID:
    """Record the difference between the shelf and the book; none is a count too."""
    if act.tx.get(StockMovement, act.id) is not None:
        return act.id
    known = act.tx.get(StockMovement, command.batch_id)
    if known is None:
        raise Refuse(CountRefusal.NOT_HELD, field="batch_id")
    medicine, code, day = known.medication_id, known.batch, known.expires_on
    act.tx.add(
        StockMovement(
            id=act.id,
            place_id=known.place_id or place_of(act.tx, act.desk),
            medication_id=medicine,
            batch=code,
            expires_on=day,
            quantity=command.counted - balance_of(act.tx, medicine, code, day),
            kind=MovementKind.COUNT,
            occurred_at=act.tx.now,
            reason=command.reason,
            **act.stamp(),
        )
    )
    return act.id


def batch_options(look: Look, context: Mapping[str, object]) -> Opening:
    """Every batch, those that need a count first; the one that is selected is chosen."""
    first: dict[tuple[MedicationId, str, date], UUID] = {}
    for movement in look.read.all(StockMovement):
        first.setdefault((movement.medication_id, movement.batch, movement.expires_on), movement.id)
    names = {each.id: medicine_words(each) for each in look.read.all(Medication)}
    held = sorted(
        batches(look.read),
        key=lambda each: (each.balance >= 0, names.get(each.medication_id, ""), each.expires_on),
    )
    options = tuple(
        (
            str(first[each.medication_id, each.code, each.expires_on]),
            _LINE.format(
                medicine=names.get(each.medication_id, ""),
                batch=each.code,
                balance=number_words(each.balance),
            ),
        )
        for each in held
        if each.medication_id in names
    )
    chosen = context.get("batch")
    raw = {"batch_id": str(chosen)} if chosen else {}
    return Opening(raw, context, options={"batch_id": options})


COUNT_STOCK = UseCase(
    key="stock.count",
    title=N_("Count stock"),
    input=CountStock,
    function=count_stock,
    opening=batch_options,
    refusals={
        CountRefusal.NOT_HELD: N_("This desk does not hold that batch. Receive it as stock first.")
    },
)
