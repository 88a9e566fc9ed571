"""Correcting the name of a patient."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Opening, Refuse, UseCase
from app.fields import Context, Layout, Text, Width
from app.query import Look
from app.registration.wording import best_name
from app.seen import Seen, see
from models.patient import PatientName
from models.vocabulary import N_, NameUse, PatientId


class NameRefusal(StrEnum):
    """Why a name cannot be recorded."""

    NO_NAME = "no_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeName:
    """The name as it should be; `seen` is the name being corrected, None if there is none."""

    patient_id: Annotated[PatientId, Context("patient")]
    seen: Annotated[Seen[PatientName] | None, Context("seen")]
    family: Annotated[str | None, Text(N_("Family name"), capitalise=True)]
    given: Annotated[str | None, Text(N_("Given names"), 200, capitalise=True)]
    title: Annotated[str | None, Text(N_("Title"), 40, layout=Layout(width=Width.SHORT))]


def open_name(look: Look, context: Mapping[str, object]) -> Opening:
    """The form on the name the patient is called by."""
    name = best_name(look.read.all(PatientName, patient_id=context["patient"]))
    seen = see(look.read, PatientName, name.id) if name else None
    raw = {}
    if seen is not None:
        row = seen.row
        raw = {"family": row.family or "", "given": row.given or "", "title": row.prefix or ""}
    return Opening(raw, {**context, "seen": seen})


def change_name(act: Act, command: ChangeName) -> UUID:
    """Record the parts that differ from what the person saw."""
    if not (command.family or command.given):
        raise Refuse(NameRefusal.NO_NAME, field="family")
    parts = {"family": command.family, "given": command.given, "prefix": command.title}
    seen = command.seen
    if seen is not None:
        changes = seen.changes(**parts)
        act.tx.change(PatientName, seen.row.id, seen_seq=seen.seq, **changes)
        return seen.row.id
    if act.tx.get(PatientName, act.id) is None:
        patient_id, use = command.patient_id, NameUse.OFFICIAL
        act.tx.add(PatientName(id=act.id, patient_id=patient_id, use=use, **parts))
    return act.id


CHANGE_NAME = UseCase(
    key="patient.change_name",
    title=N_("Change name"),
    input=ChangeName,
    function=change_name,
    opening=open_name,
    refusals={NameRefusal.NO_NAME: N_("A name is missing. Type a family name or a given name.")},
)
