"""Recording an allergy or intolerance, against a coded substance wherever there is one."""

from enum import StrEnum
from uuid import UUID

from app.allergies.allergy_form import RecordAllergy, open_allergy
from app.allergies.standing import standing_allergies
from app.allergies.substances import coded
from app.command import Act, Refuse, UseCase
from app.encounters.current import current_encounter
from models.clinical import AllergyIntolerance
from models.vocabulary import N_, AllergyKind, ClinicalStatus, Criticality, EncounterId


class AllergyRefusal(StrEnum):
    """Why an allergy cannot be recorded."""

    ALREADY = "already"


def record_allergy(act: Act, command: RecordAllergy) -> UUID:
    """Record it; that none was known no longer stands."""
    if act.tx.get(AllergyIntolerance, act.id) is not None:
        return act.id
    found = coded(act.tx, command.substance)
    standing = standing_allergies(act.tx, command.patient_id)
    for row in standing:
        if found is not None and row.substance_code == found.code:
            raise Refuse(AllergyRefusal.ALREADY, field="substance", name=row.substance)
        if row.kind is AllergyKind.NONE_KNOWN:
            act.tx.change(AllergyIntolerance, row.id, status=ClinicalStatus.INACTIVE)
    visit = current_encounter(act.tx, command.patient_id)
    act.tx.add(
        AllergyIntolerance(
            id=act.id,
            patient_id=command.patient_id,
            encounter_id=EncounterId(visit.id) if visit else None,
            kind=AllergyKind(command.kind),
            substance=found.name if found else command.substance,
            substance_code=found.code if found else None,
            reaction=command.reaction,
            criticality=Criticality(command.criticality) if command.criticality else None,
            status=ClinicalStatus.ACTIVE,
            **act.stamp(),
        )
    )
    return act.id


RECORD_ALLERGY = UseCase(
    key="allergy.record",
    title=N_("Record allergy"),
    input=RecordAllergy,
    function=record_allergy,
    opening=open_allergy,
    refusals={
        AllergyRefusal.ALREADY: N_(
            "An allergy to {name} is recorded already. Change that one instead."
        ),
    },
)
