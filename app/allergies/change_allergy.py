"""Correcting a recorded allergy, or saying that it no longer stands and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from app.allergies.allergy_form import RISKS
from app.code_words import CODE_WORDS, code_words
from app.command import Act, Opening, Refuse, UseCase
from app.fields import Choice, Context, Layout, Text, Width
from app.query import Look
from app.seen import Seen, see
from models.clinical import AllergyIntolerance, ClinicalNote
from models.vocabulary import N_, ClinicalStatus, Criticality, NoteKind, PatientId

STATES = tuple((state.value, CODE_WORDS[ClinicalStatus][state]) for state in ClinicalStatus)
WHY_NOTE = N_("Allergy to {substance}: {before} → {after}. Reason: {reason}")


class ChangeRefusal(StrEnum):
    """Why an allergy cannot be changed."""

    NOT_HELD = "not_held"
    NO_REASON = "no_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAllergy:
    """The allergy as it should be; `seen` is the one being changed."""

    patient_id: Annotated[PatientId, Context("patient")]
    seen: Annotated[Seen[AllergyIntolerance] | None, Context("seen")]
    status: Annotated[str, Choice(N_("State"), STATES)]
    reaction: Annotated[str | None, Text(N_("Reaction"), 200, layout=Layout(width=Width.LONG))]
    criticality: Annotated[str | None, Choice(N_("Risk"), RISKS)]
    reason: Annotated[
        str | None,
        Text(
            N_("Why it no longer stands"),
            300,
            layout=Layout(width=Width.LONG, help=N_("Needed to set it inactive or resolved.")),
        ),
    ]


def open_change(look: Look, context: Mapping[str, object]) -> Opening:
    """The form on the allergy named in the context."""
    allergy_id = context.get("allergy")
    seen = see(look.read, AllergyIntolerance, allergy_id) if isinstance(allergy_id, UUID) else None
    raw = {}
    if seen is not None:
        row = seen.row
        raw = {
            "status": row.status.value,
            "reaction": row.reaction or "",
            "criticality": row.criticality.value if row.criticality else "",
        }
    return Opening(raw, {**context, "seen": seen})


def change_allergy(act: Act, command: ChangeAllergy) -> UUID:
    """Record what differs; a change of state leaves its reason as a note in the record."""
    seen = command.seen
    if seen is None:
        raise Refuse(ChangeRefusal.NOT_HELD)
    status = ClinicalStatus(command.status)
    changes = seen.changes(
        status=status,
        reaction=command.reaction,
        criticality=Criticality(command.criticality) if command.criticality else None,
    )
    ends = "status" in changes and status is not ClinicalStatus.ACTIVE
    if ends and not command.reason:
        raise Refuse(ChangeRefusal.NO_REASON, field="reason")
    act.tx.change(AllergyIntolerance, seen.row.id, seen_seq=seen.seq, **changes)
    if ends and act.tx.get(ClinicalNote, act.id) is None:
        act.tx.add(_why(act, seen.row, status, command.reason or ""))
    return seen.row.id


def _why(act: Act, row: AllergyIntolerance, status: ClinicalStatus, reason: str) -> ClinicalNote:
    said: dict[str, Any] = {
        "substance": row.substance,
        "before": code_words(row.status),
        "after": code_words(status),
        "reason": reason,
    }
    return ClinicalNote(
        id=act.id,
        patient_id=row.patient_id,
        encounter_id=row.encounter_id,
        kind=NoteKind.PROGRESS,
        text=WHY_NOTE.format(**said),
        written_at=act.tx.now,
        **act.stamp(),
    )


CHANGE_ALLERGY = UseCase(
    key="allergy.change",
    title=N_("Change allergy"),
    input=ChangeAllergy,
    function=change_allergy,
    opening=open_change,
    refusals={
        ChangeRefusal.NOT_HELD: N_("This desk does not hold that allergy. Open the patient anew."),
        ChangeRefusal.NO_REASON: N_("Write why the allergy no longer stands."),
    },
)
