"""Book a bed: a claim that two desks can make at once and only the service can grant to one."""

from typing import Any
from uuid import UUID, uuid5

from models.change_set import Op
from models.device import Device
from models.entity import fields_of
from models.location import BedBooking, Location
from models.patient import Patient, PatientName
from models.practitioner import Practitioner
from models.values import PlainRow, instant_from_us, us_from_instant
from models.vocabulary import LocationKind, NameUse, OpKind
from server_stub.commands.command import Command, Done, Ground, Refused, uuid_argument


def book_bed(ground: Ground, arguments: dict[str, Any]) -> Done | Refused:
    """Claim `bed_id` for `patient_id` from now on; done already where the patient has it."""
    patient_id = uuid_argument(arguments, "patient_id")
    bed_id = uuid_argument(arguments, "bed_id")
    if ground.row(Patient, patient_id) is None:
        return Refused("patient_unknown", "The service does not know this patient yet.")
    bed = ground.row(Location, bed_id)
    if bed is None or bed["kind"] != LocationKind.BED:
        return Refused("bed_unknown", "There is no such bed.")
    bookings = ground.rows_where(BedBooking, "bed_id", bed_id)
    for booking_id, booking in bookings.items():
        if booking["ends_at"] is not None:
            continue
        if booking["patient_id"] == patient_id:
            return Done(result={"booking_id": str(booking_id)})
        return _taken(ground, bed, booking_id, booking)
    return _claim(ground, patient_id, bed_id, bed)


def _claim(ground: Ground, patient_id: UUID, bed_id: UUID, bed: PlainRow) -> Done:
    booking_id = uuid5(ground.command_id, BedBooking.TABLE)
    row: PlainRow = {
        "patient_id": patient_id,
        "bed_id": bed_id,
        "bed_number": bed["number"],
        "starts_at": us_from_instant(ground.now),
        "booked_by_id": ground.user,
    }
    fields = {spec.name: row.get(spec.name) for spec in fields_of(BedBooking)}
    op = Op(k=OpKind.INSERT, e=BedBooking.TABLE, id=booking_id, root=patient_id, f=fields)
    return Done([op], {"booking_id": str(booking_id)})


def _taken(ground: Ground, bed: PlainRow, booking_id: UUID, booking: PlainRow) -> Refused:
    patient = _patient_name(ground, _id(booking["patient_id"]))
    person = ground.row(Practitioner, _id(booking["booked_by_id"]))
    who = f"{person['given']} {person['family']}" if person else "somebody"
    device_id = ground.booking_desk(booking_id)
    device = ground.row(Device, device_id) if device_id else None
    desk = f" at {device['name']}" if device else ""
    # The service stands in the hospital, so its zone is the one on the wall.
    since = instant_from_us(int(str(booking["starts_at"]))).astimezone()
    return Refused(
        "bed_taken",
        f"{bed['name']} is taken: {patient}, booked by {who}{desk} on {since:%d %b %Y at %H:%M}.",
        {
            "patient_id": str(booking["patient_id"]),
            "booked_by_id": str(booking["booked_by_id"]),
            "starts_at": booking["starts_at"],
            "device_id": str(device_id) if device_id else None,
        },
    )


def _patient_name(ground: Ground, patient_id: UUID) -> str:
    names = ground.rows_where(PatientName, "patient_id", patient_id).values()
    first = min(names, key=_by_use, default=None)
    if first is None:
        return "a patient without a name"
    return ", ".join(str(p) for p in (str(first["family"] or "").upper(), first["given"]) if p)


def _by_use(name: PlainRow) -> int:
    return _USES.index(NameUse(str(name["use"])))


_USES = (
    NameUse.OFFICIAL,
    NameUse.USUAL,
    NameUse.TEMP,
    NameUse.NICKNAME,
    NameUse.ANONYMOUS,
    NameUse.MAIDEN,
    NameUse.OLD,
)
"""Which name of a patient to say first."""


def _id(value: object) -> UUID:
    if not isinstance(value, UUID):
        raise TypeError(f"{value!r} is no row id")
    return value


BOOK_BED = Command("bed.book", book_bed)
