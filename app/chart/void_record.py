"""Striking out a record made in error: it stays to be seen, with who, when and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.command import Act, Refuse, UseCase
from app.fields import Context, Layout, Text, Width
from models.care import CareRecord
from models.clinical import (
    AllergyIntolerance,
    ClinicalNote,
    Condition,
    DischargeSummary,
    Observation,
)
from models.encounter import EncounterLocation
from models.medication import MedicationAdministration
from models.vocabulary import N_, PatientId

VOIDABLE: dict[str, type[CareRecord]] = {
    entity.TABLE: entity
    for entity in (
        *(Observation, AllergyIntolerance, Condition, ClinicalNote, DischargeSummary),
        *(EncounterLocation, MedicationAdministration),
    )
}
"""What is struck out as a whole. An order is stopped, and a bill is credited, instead."""


class VoidRefusal(StrEnum):
    """Why a record cannot be struck out."""

    NOT_HERE = "not_here"
    NOT_LIKE_THIS = "not_like_this"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidRecord:
    """Which record, and why."""

    patient_id: Annotated[PatientId, Context("patient")]
    table: Annotated[str, Context("table")]
    row_id: Annotated[UUID, Context("row")]
    reason: Annotated[
        str,
        Text(
            N_("Why it is struck out"),
            200,
            layout=Layout(width=Width.LONG, help=N_("Wrong patient, wrong time, misread…")),
        ),
    ]


def void_record(act: Act, command: VoidRecord) -> UUID:
    """Strike out a record; a set of vital signs goes as a whole."""
    entity = VOIDABLE.get(command.table)
    if entity is None:
        raise Refuse(VoidRefusal.NOT_LIKE_THIS)
    row = act.tx.get(entity, command.row_id)
    if row is None or row.patient_id != command.patient_id:
        raise Refuse(VoidRefusal.NOT_HERE)
    act.tx.void(entity, row.id, command.reason)
    if entity is Observation:
        for measure in act.tx.all(Observation, patient_id=row.patient_id, panel_id=row.id):
            act.tx.void(Observation, measure.id, command.reason)
    return row.id


VOID_RECORD = UseCase(
    key="record.void",
    title=N_("Strike out a record"),
    input=VoidRecord,
    function=void_record,
    refusals={
        VoidRefusal.NOT_HERE: N_(
            "This desk does not hold that record of this patient. Press F5, then choose it again."
        ),
        VoidRefusal.NOT_LIKE_THIS: N_(
            "A record of this kind is not struck out. Stop the order, or write a credit note."
        ),
    },
)
