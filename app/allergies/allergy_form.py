"""The form of an allergy, with the substances that can be checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from app.allergies.substances import suggestions
from app.code_words import CODE_WORDS
from app.command import Opening
from app.fields import Choice, Context, Layout, Text, Width
from app.query import Look
from models.vocabulary import N_, AllergyKind, Criticality, PatientId

KINDS = tuple(
    (kind.value, CODE_WORDS[AllergyKind][kind])
    for kind in (AllergyKind.ALLERGY, AllergyKind.INTOLERANCE)
)
RISKS = tuple((risk.value, words) for risk, words in zip(
    Criticality, CODE_WORDS[Criticality].values(), strict=True
))  # fmt: skip


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
