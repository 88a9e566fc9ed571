"""Recording that a patient is in a bed: a fact, never refused, with or without the service."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from app.beds.since import NOW, came_at
from app.command import Act, Refuse, UseCase
from app.encounters.current import current_encounter
from app.fields import Context, Layout, Text, Width
from app.typed_times import TypedTimeError
from models.encounter import Encounter, EncounterLocation
from models.location import Location
from models.vocabulary import N_, EncounterId, LocationId, LocationKind, PatientId, StayStatus


class OccupyRefusal(StrEnum):
    """Why it is no fact about a bed."""

    NO_BED = "no_bed"
    BAD_TIME = "bad_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupyBed:
    """The patient who is open lies in this bed: since now, or since the time that is typed."""

    patient_id: Annotated[PatientId, Context("patient")]
    bed_id: Annotated[LocationId, Context("bed")]
    since: Annotated[
        str | None,
        Text(N_("In bed since"), 30, layout=Layout(width=Width.SHORT, help=NOW)),
    ]


def occupy_bed(act: Act, command: OccupyBed) -> LocationId:
    """Record it, whoever else is recorded there: the ward sees both and finds out."""
    bed = act.tx.get(Location, command.bed_id)
    if bed is None or bed.kind is not LocationKind.BED:
        raise Refuse(OccupyRefusal.NO_BED)
    if act.tx.get(EncounterLocation, act.id) is None:
        visit = current_encounter(act.tx, command.patient_id)
        act.tx.add(
            EncounterLocation(
                id=act.id,
                patient_id=command.patient_id,
                encounter_id=EncounterId(visit.id) if visit else None,
                location_id=command.bed_id,
                status=StayStatus.ACTIVE,
                occurred_at=_came_at(act, command.since, visit),
                **act.stamp(),
            )
        )
    return command.bed_id


def _came_at(act: Act, text: str | None, visit: Encounter | None) -> datetime:
    if not text:
        return act.tx.now
    try:
        return came_at(text, act.now, act.order, visit)
    except TypedTimeError as error:
        raise Refuse(OccupyRefusal.BAD_TIME, field="since", why=str(error)) from error


OCCUPY_BED = UseCase(
    key="bed.occupy",
    title=N_("Is in bed"),
    input=OccupyBed,
    function=occupy_bed,
    refusals={
        OccupyRefusal.NO_BED: N_("This bed is not known at this desk. Choose one from the list."),
        OccupyRefusal.BAD_TIME: N_("{why}"),
    },
)
