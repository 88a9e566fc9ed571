"""One consistent view of the store."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from local_store import letters, overlay
from local_store.rows import rows_of
from models.change_set import Sealed
from models.entity import Entity, field_index
from models.values import to_plain

E = TypeVar("E", bound=Entity)
RowOf = tuple[type[Entity], UUID]


class Read:
    """What is recorded, as of one moment; own unsent work included.

    `connection` is for questions that need more than single records: select from
    `local_store.tables.table(Entity)`; rows come in plain form.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._raw: Any = connection.connection.driver_connection

    def get(self, entity: type[E], row_id: UUID) -> E | None:
        """One record, or None."""
        row = rows_of(entity).get(self._raw, row_id)
        return None if row is None else entity.from_plain(row_id, row.fields)

    def all(self, entity: type[E], **equals: object) -> list[E]:
        """Every record whose fields equal these typed values, by id; None is a value too."""
        index = field_index(entity)
        plain = {name: to_plain(index[name], value) for name, value in equals.items()}
        found = rows_of(entity).matching(self._raw, plain)
        return [entity.from_plain(row_id, row.fields) for row_id, row in found]

    def seq_of(self, entity: type[Entity], row_id: UUID) -> int:
        """Log number of a row as the service has confirmed it; 0 for none."""
        row = rows_of(entity).get(self._raw, row_id)
        return 0 if row is None else row.seq

    def is_acknowledged(self, entity: type[Entity], row_id: UUID) -> bool:
        """Whether others may have the record too: the service has taken it, or paper brought it."""
        return self.seq_of(entity, row_id) > 0 or overlay.is_shared(
            self._raw, (entity.NUMBER, row_id)
        )

    def sealed_for(self, rows: Iterable[RowOf], always: Iterable[RowOf] = ()) -> list[Sealed]:
        """The change sets that a paper about these records must carry, in the order to take them.

        Those over `rows` which the service has not confirmed, for the reader may lack them, and
        in any case those over `always`, where this desk has them; each with the link and
        signature of the desk that made it.
        """
        return letters.sealed_for(
            self._raw,
            [(entity.NUMBER, row_id) for entity, row_id in rows],
            [(entity.NUMBER, row_id) for entity, row_id in always],
        )
