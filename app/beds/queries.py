"""What the ward asks about its beds."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.beds.facts import bed_facts
from app.beds.rows import BedRow, BedUse
from app.query import Look, Query
from app.registration.people import people
from app.registration.wording import banner_name
from app.staff_words import person_words
from app.times import moment_words
from models.bed_state import BedState, bed_states
from models.encounter import BedCleaning, EncounterLocation
from models.location import BedBooking, Location
from models.vocabulary import N_, LocationId, LocationKind, PatientId

_UNKNOWN = N_("Not Known")
TWO_IN_BED = N_("Recorded in this bed: {names}. Only one can be right.")
OTHER_IN_BED = N_("Booked for {booked}, but {lying} is recorded in it.")
BOOKED_BUT_ELSEWHERE = N_("Booked for {booked}, who is recorded in {place}.")
_NOTHING = BedState()


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the rows are made from."""

    look: Look
    places: Mapping[LocationId, Location]
    states: Mapping[LocationId, BedState]
    bookings: Mapping[LocationId, BedBooking]
    stays: Mapping[PatientId, EncounterLocation]
    names: Mapping[PatientId, str]

    def name(self, patient_id: PatientId) -> str:
        """Of somebody this desk may not hold."""
        return self.names.get(patient_id, _UNKNOWN)


def bed_board(look: Look) -> tuple[BedRow, ...]:
    """Every bed by ward, room and number, with who has it as far as this desk knows."""
    ground = _ground(look)
    beds = [place for place in ground.places.values() if place.kind is LocationKind.BED]
    rows = [_row(ground, bed) for bed in sorted(beds, key=lambda bed: bed.number)]
    return tuple(sorted(rows, key=lambda row: row.ward))


def _ground(look: Look) -> _Ground:
    bookings = {
        booking.bed_id: booking
        for booking in sorted(look.read.all(BedBooking), key=lambda b: b.starts_at)
        if booking.ends_at is None or booking.ends_at > look.now
    }
    states = bed_states(bed_facts(look.read), look.read.all(BedCleaning))
    stays = {stay.patient_id: stay for state in states.values() for stay in state.stays}
    known = people(look.read, sorted({*stays, *(b.patient_id for b in bookings.values())}))
    return _Ground(
        look,
        {LocationId(place.id): place for place in look.read.all(Location)},
        states,
        bookings,
        stays,
        {patient_id: banner_name(who.name) for patient_id, who in known.items()},
    )


def _row(ground: _Ground, bed: Location) -> BedRow:
    bed_id = LocationId(bed.id)
    state, booking = ground.states.get(bed_id, _NOTHING), ground.bookings.get(bed_id)
    lying, now = state.occupant, ground.look.now
    has = lying.patient_id if lying else booking.patient_id if booking else None
    since = lying.occurred_at if lying else booking.starts_at if booking else None
    note = _difference(ground, state, booking)
    return BedRow(
        bed_id=bed_id,
        ward=_above(bed, ground.places, LocationKind.WARD),
        room=_above(bed, ground.places, LocationKind.ROOM),
        bed=bed.name,
        patient_id=has,
        patient=ground.name(has) if has else "",
        since=moment_words(since, now) if since else "",
        booked_by=person_words(ground.look.read, booking.booked_by_id) if booking else "",
        use=BedUse.DIFFERS if note else _use(state, booking),
        note=note,
        lying=tuple(ground.name(stay.patient_id) for stay in state.stays),
        booked_for=booking.patient_id if booking else None,
    )


def _use(state: BedState, booking: BedBooking | None) -> BedUse:
    if state.occupant:
        return BedUse.OCCUPIED
    if booking:
        return BedUse.BOOKED
    return BedUse.TO_CLEAN if state.to_clean else BedUse.FREE


def _difference(ground: _Ground, state: BedState, booking: BedBooking | None) -> str:
    """What does not agree, or ""."""
    if len(state.stays) > 1:
        names = "; ".join(ground.name(stay.patient_id) for stay in state.stays)
        return TWO_IN_BED.format(names=names)
    if booking is None:
        return ""
    booked = ground.name(booking.patient_id)
    if state.occupant and state.occupant.patient_id != booking.patient_id:
        return OTHER_IN_BED.format(booked=booked, lying=ground.name(state.occupant.patient_id))
    elsewhere = ground.stays.get(booking.patient_id)
    if elsewhere is not None and elsewhere.location_id != booking.bed_id:
        place = ground.places.get(elsewhere.location_id)
        # A patient is booked into the next bed while still in the last one.
        if elsewhere.occurred_at > booking.starts_at:
            where = place.name if place else _UNKNOWN
            return BOOKED_BUT_ELSEWHERE.format(booked=booked, place=where)
    return ""


def _above(bed: Location, places: Mapping[LocationId, Location], kind: LocationKind) -> str:
    place: Location | None = bed
    while place is not None and place.kind is not kind:
        place = places.get(place.part_of_id) if place.part_of_id else None
    return place.name if place else ""


BED_BOARD = Query(
    "beds.board",
    N_("Beds"),
    bed_board,
    frozenset(
        {
            *("location", "bed_booking", "encounter_location", "bed_cleaning", "encounter"),
            *("practitioner", "patient", "patient_name"),
        }
    ),
)
