"""What this replica holds of the service, without own unsent work: sums and dumps to compare."""

from typing import Any

from local_store import inbox, overlay
from local_store.errors import NotEnrolledError
from local_store.rows import Row, rows_of
from models.checksum import Sum, canonical_bytes
from models.entity import Entity
from models.registry import ENTITIES
from models.wire import Cursor

_MASK = (1 << 64) - 1
# Whole sums of 64-bit hashes do not fit SQLite's integers, so halves are summed apart.
_SUM = (
    "SELECT count(*), coalesce(sum(h >> 32), 0), coalesce(sum(h & 4294967295), 0) FROM"
    ' (SELECT _h AS h FROM "{table}" WHERE _dirty = 0'
    " UNION ALL SELECT h FROM row_base WHERE entity = ?)"
)


def of_base(raw: Any) -> tuple[Cursor, dict[str, Sum]]:
    """Where the replica stands, and the sum of each table there.

    Raises:
        NotEnrolledError: there is no first page yet.
    """
    at = inbox.cursor(raw)
    if at is None:
        raise NotEnrolledError("nothing has been received yet")
    found: dict[str, Sum] = {}
    for entity in ENTITIES:
        query = _SUM.format(table=entity.TABLE)
        count, high, low = raw.execute(query, (entity.NUMBER,)).fetchone()
        found[entity.TABLE] = Sum(count, ((high << 32) + low) & _MASK)
    return at, found


def dump(raw: Any) -> dict[str, list[str]]:
    """The canonical form of every base row, by table, in the order of ids."""
    return {entity.TABLE: _dump(raw, entity) for entity in ENTITIES}


def _dump(raw: Any, entity: type[Entity]) -> list[str]:
    rows: dict[Any, Row] = dict(rows_of(entity).clean(raw))
    rows.update(overlay.bases(raw, entity))
    return [
        canonical_bytes(entity, key, rows[key].seq, rows[key].fields).decode()
        for key in sorted(rows)
    ]
