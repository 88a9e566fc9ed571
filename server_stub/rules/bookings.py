"""When a claim to a bed ends: the patient has come to a bed, or the visit it was for has ended.

Whether a bed is free is told by the facts of who lies in it, never by its claims; so a claim that
ends frees no bed in which somebody lies.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from models.encounter import Encounter, EncounterLocation
from models.location import BedBooking
from models.values import us_from_instant
from models.visits import open_visits
from models.vocabulary import EncounterStatus, StayStatus
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, found, news_of
from server_stub.rules.beds import is_bed
from server_stub.rules.raising import received_at

USE_CASE = "bed.end_booking"


def ended_bookings(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """End the claims that newly have no purpose, as of now."""
    answer = Answer(run, USE_CASE)
    over: dict[UUID, tuple[Candidate, BedBooking]] = {}
    for because, fact, _ in news_of(news, EncounterLocation):
        over.update({booking.id: (because, booking) for booking in _arrived(run, fact)})
    for because, visit, _ in news_of(news, Encounter):
        over.update({booking.id: (because, booking) for booking in _left(run, visit)})
    for because, booking in over.values():
        # A claim cannot end before it began, whatever a clock that was set back says.
        ends_at = max(received_at(run), booking.starts_at)
        answer.alter(because, BedBooking, booking.id, {"ends_at": us_from_instant(ends_at)})
    return answer.sets()


def _arrived(run: OpenRun, fact: EncounterLocation) -> Iterator[BedBooking]:
    """The claims of a patient who came to the bed, or to another after claiming it."""
    came = fact.voided_at is None and fact.status is StayStatus.ACTIVE
    if not came or not is_bed(run, fact.location_id):
        return
    for booking in found(run, BedBooking, "patient_id", fact.patient_id, ends_at=None):
        if booking.bed_id == fact.location_id or fact.occurred_at >= booking.starts_at:
            yield booking


def _left(run: OpenRun, visit: Encounter) -> Iterator[BedBooking]:
    """The claims for a visit that is over; those for none, once the patient has no visit left."""
    if visit.status is EncounterStatus.IN_PROGRESS and visit.voided_at is None:
        return
    yield from found(run, BedBooking, "encounter_id", visit.id, ends_at=None)
    if not open_visits(found(run, Encounter, "patient_id", visit.patient_id)):
        yield from found(
            run, BedBooking, "patient_id", visit.patient_id, ends_at=None, encounter_id=None
        )
