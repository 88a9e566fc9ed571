"""Deciding between two values that two desks, working apart, gave the same field."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from app.command import Act, Refuse, UseCase
from app.fields import Choice, Context, Text
from app.sync.field_words import FieldWordsError, read_other, spec_of, typed_value
from models.conflict import Conflict
from models.values import FieldSpec
from models.vocabulary import N_, ConflictId, ConflictStatus

DECISIONS = (
    ("standing", N_("Keep the value that stands")),
    ("proposed", N_("Take the other desk's value")),
    ("base", N_("Go back to what it was before")),
    ("other", N_("Another value")),
)


class ConflictRefusal(StrEnum):
    """Why a decision cannot be recorded."""

    DECIDED = "decided"
    GONE = "gone"
    NO_VALUE = "no_value"
    BAD_VALUE = "bad_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveConflict:
    """Which value shall stand; `other` only when the decision is another value."""

    conflict_id: Annotated[ConflictId, Context("conflict")]
    decision: Annotated[str, Choice(N_("Decision"), DECISIONS)]
    other: Annotated[str | None, Text(N_("The other value"), 400)]


def resolve_conflict(act: Act, command: ResolveConflict) -> ConflictId:
    """Record the decision; it counts as having seen both values."""
    conflict = act.tx.get(Conflict, command.conflict_id)
    if conflict is None:
        raise Refuse(ConflictRefusal.GONE)
    if conflict.status is not ConflictStatus.OPEN:
        raise Refuse(ConflictRefusal.DECIDED)
    spec = spec_of(conflict.entity, conflict.field)
    value = _decided(act, command, conflict, spec)
    if value is None and not spec.nullable:
        raise Refuse(ConflictRefusal.NO_VALUE, field="decision")
    act.tx.resolve(conflict, value)
    return command.conflict_id


def _decided(act: Act, command: ResolveConflict, conflict: Conflict, spec: FieldSpec) -> object:
    texts: Mapping[str, str | None] = {
        "standing": conflict.standing,
        "proposed": conflict.proposed,
        "base": conflict.base,
    }
    if command.decision in texts:
        return typed_value(spec, texts[command.decision])
    if not command.other:
        raise Refuse(ConflictRefusal.NO_VALUE, field="other")
    try:
        return read_other(spec, command.other, act.now.date(), act.order)
    except FieldWordsError as error:
        raise Refuse(ConflictRefusal.BAD_VALUE, field="other", why=str(error)) from error


RESOLVE_CONFLICT = UseCase(
    key="conflict.resolve",
    title=N_("Decide between two values"),
    input=ResolveConflict,
    function=resolve_conflict,
    refusals={
        ConflictRefusal.DECIDED: N_(
            "Somebody has decided this already. Look at the patient; if it is wrong, correct it."
        ),
        ConflictRefusal.GONE: N_("This desk does not hold that decision. Close it and look again."),
        ConflictRefusal.NO_VALUE: N_("A value is needed here. Choose or type one."),
        ConflictRefusal.BAD_VALUE: "{why}",
    },
)
