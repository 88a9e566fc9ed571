"""The rules at the bedside: a signed order, the right patient, and plans apart from facts."""

from uuid import UUID

from app.command import Act, Refuse
from app.doses.dose_form import RecordDose
from app.doses.refusals import DoseRefusal
from app.doses.schedule import administrations_for
from app.orders.standing import OrderState, Standing, standing_of
from app.orders.wording import state_of
from app.staff_words import person_words
from app.times import moment_words
from models.medication import (
    Medication,
    MedicationAdministration,
    MedicationRequest,
    MedicationStop,
)
from models.vocabulary import RequestId
from models.wristband_code import WristbandCodeError, decode


def ordered(act: Act, order_id: UUID | None) -> tuple[Standing, Medication]:
    """The signed order of the dose, with its medicine.

    Raises:
        Refuse: this desk does not hold it, or nobody has signed it.
    """
    order = act.tx.get(MedicationRequest, order_id) if order_id else None
    medicine = act.tx.get(Medication, order.medication_id) if order else None
    if order is None or medicine is None:
        raise Refuse(DoseRefusal.NO_ORDER)
    standing = standing_of(order, act.tx.all(MedicationStop, request_id=RequestId(order.id)))
    if order.signed_at is None:
        raise Refuse(DoseRefusal.NOT_SIGNED)
    return standing, medicine


def is_scanned(command: RecordDose) -> bool:
    """Whether the wristband of this patient was scanned.

    Raises:
        Refuse: it is another patient's, or was read wrongly.
    """
    if command.band is None:
        return False
    try:
        band = decode(command.band)
    except WristbandCodeError as error:
        raise Refuse(DoseRefusal.BAD_BAND, why=str(error)) from error
    if band.patient_id != command.patient_id:
        raise Refuse(DoseRefusal.OTHER_PATIENT)
    return True


def refuse_as_plan(act: Act, command: RecordDose, standing: Standing) -> None:
    """A dose that is still a plan is refused where it must not be given; a fact never is."""
    if command.given_at and command.note:
        return
    if standing.state is not OrderState.ACTIVE:
        raise Refuse(DoseRefusal.ENDED, field="note", state=state_of(standing))
    if command.due_at is None:
        return
    order_id = RequestId(standing.order.id)
    before = act.tx.all(MedicationAdministration, request_id=order_id)
    for each in administrations_for(standing.order, command.due_at, before):
        who = person_words(act.tx, each.recorded_by_id)
        when = moment_words(each.occurred_at, act.now)
        raise Refuse(DoseRefusal.ALREADY, field="note", who=who, when=when)
