"""Book a bed: a claim that two desks can make at once and only the service can grant to one.

A bed in which somebody lies is not given away, whatever was claimed: where a patient lies is a
fact. Nor is one that is to be cleaned.
"""

from typing import Any
from uuid import UUID, uuid5

from models.bed_state import BedState
from models.change_set import Op
from models.device import Device
from models.encounter import Encounter
from models.entity import fields_of
from models.location import BedBooking, Location
from models.patient import Patient
from models.values import PlainRow, us_from_instant
from models.vocabulary import EncounterStatus, LocationKind, OpKind
from server_stub.commands.command import Command, Done, Ground, Refused, uuid_argument
from server_stub.commands.wording import moment, patient_name, staff_name
from server_stub.rules.beds import bed_state


def book_bed(ground: Ground, arguments: dict[str, Any]) -> Done | Refused:
    """Claim `bed_id` for `patient_id` from now on; done already where the patient has it.

    `encounter_id` names the visit it is for, and may be left out.
    """
    patient_id = uuid_argument(arguments, "patient_id")
    bed_id = uuid_argument(arguments, "bed_id")
    visit_id = None
    if arguments.get("encounter_id") is not None:
        visit_id = uuid_argument(arguments, "encounter_id")
    if ground.row(Patient, patient_id) is None:
        return Refused("patient_unknown", "The service does not know this patient yet.")
    bed = ground.row(Location, bed_id)
    if bed is None or bed["kind"] != LocationKind.BED:
        return Refused("bed_unknown", "There is no such bed.")
    for booking_id, booking in ground.rows_where(BedBooking, "bed_id", bed_id).items():
        if booking["ends_at"] is not None:
            continue
        if booking["patient_id"] == patient_id:
            return Done(result={"booking_id": str(booking_id)})
        return _taken(ground, bed, booking_id, booking)
    against = _against(ground, bed, bed_state(ground, bed_id), patient_id)
    against = against or _no_visit(ground, visit_id, patient_id)
    return against or _claim(ground, patient_id, (bed_id, bed), visit_id)


def _claim(
    ground: Ground, patient_id: UUID, place: tuple[UUID, PlainRow], visit_id: UUID | None
) -> Done:
    bed_id, bed = place
    booking_id = uuid5(ground.command_id, BedBooking.TABLE)
    row: PlainRow = {
        "patient_id": patient_id,
        "bed_id": bed_id,
        "bed_number": bed["number"],
        "starts_at": us_from_instant(ground.now),
        "booked_by_id": ground.user,
        "encounter_id": visit_id,
    }
    fields = {spec.name: row.get(spec.name) for spec in fields_of(BedBooking)}
    op = Op(k=OpKind.INSERT, e=BedBooking.TABLE, id=booking_id, root=patient_id, f=fields)
    return Done([op], {"booking_id": str(booking_id)})


def _taken(ground: Ground, bed: PlainRow, booking_id: UUID, booking: PlainRow) -> Refused:
    patient = patient_name(ground, _id(booking["patient_id"]))
    who = staff_name(ground, _id(booking["booked_by_id"]))
    device_id = ground.booking_desk(booking_id)
    device = ground.row(Device, device_id) if device_id else None
    desk = f" at {device['name']}" if device else ""
    since = moment(int(str(booking["starts_at"])))
    return Refused(
        "bed_taken",
        f"{bed['name']} is taken: {patient}, booked by {who}{desk} on {since}.",
        {
            "patient_id": str(booking["patient_id"]),
            "booked_by_id": str(booking["booked_by_id"]),
            "starts_at": booking["starts_at"],
            "device_id": str(device_id) if device_id else None,
        },
    )


def _against(ground: Ground, bed: PlainRow, state: BedState, patient_id: UUID) -> Refused | None:
    if state.occupant is not None:
        stay = next((s for s in state.stays if s.patient_id != patient_id), state.occupant)
        patient = patient_name(ground, stay.patient_id)
        since = moment(us_from_instant(stay.occurred_at))
        if stay.patient_id == patient_id:
            words = f"{patient} has been in {bed['name']} since {since}; no booking is needed."
            return Refused("bed_already_theirs", words, {"patient_id": str(patient_id)})
        who = staff_name(ground, stay.recorded_by_id)
        return Refused(
            "bed_occupied",
            f"{bed['name']} is occupied: {patient}, there since {since}, recorded by {who}.",
            {"patient_id": str(stay.patient_id), "occurred_at": us_from_instant(stay.occurred_at)},
        )
    if state.to_clean and state.left_at is not None:
        left = us_from_instant(state.left_at)
        words = f"{bed['name']} is to be cleaned first: it was left on {moment(left)}."
        return Refused("bed_to_clean", words, {"left_at": left})
    return None


def _no_visit(ground: Ground, visit_id: UUID | None, patient_id: UUID) -> Refused | None:
    if visit_id is None:
        return None
    visit = ground.row(Encounter, visit_id)
    if visit is None or visit["patient_id"] != patient_id:
        return Refused("visit_unknown", "The service does not know this visit of the patient.")
    if visit["status"] != EncounterStatus.IN_PROGRESS or visit["voided_at"] is not None:
        return Refused("visit_over", "This visit is over; open another one first.")
    return None


def _id(value: object) -> UUID:
    if not isinstance(value, UUID):
        raise TypeError(f"{value!r} is no row id")
    return value


BOOK_BED = Command("bed.book", book_bed)
