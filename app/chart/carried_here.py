"""Which records came to this desk by paper, and are not confirmed by the service yet."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from local_store.outbox import SetState
from local_store.reading import Read
from local_store.tables import CARRIED, OVERLAY_TOUCH


def carried_here(read: Read, row_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the records that only paper speaks for at this desk."""
    query = (
        select(OVERLAY_TOUCH.c.row_id)
        .join(CARRIED, CARRIED.c.cs_id == OVERLAY_TOUCH.c.cs_id)
        .where(OVERLAY_TOUCH.c.row_id.in_([row_id.bytes for row_id in row_ids]))
        .where(CARRIED.c.state != SetState.SETTLED)
    )
    return frozenset(UUID(bytes=row.row_id) for row in read.connection.execute(query))
