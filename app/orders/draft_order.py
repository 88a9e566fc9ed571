"""Drafting an order: one medicine, its dose, how and how often; checked before it is kept."""

from enum import StrEnum
from uuid import UUID

from app.command import Act, Refuse, UseCase
from app.orders.check import check_here
from app.orders.formulary import DoseError, find_medicine, medicines, read_dose
from app.orders.new_order import new_order
from app.orders.order_form import DraftOrder, open_draft
from models.allergy_check import Check
from models.medication import MedicationRequest
from models.vocabulary import N_


class DraftRefusal(StrEnum):
    """Why an order cannot be kept."""

    NO_MEDICINE = "no_medicine"
    BAD_DOSE = "bad_dose"
    HARD_STOP = "hard_stop"
    NEEDS_REASON = "needs_reason"


def draft_order(act: Act, command: DraftOrder) -> UUID:
    """Keep the order as a draft of the prescription that is being written for the patient."""
    if act.tx.get(MedicationRequest, act.id) is not None:
        return act.id
    medicine = find_medicine(medicines(act.tx), command.medicine)
    if medicine is None:
        raise Refuse(DraftRefusal.NO_MEDICINE, field="medicine")
    try:
        dose = read_dose(command.dose, medicine)
    except DoseError as error:
        raise Refuse(DraftRefusal.BAD_DOSE, field="dose", why=str(error)) from error
    check = check_here(act.tx, command.patient_id, medicine, act.now.date())
    _refuse_unsafe(check, command.override_reason)
    act.tx.add(new_order(act, command, medicine, dose, check))
    return act.id


def _refuse_unsafe(check: Check, reason: str | None) -> None:
    if check.is_hard_stop:
        raise Refuse(DraftRefusal.HARD_STOP, field="medicine", why=check.words)
    if not check.passes(reason):
        raise Refuse(DraftRefusal.NEEDS_REASON, field="override_reason", why=check.words)


DRAFT_ORDER = UseCase(
    key="order.draft",
    title=N_("Prescribe"),
    input=DraftOrder,
    function=draft_order,
    opening=open_draft,
    refusals={
        DraftRefusal.NO_MEDICINE: N_(
            "This is no medicine of the formulary, or more than one. Choose one from the list."
        ),
        DraftRefusal.BAD_DOSE: N_("{why}"),
        DraftRefusal.HARD_STOP: N_("{why} Nobody may order it. Choose another medicine."),
        DraftRefusal.NEEDS_REASON: N_(
            "{why} Choose another medicine, or write the reason to order it all the same."
        ),
    },
)
