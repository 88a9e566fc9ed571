"""A row as it stood when a form was opened: what the person changed is measured against it.

Whatever another desk changes meanwhile stays as it is unless the person touched the same field.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from local_store.reading import Read
from models.entity import Entity

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Seen(Generic[E]):
    """A row and the log number of the version the person saw."""

    row: E
    seq: int

    def changes(self, **fields: object) -> dict[str, object]:
        """Those of the fields that the person set to something else."""
        return {name: value for name, value in fields.items() if getattr(self.row, name) != value}


def see(read: Read, entity: type[E], row_id: UUID) -> Seen[E] | None:
    """The row as it stands now, or None if this desk does not hold it."""
    row = read.get(entity, row_id)
    return None if row is None else Seen(row, read.seq_of(entity, row_id))
