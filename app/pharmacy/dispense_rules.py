"""What may be handed over: one door for every path, and no right that goes round it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.command import Act, Refuse
from app.orders.check import check_here
from app.pharmacy.standing import Standing, is_signed, standing_here
from app.pharmacy.typed_expiry import ExpiryError, parse_expiry
from app.typed_times import TypedTimeError, parse_past_time
from models.dose_words import number_words
from models.medication import Medication, MedicationRequest
from models.vocabulary import PatientId, RequestId


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


@dataclass(frozen=True, slots=True)
class Supply:
    """What somebody wants to hand over, as it was scanned and typed."""

    request_id: RequestId
    gtin: str | None
    quantity: Decimal
    batch: str
    expires: str
    reason: str | None
    handed_over: str | None


def allowed(act: Act, supply: Supply) -> tuple[MedicationRequest, Medication, datetime, date]:
    """The order, its medicine, when it was handed over, and until when the batch is good.

    Raises:
        Refuse: it may not be handed over.
    """
    order = act.tx.get(MedicationRequest, supply.request_id)
    medicine = act.tx.get(Medication, order.medication_id) if order else None
    if order is None or medicine is None:
        raise Refuse(DispenseRefusal.NOT_HELD)
    if not is_signed(order):
        raise Refuse(DispenseRefusal.NOT_SIGNED)
    if supply.gtin is not None and supply.gtin != medicine.gtin:
        raise Refuse(DispenseRefusal.OTHER_PRODUCT, medicine=medicine.display_name)
    at = _when(act, supply.handed_over)
    expires_on = _good_until(act, supply, at.astimezone(act.now.tzinfo).date())
    _check_standing(act, order, supply)
    _check_allergies(act, order, medicine, supply)
    return order, medicine, at, expires_on


def _when(act: Act, typed: str | None) -> datetime:
    if not typed:
        return act.tx.now
    try:
        return parse_past_time(typed, act.now, act.order)
    except TypedTimeError as error:
        raise Refuse(DispenseRefusal.BAD_TIME, field="handed_over", why=str(error)) from error


def _good_until(act: Act, supply: Supply, day: date) -> date:
    try:
        expires_on = parse_expiry(supply.expires, act.order)
    except ExpiryError as error:
        raise Refuse(DispenseRefusal.BAD_EXPIRY, field="expires", why=str(error)) from error
    if expires_on < day:
        words = f"{expires_on:%d-%b-%Y}"
        raise Refuse(DispenseRefusal.EXPIRED, field="expires", batch=supply.batch, day=words)
    return expires_on


def _check_standing(act: Act, order: MedicationRequest, supply: Supply) -> None:
    if supply.quantity <= 0:
        raise Refuse(DispenseRefusal.NOTHING, field="quantity")
    found = standing_here(act.tx, order)
    if supply.handed_over:
        return
    if found.stop is not None:
        stopped = found.standing is Standing.STOPPED
        reason = DispenseRefusal.STOPPED if stopped else DispenseRefusal.ON_HOLD
        raise Refuse(reason, field="handed_over", why=found.stop.reason)
    if found.remaining is not None and supply.quantity > found.remaining:
        left = number_words(found.remaining)
        raise Refuse(DispenseRefusal.TOO_MUCH, field="quantity", left=left)


def _check_allergies(
    act: Act, order: MedicationRequest, medicine: Medication, supply: Supply
) -> None:
    check = check_here(act.tx, PatientId(order.patient_id), medicine, act.now.date())
    if check.is_hard_stop:
        raise Refuse(DispenseRefusal.ALLERGY, field="reason", why=check.words)
    if not check.passes(supply.reason or order.override_reason):
        raise Refuse(DispenseRefusal.REASON_NEEDED, field="reason", why=check.words)
