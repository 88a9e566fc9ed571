"""How far a record has come: at the service, still waiting here, or refused there."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from local_store.outbox import SetState
from local_store.reading import Read
from local_store.tables import OUTBOX, OVERLAY_TOUCH
from models.vocabulary import N_


class SyncMark(StrEnum):
    """Shown beside every record that this desk may have written."""

    SENT = "sent"
    WAITING = "waiting"
    REFUSED = "refused"


MARK_WORDS: dict[SyncMark, str] = {
    SyncMark.SENT: N_("With the service"),
    SyncMark.WAITING: N_("Saved here, waiting to be sent"),
    SyncMark.REFUSED: N_("Saved here, but the service did not take it"),
}
_STUCK = {SetState.PARKED, SetState.REJECTED}


def marks_of(read: Read, row_ids: Collection[UUID]) -> dict[UUID, SyncMark]:
    """The marks of those rows that are not simply with the service."""
    touch, box = OVERLAY_TOUCH, OUTBOX
    pending = (
        select(touch.c.row_id, box.c.state)
        .join(box, box.c.cs_id == touch.c.cs_id)
        .where(touch.c.row_id.in_([row_id.bytes for row_id in row_ids]))
    )
    found: dict[UUID, SyncMark] = {}
    for raw, state in read.connection.execute(pending):
        row_id = UUID(bytes=raw)
        stuck = state in _STUCK or found.get(row_id) is SyncMark.REFUSED
        found[row_id] = SyncMark.REFUSED if stuck else SyncMark.WAITING
    return found


def worst(marks: Collection[SyncMark]) -> SyncMark:
    """The mark of a thing made of several records."""
    for mark in (SyncMark.REFUSED, SyncMark.WAITING):
        if mark in marks:
            return mark
    return SyncMark.SENT
