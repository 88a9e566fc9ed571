"""A dose as it is recorded."""

from app.command import Act, Refuse
from app.doses.dose_form import RecordDose
from app.doses.packs import checked_pack
from app.doses.refusals import DoseRefusal
from app.encounters.current import current_encounter
from app.orders.formulary import DoseError, read_dose
from app.orders.standing import Standing
from app.typed_times import TypedTimeError, parse_past_time
from models.medication import Medication, MedicationAdministration
from models.vocabulary import AdministrationStatus, EncounterId, NotGivenReason, RequestId


def administration(
    act: Act, command: RecordDose, standing: Standing, medicine: Medication
) -> MedicationAdministration:
    """What happened, as it is recorded.

    Raises:
        Refuse: the dose, the time or the pack is not right.
    """
    order, status = standing.order, AdministrationStatus(command.outcome)
    was_given = status is AdministrationStatus.COMPLETED
    pack = checked_pack(act, command.pack, medicine) if was_given else None
    visit = current_encounter(act.tx, command.patient_id)
    reason = command.not_given_reason
    try:
        dose = read_dose(command.dose, medicine) if command.dose else order.dose_value
        at = parse_past_time(command.given_at, act.now, act.order) if command.given_at else act.now
    except DoseError as error:
        raise Refuse(DoseRefusal.BAD_DOSE, field="dose", why=str(error)) from error
    except TypedTimeError as error:
        raise Refuse(DoseRefusal.BAD_TIME, field="given_at", why=str(error)) from error
    return MedicationAdministration(
        id=act.id,
        patient_id=command.patient_id,
        encounter_id=EncounterId(visit.id) if visit else order.encounter_id,
        request_id=RequestId(order.id),
        medication_id=order.medication_id,
        status=status,
        occurred_at=at,
        due_at=command.due_at,
        dose_value=dose if was_given else None,
        dose_unit=order.dose_unit if was_given else None,
        route=order.route if was_given else None,
        not_given_reason=NotGivenReason(reason) if reason and not was_given else None,
        note=command.note,
        was_scanned=command.band is not None,
        unscanned_reason=command.unscanned_reason,
        batch=(pack.batch or None) if pack else None,
        expires_on=pack.expires_on if pack else None,
        **act.stamp(),
    )
