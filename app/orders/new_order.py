"""A draft as it is recorded: the visit, the prescription, the quantity, and the check in words."""

from decimal import Decimal

from app.command import Act
from app.encounters.current import current_encounter
from app.orders.order_form import DraftOrder
from app.orders.standing import drafts_of
from models.allergy_check import Check
from models.dose_words import medicine_words
from models.dosing import supply_quantity
from models.medication import Medication, MedicationRequest
from models.vocabulary import EncounterId, Frequency, MedicationId, RequestStatus, Route, RowId


def new_order(
    act: Act, command: DraftOrder, medicine: Medication, dose: Decimal, check: Check
) -> MedicationRequest:
    """The draft, in the prescription that this person is writing for the patient."""
    visit = current_encounter(act.tx, command.patient_id)
    open_drafts = [d for d in drafts_of(act.tx, command.patient_id) if d.recorded_by_id == act.by]
    prescription_id = open_drafts[-1].prescription_id if open_drafts else RowId(act.id)
    frequency = Frequency(command.frequency)
    computed = supply_quantity(dose, medicine.dose_per_unit, frequency, command.days)
    needs_reason = check.needs_reason
    return MedicationRequest(
        id=act.id,
        patient_id=command.patient_id,
        encounter_id=EncounterId(visit.id) if visit else None,
        prescription_id=prescription_id,
        status=RequestStatus.DRAFT,
        medication_id=MedicationId(medicine.id),
        medication_text=medicine_words(medicine),
        dose_value=dose,
        dose_unit=medicine.dose_unit,
        route=Route(command.route) if command.route else medicine.usual_route,
        frequency=frequency,
        starts_at=act.tx.now,
        duration_days=command.days,
        quantity=computed if command.quantity is None else command.quantity,
        indication=command.indication,
        instructions=command.instructions,
        override_reason=command.override_reason if needs_reason else None,
        checked=check.words,
        **act.stamp(),
    )
