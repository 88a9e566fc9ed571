"""Recording a problem or diagnosis, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from app.code_words import CODE_WORDS
from app.command import Act, Opening, UseCase
from app.encounters.current import current_encounter
from app.fields import Choice, Context, Layout, Text, Width
from app.query import Look
from app.seen import Seen, see
from models.clinical import Condition
from models.vocabulary import N_, ClinicalStatus, EncounterId, PatientId

_STATES = tuple(CODE_WORDS[ClinicalStatus].items())


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCondition:
    """A problem; `seen` is the one being changed, None for a new one."""

    patient_id: Annotated[PatientId, Context("patient")]
    seen: Annotated[Seen[Condition] | None, Context("seen")]
    description: Annotated[
        str, Text(N_("Problem or diagnosis"), 300, layout=Layout(width=Width.LONG))
    ]
    status: Annotated[
        str,
        Choice(N_("State"), _STATES, ClinicalStatus.ACTIVE.value, layout=Layout(width=Width.LONG)),
    ]


def open_condition(look: Look, context: Mapping[str, object]) -> Opening:
    """The form on the problem named in the context, or empty for a new one."""
    condition_id = context.get("condition")
    seen = see(look.read, Condition, condition_id) if isinstance(condition_id, UUID) else None
    raw = {"description": seen.row.description, "status": seen.row.status.value} if seen else {}
    return Opening(raw, {**context, "seen": seen})


def record_condition(act: Act, command: RecordCondition) -> UUID:
    """Record the problem, or what differs from what the person saw."""
    status = ClinicalStatus(command.status)
    seen = command.seen
    if seen is not None:
        changes = seen.changes(description=command.description, status=status)
        act.tx.change(Condition, seen.row.id, seen_seq=seen.seq, **changes)
        return seen.row.id
    if act.tx.get(Condition, act.id) is None:
        visit = current_encounter(act.tx, command.patient_id)
        act.tx.add(
            Condition(
                id=act.id,
                patient_id=command.patient_id,
                encounter_id=EncounterId(visit.id) if visit else None,
                description=command.description,
                status=status,
                **act.stamp(),
            )
        )
    return act.id


RECORD_CONDITION = UseCase(
    key="condition.record",
    title=N_("Problem or diagnosis"),
    input=RecordCondition,
    function=record_condition,
    opening=open_condition,
)
