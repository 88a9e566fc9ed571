"""What is asked about the others: how this desk stands to them, and what two desks disagree on."""

from app.query import OUTBOX, REPLICA, Query
from app.sync.conflicts import conflict_detail, open_conflicts
from app.sync.overview import sync_overview
from models.vocabulary import N_

_CONFLICTS = frozenset({"conflict", "patient_name", "practitioner", "device"})

SYNC_OVERVIEW = Query(
    "sync.overview",
    N_("What waits to be sent"),
    sync_overview,
    _CONFLICTS | {OUTBOX, REPLICA},
)
OPEN_CONFLICTS = Query("sync.conflicts", N_("Decisions that wait"), open_conflicts, _CONFLICTS)
CONFLICT_DETAIL = Query("sync.conflict", N_("Decision"), conflict_detail, _CONFLICTS)
