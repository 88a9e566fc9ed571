"""Visits as reception reads them: frozen rows, every text ready to read."""

from dataclasses import dataclass
from datetime import datetime

from app.marks import SyncMark
from models.vocabulary import EncounterId, PatientId


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list.

    Attributes:
        patient: `FAMILY, Given`.
        kind: `Outpatient`, `Inpatient`, `Emergency`.
        state: `In progress`, `Finished`, `Cancelled`, `Recorded by mistake`.
        is_open: whether what happens now belongs to it.
        place: the bed they lie in, the bed booked, or the ward of the visit; "" for none.
        token: the number they wait under, or "".
        began: `10:42`; `started_at` is what it is sorted by.
        ended: when it ended, or "".
        mark: how far the record of the visit has come.
    """

    encounter_id: EncounterId
    patient_id: PatientId
    patient: str
    mrn: str
    kind: str
    state: str
    is_open: bool
    place: str
    token: str
    began: str
    started_at: datetime
    ended: str
    mark: SyncMark
