"""Handing over one medicine of a signed order: what, how much, from which batch, until when good.

An expired batch and the substance that a patient is allergic to are never handed over, by whatever
path, for whatever reason. An empty shelf refuses nothing: what happened has happened.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from app.command import Act, UseCase
from app.fields import Context, Layout, Number, Text, Width
from app.pharmacy.directions import directions_of
from app.pharmacy.dispense_rules import DispenseRefusal, Supply, allowed
from app.pharmacy.standing import came_by_paper
from app.pharmacy.stock import place_of
from models.medication import MedicationDispense, StockMovement
from models.vocabulary import N_, MedicationId, MovementKind, RequestId, RowId

_SHORT = Layout(width=Width.SHORT)
MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDispense:
    """One medicine; `gtin` is the product of the scanned pack, or None where none was scanned."""

    request_id: Annotated[RequestId, Context("request")]
    gtin: Annotated[str | None, Context("gtin")]
    quantity: Annotated[
        Decimal,
        Number(N_("Quantity"), N_("units of the pack"), 0, MOST, decimals=2, layout=_SHORT),
    ]
    batch: Annotated[str, Text(N_("Batch"), 20, layout=_SHORT)]
    expires: Annotated[
        str, Text(N_("Expires"), 20, layout=Layout(width=Width.SHORT, help=N_("06/2027")))
    ]
    reason: Annotated[
        str | None,
        Text(N_("Why in spite of the warning"), 300, layout=Layout(width=Width.LONG)),
    ]
    handed_over: Annotated[
        str | None,
        Text(
            N_("Handed over already, at"),
            30,
            layout=Layout(width=Width.SHORT, help=N_("Empty for now; 0930 if it has happened")),
        ),
    ]


def record_dispense(act: Act, command: RecordDispense) -> UUID:
    """Record the hand-over and what it took from the shelf; the form's id is the record's."""
    if act.tx.get(MedicationDispense, act.id) is not None:
        return act.id
    supply = Supply(
        request_id=command.request_id,
        gtin=command.gtin,
        quantity=command.quantity,
        batch=command.batch,
        expires=command.expires,
        reason=command.reason,
        handed_over=command.handed_over,
    )
    order, medicine, at, expires_on = allowed(act, supply)
    batch = "".join(command.batch.split()).upper()
    dispense = MedicationDispense(
        id=act.id,
        patient_id=order.patient_id,
        encounter_id=order.encounter_id,
        request_id=RequestId(order.id),
        medication_id=MedicationId(medicine.id),
        quantity=command.quantity,
        unit=medicine.supply_unit,
        batch=batch,
        expires_on=expires_on,
        directions=directions_of(order, medicine),
        occurred_at=at,
        place_id=place_of(act.tx, act.desk),
        from_paper=came_by_paper(act.tx, order),
        **act.stamp(),
    )
    act.tx.add(dispense)
    act.tx.add(_taken_from_shelf(act, dispense))
    return act.id


def _taken_from_shelf(act: Act, dispense: MedicationDispense) -> StockMovement:
    return StockMovement(
        id=act.tx.new_id(),
        place_id=dispense.place_id,
        medication_id=dispense.medication_id,
        batch=dispense.batch,
        expires_on=dispense.expires_on,
        quantity=-dispense.quantity,
        kind=MovementKind.DISPENSE,
        occurred_at=dispense.occurred_at,
        dispense_id=RowId(dispense.id),
        **act.stamp(),
    )


RECORD_DISPENSE = UseCase(
    key="dispense.record",
    title=N_("Dispense"),
    input=RecordDispense,
    function=record_dispense,
    refusals={
        DispenseRefusal.NOT_HELD: N_(
            "This desk does not hold that order or its medicine. Scan the prescription, or wait "
            "until it says Online."
        ),
        DispenseRefusal.NOT_SIGNED: N_("That order is not signed. Ask the prescriber to sign it."),
        DispenseRefusal.OTHER_PRODUCT: N_(
            "The scanned pack is another product than {medicine}. Take the right pack and scan it."
        ),
        DispenseRefusal.BAD_EXPIRY: N_("{why}"),
        DispenseRefusal.EXPIRED: N_(
            "Hard stop: batch {batch} expired on {day}. Put it aside and take another one."
        ),
        DispenseRefusal.NOTHING: N_("The quantity is zero. Type how much is handed over."),
        DispenseRefusal.TOO_MUCH: N_(
            "Only {left} are left of this order. Hand over that much, or ask for a new order. If "
            "more was handed over already, type when."
        ),
        DispenseRefusal.STOPPED: N_(
            "The order was stopped: {why}. Do not hand it over. If that has happened already, "
            "type when, and it is recorded."
        ),
        DispenseRefusal.ON_HOLD: N_(
            "The order is on hold: {why}. Do not hand it over. If that has happened already, "
            "type when, and it is recorded."
        ),
        DispenseRefusal.ALLERGY: N_("{why} Call the prescriber for another medicine."),
        DispenseRefusal.REASON_NEEDED: N_(
            "{why} Call the prescriber, then type why it is handed over in spite of it."
        ),
        DispenseRefusal.BAD_TIME: N_("{why}"),
    },
)
