"""Medicines that arrived: which, how many, of which batch, good until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Opening, Refuse, UseCase
from app.fields import Layout, Number, Pick, Text, Width
from app.pharmacy.stock import place_of
from app.pharmacy.typed_expiry import ExpiryError, parse_expiry
from app.query import Look
from models.dose_words import medicine_words
from models.medication import Medication, StockMovement
from models.vocabulary import N_, MedicationId, MovementKind

_SHORT = Layout(width=Width.SHORT)
MOST = 1_000_000


class ReceiptRefusal(StrEnum):
    """Why nothing is put on the shelf."""

    NOT_HELD = "not_held"
    BAD_EXPIRY = "bad_expiry"
    EXPIRED = "expired"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveStock:
    """One batch of one medicine."""

    medicine: Annotated[UUID, Pick(N_("Medicine"), layout=Layout(width=Width.LONG))]
    quantity: Annotated[
        Decimal,
        Number(N_("Quantity"), N_("units of the pack"), 0, MOST, decimals=2, layout=_SHORT),
    ]
    batch: Annotated[str, Text(N_("Batch"), 20, layout=_SHORT)]
    expires: Annotated[
        str, Text(N_("Expires"), 20, layout=Layout(width=Width.SHORT, help=N_("06/2027")))
    ]


def receive_stock(act: Act, command: ReceiveStock) -> UUID:
    """Record what came; what has expired is not put on the shelf."""
    if act.tx.get(StockMovement, act.id) is not None:
        return act.id
    if act.tx.get(Medication, command.medicine) is None:
        raise Refuse(ReceiptRefusal.NOT_HELD, field="medicine")
    if command.quantity <= 0:
        raise Refuse(ReceiptRefusal.NOTHING, field="quantity")
    act.tx.add(
        StockMovement(
            id=act.id,
            place_id=place_of(act.tx, act.desk),
            medication_id=MedicationId(command.medicine),
            batch="".join(command.batch.split()).upper(),
            expires_on=_good_until(act, command.expires),
            quantity=command.quantity,
            kind=MovementKind.RECEIPT,
            occurred_at=act.tx.now,
            **act.stamp(),
        )
    )
    return act.id


def medicine_options(look: Look, context: Mapping[str, object]) -> Opening:
    """Every medicine of the formulary, by name."""
    known = sorted(look.read.all(Medication), key=lambda each: each.name.casefold())
    options = tuple((str(each.id), medicine_words(each)) for each in known)
    return Opening({}, context, options={"medicine": options})


def _good_until(act: Act, typed: str) -> date:
    try:
        expires_on = parse_expiry(typed, act.order)
    except ExpiryError as error:
        raise Refuse(ReceiptRefusal.BAD_EXPIRY, field="expires", why=str(error)) from error
    if expires_on < act.now.date():
        raise Refuse(ReceiptRefusal.EXPIRED, field="expires", day=f"{expires_on:%d-%b-%Y}")
    return expires_on


RECEIVE_STOCK = UseCase(
    key="stock.receive",
    title=N_("Receive stock"),
    input=ReceiveStock,
    function=receive_stock,
    opening=medicine_options,
    refusals={
        ReceiptRefusal.NOT_HELD: N_("Choose a medicine of the formulary."),
        ReceiptRefusal.BAD_EXPIRY: N_("{why}"),
        ReceiptRefusal.EXPIRED: N_(
            "Hard stop: it expired on {day}. Send it back, or put it aside for disposal."
        ),
        ReceiptRefusal.NOTHING: N_("The quantity is zero. Type how much came."),
    },
)
