"""The arrivals and leavings that the bed board is worked out from, without reading all of history.

Whoever lies in a bed has a visit going on or is among the last who came to it; all facts about
those patients are enough to say where each of them is and when each bed was last left.
"""

from sqlalchemy import func, or_, select

from app.whereabouts import rows_in
from local_store.reading import Read
from local_store.tables import table
from models.encounter import Encounter, EncounterLocation
from models.vocabulary import EncounterStatus

LAST_OF_EACH = 12
"""So many facts of each place are looked at beside those of open visits."""


def bed_facts(read: Read) -> list[EncounterLocation]:
    """Every fact about every patient who may be in a bed now or was the last to leave one."""
    facts, visits = table(EncounterLocation).c, table(Encounter).c
    newest = func.row_number().over(
        partition_by=facts.location_id, order_by=facts.occurred_at.desc()
    )
    ranked = select(facts.patient_id, newest.label("rank")).subquery()
    open_now = select(visits.patient_id).where(visits.status == EncounterStatus.IN_PROGRESS.value)
    lately = select(ranked.c.patient_id).where(ranked.c.rank <= LAST_OF_EACH)
    patients = select(facts.patient_id).where(
        or_(facts.patient_id.in_(open_now), facts.patient_id.in_(lately))
    )
    ids = [row.patient_id for row in read.connection.execute(patients.distinct())]
    return rows_in(read, EncounterLocation, "patient_id", ids)
