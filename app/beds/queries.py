"""What the ward asks about its beds."""

from app.beds.rows import BedRow
from app.query import Look, Query
from app.registration.people import people
from app.registration.wording import banner_name
from app.times import moment_words
from models.location import BedBooking, Location
from models.practitioner import Practitioner
from models.vocabulary import N_, LocationId, LocationKind, PatientId

_UNKNOWN = N_("Not Known")


def bed_board(look: Look) -> tuple[BedRow, ...]:
    """Every bed by ward, room and number, with who has it as far as this desk knows."""
    places = {LocationId(place.id): place for place in look.read.all(Location)}
    beds = [place for place in places.values() if place.kind is LocationKind.BED]
    taken = {
        booking.bed_id: booking
        for booking in sorted(look.read.all(BedBooking), key=lambda b: b.starts_at)
        if booking.ends_at is None or booking.ends_at > look.now
    }
    patients = {booking.patient_id for booking in taken.values()}
    known = people(look.read, sorted(patients))
    names = {patient_id: banner_name(who.name) for patient_id, who in known.items()}
    rows = [
        _row(look, bed, places, taken.get(LocationId(bed.id)), names)
        for bed in sorted(beds, key=lambda bed: bed.number)
    ]
    return tuple(sorted(rows, key=lambda row: row.ward))


def _row(
    look: Look,
    bed: Location,
    places: dict[LocationId, Location],
    booking: BedBooking | None,
    names: dict[PatientId, str],
) -> BedRow:
    by = look.read.get(Practitioner, booking.booked_by_id) if booking else None
    return BedRow(
        bed_id=LocationId(bed.id),
        ward=_above(bed, places, LocationKind.WARD),
        room=_above(bed, places, LocationKind.ROOM),
        bed=bed.name,
        patient_id=booking.patient_id if booking else None,
        patient=names.get(booking.patient_id, _UNKNOWN) if booking else "",
        since=moment_words(booking.starts_at, look.now) if booking else "",
        booked_by=f"{by.given} {by.family}" if by else "",
    )


def _above(bed: Location, places: dict[LocationId, Location], kind: LocationKind) -> str:
    place: Location | None = bed
    while place is not None and place.kind is not kind:
        place = places.get(place.part_of_id) if place.part_of_id else None
    return place.name if place else ""


BED_BOARD = Query(
    "beds.board",
    N_("Beds"),
    bed_board,
    frozenset({"location", "bed_booking", "practitioner", "patient", "patient_name"}),
)
