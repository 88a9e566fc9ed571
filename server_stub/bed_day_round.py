"""The days of stays that go on, charged as they pass; a visit at a time, so that nobody waits."""

from uuid import UUID

import structlog

from models.encounter import Encounter, EncounterLocation
from models.ids import Clock, Entropy
from models.vocabulary import EncounterStatus
from models.wire import Standing
from server_stub.batch import Run
from server_stub.batch_item import Keys
from server_stub.port import DatabaseTrouble, ServerPort
from server_stub.rules.bed_days import days_gone_by

_log = structlog.get_logger("almoner.rules")


def visits_in_progress(port: ServerPort) -> list[UUID]:
    """The visits that go on and of which anybody said where the patient is."""
    with port.begin() as tx:
        visits = tx.ids_where(Encounter, {"status": EncounterStatus.IN_PROGRESS.value})
        return [each for each in visits if tx.ids_where(EncounterLocation, {"encounter_id": each})]


def charge_days_gone_by(
    port: ServerPort, visit: UUID, clock: Clock, entropy: Entropy, keys: Keys
) -> Standing | None:
    """Charge the days of one visit that have passed; None where the database refuses them.

    Raises:
        DatabaseTrouble: the database cannot be used at all.
    """
    try:
        with port.begin() as tx:
            run = Run(tx, clock, entropy, keys)
            run.author(days_gone_by(run, visit))
            return run.write()
    except DatabaseTrouble as trouble:
        if trouble.lost:
            raise
        _log.error("bed_days_refused", visit=str(visit), code=trouble.code)
        return None
