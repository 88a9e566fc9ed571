"""Recording that a bed was made ready for the next patient."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from app.command import Act, Refuse, UseCase
from app.fields import Context
from models.encounter import BedCleaning
from models.location import Location
from models.vocabulary import N_, LocationId, LocationKind


class CleanRefusal(StrEnum):
    """Why it is no fact about a bed."""

    NO_BED = "no_bed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanBed:
    """The bed that is clean now."""

    bed_id: Annotated[LocationId, Context("bed")]


def clean_bed(act: Act, command: CleanBed) -> LocationId:
    """Record it; what was to be cleaned is so no longer."""
    bed = act.tx.get(Location, command.bed_id)
    if bed is None or bed.kind is not LocationKind.BED:
        raise Refuse(CleanRefusal.NO_BED)
    if act.tx.get(BedCleaning, act.id) is None:
        act.tx.add(
            BedCleaning(id=act.id, bed_id=command.bed_id, occurred_at=act.tx.now, **act.stamp())
        )
    return command.bed_id


CLEAN_BED = UseCase(
    key="bed.clean",
    title=N_("Bed is clean"),
    input=CleanBed,
    function=clean_bed,
    refusals={
        CleanRefusal.NO_BED: N_("This bed is not known at this desk. Choose one from the list.")
    },
)
