"""Recording that a dose was given, or why it was not.

What is only planned is checked and may be refused; what has happened is recorded, whatever the
order says: then the person types when it was given, and a note.
"""

from uuid import UUID

from app.command import Act, Refuse, UseCase
from app.doses.administration import administration
from app.doses.dose_form import RecordDose, open_dose
from app.doses.dose_rules import is_scanned, ordered, refuse_as_plan
from app.doses.refusals import DOSE_REFUSALS, DoseRefusal
from models.medication import MedicationAdministration
from models.vocabulary import N_, AdministrationStatus


def record_dose(act: Act, command: RecordDose) -> UUID:
    """Record what happened to the dose; the opened form is one dose, however often it is saved."""
    if act.tx.get(MedicationAdministration, act.id) is not None:
        return act.id
    standing, medicine = ordered(act, command.order_id)
    was_given = AdministrationStatus(command.outcome) is AdministrationStatus.COMPLETED
    scanned = is_scanned(command)
    if was_given:
        refuse_as_plan(act, command, standing)
        if not scanned and not command.unscanned_reason:
            raise Refuse(DoseRefusal.NOT_SCANNED, field="unscanned_reason")
    elif command.not_given_reason is None:
        raise Refuse(DoseRefusal.NO_REASON, field="not_given_reason")
    act.tx.add(administration(act, command, standing, medicine))
    return act.id


RECORD_DOSE = UseCase(
    key="dose.record",
    title=N_("Record a dose"),
    input=RecordDose,
    function=record_dose,
    opening=open_dose,
    refusals=DOSE_REFUSALS,
)
