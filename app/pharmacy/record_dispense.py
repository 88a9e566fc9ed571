"""Handing over one medicine of a signed order: what, how much, from which batch, until when good.

An expired batch and the substance that a patient is allergic to are never handed over, by whatever
path, for whatever reason. An empty shelf refuses nothing: what happened has happened.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Refuse, UseCase
from app.fields import Context, Layout, Number, Text, Width
from app.orders.check import check_here
from app.pharmacy.directions import directions_of
from app.pharmacy.standing import Standing, came_by_paper, is_signed, standing_here
from app.pharmacy.stock import place_of
from app.pharmacy.typed_expiry import ExpiryError, parse_expiry
from app.typed_times import TypedTimeError, parse_past_time
from models.dose_words import number_words
from models.medication import Medication, MedicationDispense, MedicationRequest, StockMovement
from models.vocabulary import N_, MedicationId, MovementKind, PatientId, RequestId, RowId

_SHORT = Layout(width=Width.SHORT)
MOST = 10_000


class DispenseRefusal(StrEnum):
    """Why nothing is handed over."""

    NOT_HELD = "not_held"
    NOT_SIGNED = "not_signed"
    OTHER_PRODUCT = "other_product"
    BAD_EXPIRY = "bad_expiry"
    EXPIRED = "expired"
    NOTHING = "nothing"
    TOO_MUCH = "too_much"
    STOPPED = "stopped"
    ON_HOLD = "on_hold"
    ALLERGY = "allergy"
    REASON_NEEDED = "reason_needed"
    BAD_TIME = "bad_time"


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
    order = act.tx.get(MedicationRequest, command.request_id)
    medicine = act.tx.get(Medication, order.medication_id) if order else None
    if order is None or medicine is None:
        raise Refuse(DispenseRefusal.NOT_HELD)
    if not is_signed(order):
        raise Refuse(DispenseRefusal.NOT_SIGNED)
    if command.gtin is not None and command.gtin != medicine.gtin:
        raise Refuse(DispenseRefusal.OTHER_PRODUCT, medicine=medicine.display_name)
    at = _when(act, command.handed_over)
    expires_on = _good_until(act, command, at.astimezone(act.now.tzinfo).date())
    _check_standing(act, order, command)
    _check_allergies(act, order, medicine, command)
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


def _when(act: Act, typed: str | None) -> datetime:
    if not typed:
        return act.tx.now
    try:
        return parse_past_time(typed, act.now, act.order)
    except TypedTimeError as error:
        raise Refuse(DispenseRefusal.BAD_TIME, field="handed_over", why=str(error)) from error


def _good_until(act: Act, command: RecordDispense, day: date) -> date:
    try:
        expires_on = parse_expiry(command.expires, act.order)
    except ExpiryError as error:
        raise Refuse(DispenseRefusal.BAD_EXPIRY, field="expires", why=str(error)) from error
    if expires_on < day:
        words = f"{expires_on:%d-%b-%Y}"
        raise Refuse(DispenseRefusal.EXPIRED, field="expires", batch=command.batch, day=words)
    return expires_on


def _check_standing(act: Act, order: MedicationRequest, command: RecordDispense) -> None:
    if command.quantity <= 0:
        raise Refuse(DispenseRefusal.NOTHING, field="quantity")
    found = standing_here(act.tx, order)
    if command.handed_over:
        return
    if found.stop is not None:
        stopped = found.standing is Standing.STOPPED
        reason = DispenseRefusal.STOPPED if stopped else DispenseRefusal.ON_HOLD
        raise Refuse(reason, field="handed_over", why=found.stop.reason)
    if found.remaining is not None and command.quantity > found.remaining:
        left = number_words(found.remaining)
        raise Refuse(DispenseRefusal.TOO_MUCH, field="quantity", left=left)


def _check_allergies(
    act: Act, order: MedicationRequest, medicine: Medication, command: RecordDispense
) -> None:
    check = check_here(act.tx, PatientId(order.patient_id), medicine, act.now.date())
    if check.is_hard_stop:
        raise Refuse(DispenseRefusal.ALLERGY, field="reason", why=check.words)
    if not check.passes(command.reason or order.override_reason):
        raise Refuse(DispenseRefusal.REASON_NEEDED, field="reason", why=check.words)


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
