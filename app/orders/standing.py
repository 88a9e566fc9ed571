"""What an order is now: its signature and the stops recorded about it, taken together."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from local_store.reading import Read
from models.medication import MedicationRequest, MedicationStop
from models.vocabulary import N_, PatientId, RequestStatus, StopKind


class OrderState(StrEnum):
    """How an order stands, as far as this desk knows."""

    DRAFT = "draft"
    ACTIVE = "active"
    HELD = "held"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    VOIDED = "voided"


STATE_WORDS: dict[OrderState, str] = {
    OrderState.DRAFT: N_("Draft, not signed"),
    OrderState.ACTIVE: N_("Active"),
    OrderState.HELD: N_("On hold"),
    OrderState.STOPPED: N_("Stopped"),
    OrderState.CANCELLED: N_("Cancelled"),
    OrderState.VOIDED: N_("Voided"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An order with what was decided about it since; `last` is the newest stop, hold or resume."""

    order: MedicationRequest
    state: OrderState
    last: MedicationStop | None = None

    @property
    def is_given(self) -> bool:
        """Whether doses are to be given."""
        return self.state is OrderState.ACTIVE


def standing_of(order: MedicationRequest, stops: Iterable[MedicationStop]) -> Standing:
    """How one order stands. A stop is final, whatever was recorded after it."""
    mine = sorted(
        (s for s in stops if s.request_id == order.id and s.voided_at is None),
        key=lambda s: (s.occurred_at, str(s.id)),
    )
    last = mine[-1] if mine else None
    ended = next((s for s in mine if s.kind is StopKind.STOP), None)
    if order.voided_at is not None:
        return Standing(order, OrderState.VOIDED, last)
    if order.status is not RequestStatus.ACTIVE:
        is_draft = order.status is RequestStatus.DRAFT
        return Standing(order, OrderState.DRAFT if is_draft else OrderState.CANCELLED, last)
    if ended is not None:
        return Standing(order, OrderState.STOPPED, ended)
    if last is not None and last.kind is StopKind.HOLD:
        return Standing(order, OrderState.HELD, last)
    return Standing(order, OrderState.ACTIVE, last)


def orders_of(read: Read, patient_id: PatientId) -> list[Standing]:
    """Every order of a patient, by id; a draft that a signed order replaces is left out."""
    orders = read.all(MedicationRequest, patient_id=patient_id)
    stops = read.all(MedicationStop, patient_id=patient_id)
    replaced = {order.replaces_id for order in orders}
    return [
        standing_of(order, stops)
        for order in orders
        if order.status is RequestStatus.ACTIVE or order.id not in replaced
    ]


def drafts_of(
    read: Read, patient_id: PatientId, prescription_id: UUID | None = None
) -> list[MedicationRequest]:
    """The drafts of a patient that wait for a signature, of one prescription or of all."""
    return [
        each.order
        for each in orders_of(read, patient_id)
        if each.state is OrderState.DRAFT and prescription_id in (None, each.order.prescription_id)
    ]
