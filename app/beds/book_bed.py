"""Booking a bed: only the service can promise that nobody else is given the same one."""

from dataclasses import dataclass
from typing import Annotated, Any

from app.fields import Context
from app.online import OnlineCommand
from models.location import BedBooking
from models.vocabulary import N_, EncounterId, LocationId, PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class BookBed:
    """A bed for the patient who is open, in the visit that is going on, if there is one."""

    patient_id: Annotated[PatientId, Context("patient")]
    bed_id: Annotated[LocationId, Context("bed")]
    encounter_id: Annotated[EncounterId | None, Context("encounter")] = None


def book_bed_arguments(command: BookBed) -> dict[str, Any]:
    """The command as the service takes it."""
    arguments = {"patient_id": str(command.patient_id), "bed_id": str(command.bed_id)}
    if command.encounter_id is not None:
        arguments["encounter_id"] = str(command.encounter_id)
    return arguments


BOOK_BED = OnlineCommand(
    key="bed.book",
    title=N_("Book bed"),
    input=BookBed,
    arguments=book_bed_arguments,
    tables=frozenset({BedBooking.TABLE}),
    explain_offline=N_(
        "Booking a bed needs the server: another ward may be taking the same one. If the patient "
        "is already there, choose “Is in bed”: it is recorded now. Otherwise wait until this "
        "desk says Online, or ring the ward."
    ),
)
