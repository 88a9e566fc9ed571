"""Giving a booking back: only the service can free the bed for whoever books next."""

from dataclasses import dataclass
from typing import Annotated, Any

from app.fields import Context
from app.online import OnlineCommand
from models.location import BedBooking
from models.vocabulary import N_, LocationId, PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseBed:
    """The booking of a bed for the patient who is open."""

    patient_id: Annotated[PatientId, Context("patient")]
    bed_id: Annotated[LocationId, Context("bed")]


def release_bed_arguments(command: ReleaseBed) -> dict[str, Any]:
    """The command as the service takes it."""
    return {"patient_id": str(command.patient_id), "bed_id": str(command.bed_id)}


RELEASE_BED = OnlineCommand(
    key="bed.release",
    title=N_("Give the booking back"),
    input=ReleaseBed,
    arguments=release_bed_arguments,
    tables=frozenset({BedBooking.TABLE}),
    explain_offline=N_(
        "Giving a booking back needs the server, as booking does. Keep it until this desk says "
        "Online, or ring the ward."
    ),
)
