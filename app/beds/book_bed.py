"""Booking a bed: only the service can promise that nobody else is given the same one."""

from dataclasses import dataclass
from typing import Annotated, Any

from app.fields import Context
from app.online import OnlineCommand
from models.location import BedBooking
from models.vocabulary import N_, LocationId, PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class BookBed:
    """A bed for the patient who is open."""

    patient_id: Annotated[PatientId, Context("patient")]
    bed_id: Annotated[LocationId, Context("bed")]


def book_bed_arguments(command: BookBed) -> dict[str, Any]:
    """The command as the service takes it."""
    return {"patient_id": str(command.patient_id), "bed_id": str(command.bed_id)}


BOOK_BED = OnlineCommand(
    key="bed.book",
    title=N_("Book bed"),
    input=BookBed,
    arguments=book_bed_arguments,
    tables=frozenset({BedBooking.TABLE}),
    explain_offline=N_(
        "Booking a bed needs the server: another ward may be taking the same one. Wait until "
        "this desk says Online, or ring the ward and write the bed on the patient's sheet."
    ),
)
