"""Recording an allergy or intolerance, against a coded substance wherever there is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.allergies.substances import coded, suggestions
from app.code_words import CODE_WORDS
from app.command import Act, Opening, Refuse, UseCase
from app.encounters.current import current_encounter
from app.fields import Choice, Context, Layout, Text, Width
from app.query import Look
from local_store.reading import Read
from models.clinical import AllergyIntolerance
from models.vocabulary import (
    N_,
    AllergyKind,
    ClinicalStatus,
    Criticality,
    EncounterId,
    PatientId,
)

KINDS = tuple(
    (kind.value, CODE_WORDS[AllergyKind][kind])
    for kind in (AllergyKind.ALLERGY, AllergyKind.INTOLERANCE)
)
RISKS = tuple((risk.value, words) for risk, words in zip(
    Criticality, CODE_WORDS[Criticality].values(), strict=True
))  # fmt: skip


class AllergyRefusal(StrEnum):
    """Why an allergy cannot be recorded."""

    ALREADY = "already"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAllergy:
    """What the patient reacts to, and how."""

    patient_id: Annotated[PatientId, Context("patient")]
    substance: Annotated[
        str,
        Text(
            N_("Substance"),
            200,
            layout=Layout(
                width=Width.LONG,
                help=N_("Choose from the list: what is not on it CANNOT be checked by Almoner."),
            ),
        ),
    ]
    reaction: Annotated[str | None, Text(N_("Reaction"), 200, layout=Layout(width=Width.LONG))]
    kind: Annotated[str, Choice(N_("Kind"), KINDS, AllergyKind.ALLERGY)]
    criticality: Annotated[str | None, Choice(N_("Risk"), RISKS)]


def open_allergy(look: Look, context: Mapping[str, object]) -> Opening:
    """An empty form with the substances that have a code."""
    return Opening({}, context, {"substance": suggestions(look.read)})


def standing_allergies(read: Read, patient_id: PatientId) -> list[AllergyIntolerance]:
    """What is recorded and stands: neither voided nor set inactive."""
    rows = read.all(AllergyIntolerance, patient_id=patient_id)
    return [row for row in rows if row.voided_at is None and row.status is ClinicalStatus.ACTIVE]


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
