"""Recording that the patient was asked and knows of no allergy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.allergies.standing import standing_allergies
from app.code_words import code_words
from app.command import Act, Refuse, UseCase
from app.encounters.current import current_encounter
from app.fields import Context
from models.clinical import AllergyIntolerance
from models.vocabulary import N_, AllergyKind, ClinicalStatus, EncounterId, PatientId


class NoneKnownRefusal(StrEnum):
    """Why the answer cannot be recorded."""

    ARE_KNOWN = "are_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneKnown:
    """The answer of the patient who is open."""

    patient_id: Annotated[PatientId, Context("patient")]


def none_known(act: Act, command: NoneKnown) -> UUID:
    """Record the answer, once."""
    standing = standing_allergies(act.tx, command.patient_id)
    for row in standing:
        if row.kind is AllergyKind.NONE_KNOWN:
            return row.id
    if standing:
        names = ", ".join(sorted(row.substance for row in standing))
        raise Refuse(NoneKnownRefusal.ARE_KNOWN, names=names)
    visit = current_encounter(act.tx, command.patient_id)
    act.tx.add(
        AllergyIntolerance(
            id=act.id,
            patient_id=command.patient_id,
            encounter_id=EncounterId(visit.id) if visit else None,
            kind=AllergyKind.NONE_KNOWN,
            substance=code_words(AllergyKind.NONE_KNOWN),
            status=ClinicalStatus.ACTIVE,
            **act.stamp(),
        )
    )
    return act.id


NONE_KNOWN = UseCase(
    key="allergy.none_known",
    title=N_("No known allergies"),
    input=NoneKnown,
    function=none_known,
    refusals={
        NoneKnownRefusal.ARE_KNOWN: N_(
            "Allergies are recorded: {names}. Set each of them inactive first, with the reason."
        ),
    },
)
