"""How a signed order stands at the pharmacy: to dispense, partly or wholly dispensed, stopped."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.orders import standing as orders
from app.orders.standing import OrderState
from local_store.reading import Read
from models.medication import MedicationDispense, MedicationRequest, MedicationStop
from models.vocabulary import N_, RequestId, RequestStatus


class Standing(StrEnum):
    """What is to be done with an order."""

    TO_DISPENSE = "to-dispense"
    PARTLY = "partly"
    DISPENSED = "dispensed"
    ON_HOLD = "on-hold"
    STOPPED = "stopped"


STANDING_WORDS: dict[Standing, str] = {
    Standing.TO_DISPENSE: N_("To dispense"),
    Standing.PARTLY: N_("Partly dispensed"),
    Standing.DISPENSED: N_("Dispensed"),
    Standing.ON_HOLD: N_("On hold"),
    Standing.STOPPED: N_("Stopped"),
}
OPEN = (Standing.TO_DISPENSE, Standing.PARTLY, Standing.ON_HOLD)
_HALTED = {OrderState.STOPPED: Standing.STOPPED, OrderState.HELD: Standing.ON_HOLD}


@dataclass(frozen=True, slots=True)
class OrderStanding:
    """An order with what has happened to it. `remaining` is None where no quantity was ordered."""

    standing: Standing
    dispensed: Decimal
    remaining: Decimal | None
    stop: MedicationStop | None


def is_signed(order: MedicationRequest) -> bool:
    """Whether it is an order at all: signed, and not taken back as a mistake."""
    active = order.status is RequestStatus.ACTIVE and order.signed_at is not None
    return active and order.voided_at is None


def standing_of(
    order: MedicationRequest,
    dispenses: Sequence[MedicationDispense],
    stops: Sequence[MedicationStop],
) -> OrderStanding:
    """Judge an order by its own dispenses and stops; those voided count for nothing."""
    given = sum((d.quantity for d in dispenses if d.voided_at is None), Decimal(0))
    asked = order.quantity
    remaining = max(asked - given, Decimal(0)) if asked is not None else None
    order_now = orders.standing_of(order, stops)
    if order_now.state in _HALTED:
        return OrderStanding(_HALTED[order_now.state], given, remaining, order_now.last)
    if given and (remaining is None or not remaining):
        return OrderStanding(Standing.DISPENSED, given, remaining, None)
    standing = Standing.PARTLY if given else Standing.TO_DISPENSE
    return OrderStanding(standing, given, remaining, None)


def standing_here(read: Read, order: MedicationRequest) -> OrderStanding:
    """The same, with what this desk knows."""
    request_id = RequestId(order.id)
    dispenses = read.all(MedicationDispense, request_id=request_id)
    return standing_of(order, dispenses, read.all(MedicationStop, request_id=request_id))


def came_by_paper(read: Read, order: MedicationRequest) -> bool:
    """Whether this desk knows the order from a signed code, and not yet from the service."""
    by_wire = read.seq_of(MedicationRequest, order.id) > 0
    return not by_wire and read.is_acknowledged(MedicationRequest, order.id)
