"""Stopping, holding and resuming a signed order: facts, recorded with and without the service."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.code_words import code_words
from app.command import Act, Opening, Refuse, UseCase
from app.encounters.current import current_encounter
from app.fields import Choice, Context, Layout, Text, Width
from app.orders.standing import OrderState, Standing, standing_of
from app.query import Look
from models.medication import MedicationRequest, MedicationStop
from models.vocabulary import N_, EncounterId, PatientId, RequestId, StopKind

KINDS = (
    (StopKind.STOP.value, N_("Stop")),
    (StopKind.HOLD.value, N_("Hold")),
    (StopKind.RESUME.value, N_("Resume")),
)
_FROM = {
    StopKind.STOP: (OrderState.ACTIVE, OrderState.HELD),
    StopKind.HOLD: (OrderState.ACTIVE,),
    StopKind.RESUME: (OrderState.HELD,),
}


class StopRefusal(StrEnum):
    """Why nothing is recorded."""

    NO_ORDER = "no_order"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopOrder:
    """What is decided about the order that is selected, and why."""

    patient_id: Annotated[PatientId, Context("patient")]
    order_id: Annotated[UUID | None, Context("order")]
    kind: Annotated[str, Choice(N_("Decision"), KINDS, StopKind.STOP)]
    reason: Annotated[str, Text(N_("Reason"), 300, layout=Layout(width=Width.LONG))]


def open_stop(_look: Look, context: Mapping[str, object]) -> Opening:
    """An empty form; no order is chosen unless the context names one."""
    return Opening({}, {"order": None, **context})


def stop_order(act: Act, command: StopOrder) -> UUID:
    """Append the decision."""
    if act.tx.get(MedicationStop, act.id) is not None:
        return act.id
    standing = _standing(act, command.order_id)
    kind = StopKind(command.kind)
    if standing.state not in _FROM[kind]:
        said = {"order": standing.order.medication_text, "state": _state(standing)}
        raise Refuse(StopRefusal.NOT_NOW, field="kind", **said)
    visit = current_encounter(act.tx, command.patient_id)
    act.tx.add(
        MedicationStop(
            id=act.id,
            patient_id=command.patient_id,
            encounter_id=EncounterId(visit.id) if visit else standing.order.encounter_id,
            request_id=RequestId(standing.order.id),
            kind=kind,
            reason=command.reason,
            occurred_at=act.tx.now,
            offline=act.offline,
            **act.stamp(),
        )
    )
    return act.id


def _standing(act: Act, order_id: UUID | None) -> Standing:
    order = act.tx.get(MedicationRequest, order_id) if order_id else None
    if order is None:
        raise Refuse(StopRefusal.NO_ORDER)
    return standing_of(order, act.tx.all(MedicationStop, request_id=RequestId(order.id)))


def _state(standing: Standing) -> str:
    last = standing.last
    return code_words(last.kind) if last is not None else code_words(standing.order.status)


STOP_ORDER = UseCase(
    key="order.stop",
    title=N_("Stop, hold or resume"),
    input=StopOrder,
    function=stop_order,
    opening=open_stop,
    refusals={
        StopRefusal.NO_ORDER: N_("This desk does not hold that order. Select one in the list."),
        StopRefusal.NOT_NOW: N_("{order}: {state}. Choose what fits that."),
    },
)
