"""Two facts about one bed that do not go together. Both stand; a person is told."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from models.attention import AttentionItem
from models.bed_state import BedState
from models.encounter import EncounterLocation
from models.location import BedBooking
from models.vocabulary import AttentionKind, LocationId, StayStatus
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, found, news_of
from server_stub.rules.beds import bed_state, is_bed
from server_stub.rules.raising import USE_CASE, attention_id, raised


def bed_attention(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Tell of two patients in one bed, and of a patient in a bed that is claimed for another."""
    answer = Answer(run, f"{USE_CASE}_bed")
    causes: defaultdict[LocationId, dict[UUID, Candidate]] = defaultdict(dict)
    for because, fact, _ in news_of(news, EncounterLocation):
        if fact.voided_at is None and fact.status is StayStatus.ACTIVE:
            causes[fact.location_id][fact.id] = because
    for place, arrivals in causes.items():
        state = bed_state(run, place) if is_bed(run, place) else BedState()
        # One who has been recorded elsewhere since is in nobody's way, and in no stay.
        for stay in state.stays:
            if stay.id in arrivals:
                answer.make(arrivals[stay.id], _together(run, stay, state))
                answer.make(arrivals[stay.id], _claimed(run, stay))
    return answer.sets()


def _together(run: OpenRun, fact: EncounterLocation, state: BedState) -> Iterator[AttentionItem]:
    for other in state.stays:
        if other.patient_id == fact.patient_id:
            continue
        earlier, later = sorted((fact, other), key=lambda stay: (stay.occurred_at, stay.id))
        kind = AttentionKind.TWO_IN_ONE_BED
        yield raised(run, kind, later, earlier, attention_id(later.id, kind, earlier.id))


def _claimed(run: OpenRun, fact: EncounterLocation) -> Iterator[AttentionItem]:
    for booking in found(run, BedBooking, "bed_id", fact.location_id, ends_at=None):
        if booking.patient_id != fact.patient_id:
            kind = AttentionKind.BED_TAKEN_BY_ANOTHER
            yield raised(run, kind, fact, booking, attention_id(fact.id, kind, booking.id))
