"""Signing a prescription: every draft of it becomes an order that nobody can alter.

A draft that the service knows is signed under its lock. Where the service cannot be reached, it is
left as it is and a new order that replaces it is signed here; the service then clears up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Opening, Refuse, UseCase
from app.fields import Context
from app.orders.check import check_here
from app.orders.standing import drafts_of
from app.query import Look
from models.medication import Medication, MedicationRequest
from models.vocabulary import N_, PatientId, RequestId, RequestStatus


class SignRefusal(StrEnum):
    """Why a prescription cannot be signed."""

    NOTHING = "nothing"
    NO_MEDICINE = "no_medicine"
    HARD_STOP = "hard_stop"
    NEEDS_REASON = "needs_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOrders:
    """The prescription whose drafts are shown to the person who signs."""

    patient_id: Annotated[PatientId, Context("patient")]
    prescription_id: Annotated[UUID | None, Context("prescription")]


def open_signing(_look: Look, context: Mapping[str, object]) -> Opening:
    """Every draft of the patient, unless the context names a prescription."""
    return Opening({}, {"prescription": None, **context})


def locks_for(look: Look, command: SignOrders) -> tuple[str, ...]:
    """The drafts that another desk may be signing too: those the service has."""
    return tuple(
        resource_of(draft.id)
        for draft in drafts_of(look.read, command.patient_id, command.prescription_id)
        if look.read.is_acknowledged(MedicationRequest, draft.id)
    )


def resource_of(order_id: UUID) -> str:
    """What the lock on an order is called."""
    return f"{MedicationRequest.TABLE}:{order_id}"


def sign_orders(act: Act, command: SignOrders) -> UUID | None:
    """Check each draft again and sign it; all of them, or none."""
    drafts = drafts_of(act.tx, command.patient_id, command.prescription_id)
    if not drafts:
        raise Refuse(SignRefusal.NOTHING)
    for draft in drafts:
        _sign(act, replace(draft, checked=_checked(act, draft)), draft)
    return command.prescription_id


def _checked(act: Act, draft: MedicationRequest) -> str:
    """The words of the check made now, which is the one that counts.

    Raises:
        Refuse: it stops the order.
    """
    medicine = act.tx.get(Medication, draft.medication_id)
    if medicine is None:
        raise Refuse(SignRefusal.NO_MEDICINE, medicine=draft.medication_text)
    check = check_here(act.tx, draft.patient_id, medicine, act.now.date())
    if check.is_hard_stop:
        raise Refuse(SignRefusal.HARD_STOP, why=check.words)
    if not check.passes(draft.override_reason):
        raise Refuse(SignRefusal.NEEDS_REASON, why=check.words)
    return check.words


def _sign(act: Act, checked: MedicationRequest, draft: MedicationRequest) -> None:
    token = act.tokens.get(resource_of(draft.id))
    is_known = act.tx.is_acknowledged(MedicationRequest, draft.id)
    signed = replace(
        checked,
        status=RequestStatus.ACTIVE,
        signed_at=act.tx.now,
        signed_by_id=act.by,
        signed_offline=act.offline or (is_known and token is None),
    )
    if is_known and token is None:
        new_id = act.tx.new_id()
        mine = {"id": new_id, "replaces_id": RequestId(draft.id), **act.stamp()}
        act.tx.add(replace(checked, **mine))
        act.tx.sign(MedicationRequest, new_id, replace(signed, **mine), None)
    else:
        act.tx.sign(MedicationRequest, draft.id, signed, token if is_known else None)


SIGN_ORDERS = UseCase(
    key="order.sign",
    title=N_("Sign prescription"),
    input=SignOrders,
    function=sign_orders,
    opening=open_signing,
    lock=locks_for,
    refusals={
        SignRefusal.NOTHING: N_("Nothing waits for a signature: it was signed or taken back."),
        SignRefusal.NO_MEDICINE: N_(
            "{medicine} is no longer in the formulary. Discard this draft and order another."
        ),
        SignRefusal.HARD_STOP: N_("{why} Nobody may sign it. Discard this draft."),
        SignRefusal.NEEDS_REASON: N_(
            "{why} Discard this draft and order it again with a reason, or order another."
        ),
    },
)
