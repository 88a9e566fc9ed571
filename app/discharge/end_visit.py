"""What ends with a visit: the visit itself, and the stay in its place."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.command import Act, Opening
from app.encounters.current import current_encounter
from app.query import Look
from app.seen import Seen, see
from local_store.reading import Read
from models.bed_state import stay_of
from models.clinical import DischargeSummary
from models.encounter import Encounter, EncounterLocation
from models.vocabulary import EncounterId, EncounterStatus, PatientId, StayStatus

VisitSeen = Seen[Encounter]
_TOLD = ("disposition", "reason", "course", "advice", "follow_up", "recorded_by_id")


def open_on_visit(look: Look, context: Mapping[str, object]) -> Opening:
    """A form on the visit in progress, or on none."""
    patient_id = context.get("patient")
    visit = None
    if isinstance(patient_id, UUID):
        visit = current_encounter(look.read, PatientId(patient_id))
    seen = see(look.read, Encounter, visit.id) if visit else None
    return Opening({}, {**context, "seen": seen})


def written_before(read: Read, summary: DischargeSummary) -> bool | None:
    """Whether the summary of the visit is there and says the same; None if there is none."""
    written = read.get(DischargeSummary, summary.id)
    if written is None:
        return None
    return all(getattr(written, name) == getattr(summary, name) for name in _TOLD)


def end_visit(act: Act, seen: VisitSeen, left_at: datetime) -> None:
    """The visit is finished, and the bed is left; that it is to be cleaned follows from that."""
    act.tx.change(
        *(Encounter, seen.row.id),
        seen_seq=seen.seq,
        status=EncounterStatus.FINISHED,
        ended_at=left_at,
    )
    encounter_id = EncounterId(seen.row.id)
    stay = stay_of(act.tx.all(EncounterLocation, encounter_id=encounter_id))
    if stay is not None:
        act.tx.add(
            EncounterLocation(
                id=act.tx.new_id(),
                patient_id=stay.patient_id,
                encounter_id=encounter_id,
                location_id=stay.location_id,
                status=StayStatus.COMPLETED,
                occurred_at=max(left_at, stay.occurred_at),
                **act.stamp(),
            )
        )
