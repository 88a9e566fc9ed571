"""Orders in words, the same on every screen and paper."""

from decimal import Decimal
from uuid import UUID

from app.orders.standing import STATE_WORDS, OrderState, Standing
from local_store.reading import Read
from models.dose_words import (
    amount_words,
    direction_words,
    duration_words,
    number_words,
    unit_words,
)
from models.medication import Medication, MedicationRequest
from models.vocabulary import N_, Frequency, Route

SIGNED_OFFLINE = N_("SIGNED OFFLINE")
WITH_REASON = N_("{state}: {reason}")
QUANTITY = N_("{number} {unit}")


def formulary_of(read: Read) -> dict[UUID, Medication]:
    """Every medicine by its id."""
    return {each.id: each for each in read.all(Medication)}


def directions_of(order: MedicationRequest, medicine: Medication | None) -> str:
    """`Take ONE capsule (500 mg) THREE times a day for FIVE days`, without its instructions."""
    if medicine is None:
        often = order.frequency.value.replace("-", " ")
        return f"{amount_words(order.dose_value, order.dose_unit)} {often}"
    return dose_directions(
        medicine, order.dose_value, order.route, order.frequency, order.duration_days
    )


def dose_directions(
    medicine: Medication, dose: Decimal, route: Route, often: Frequency, days: int | None
) -> str:
    """The directions of an order that may not be recorded yet."""
    words = direction_words(medicine, dose, medicine.dose_unit, route, often)
    return words if days is None else f"{words} {duration_words(days)}"


def quantity_of(quantity: Decimal | None, medicine: Medication | None) -> str:
    """`15 capsules`, or "" where no quantity is set."""
    if quantity is None or medicine is None:
        return ""
    unit = unit_words(medicine.supply_unit, quantity)
    return QUANTITY.format(number=number_words(quantity), unit=unit)


def state_of(standing: Standing) -> str:
    """`Active`, `Stopped: rash`."""
    words = STATE_WORDS[standing.state]
    explained = standing.state in (OrderState.STOPPED, OrderState.HELD)
    if explained and standing.last is not None:
        return WITH_REASON.format(state=words, reason=standing.last.reason)
    return words


def offline_of(standing: Standing) -> bool:
    """Whether the signature, or the stop that counts, was made without the service."""
    if standing.order.signed_offline:
        return True
    return bool(standing.last is not None and standing.last.offline)
