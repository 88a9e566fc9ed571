"""How a record behaves when two desks work apart: said once, on the record itself."""

from dataclasses import dataclass

from models.vocabulary import PolicyKind, ReplicaClass


@dataclass(frozen=True, slots=True)
class SyncPolicy:
    """The merge policy of an entity, the class that decides who holds it, and its root.

    `root` names the field that holds the root id (`"id"` when the row is its own root), or is
    None for rows that belong to no patient: reference data, stock, the state of beds. `replica`
    is None only for rows that never leave the desk. `class_field` names the field that holds the
    class of each row, for rows about other rows: they may go only where their subject goes.
    """

    kind: PolicyKind
    replica: ReplicaClass | None
    root: str | None
    class_field: str | None = None


def append_only(replica: ReplicaClass, *, root: str | None) -> SyncPolicy:
    """Make a fact: once recorded it is never altered."""
    return SyncPolicy(PolicyKind.APPEND_ONLY, replica, root)


def newest_wins(replica: ReplicaClass, *, root: str, class_field: str | None = None) -> SyncPolicy:
    """Per field the newer of two concurrent edits stands, and the other stays in the history."""
    return SyncPolicy(PolicyKind.NEWEST_WINS, replica, root, class_field)


def merge_fields(replica: ReplicaClass, *, root: str) -> SyncPolicy:
    """Different fields merge; one field edited to two values becomes a person's decision."""
    return SyncPolicy(PolicyKind.MERGE_FIELDS, replica, root)


def claimed(replica: ReplicaClass, *, root: str) -> SyncPolicy:
    """Only an online command, decided by the service, may write it."""
    return SyncPolicy(PolicyKind.CLAIMED, replica, root)


def signed(replica: ReplicaClass, *, root: str) -> SyncPolicy:
    """While a draft, fields merge; once signed it is never altered."""
    return SyncPolicy(PolicyKind.SIGNED, replica, root)


def server_owned(
    replica: ReplicaClass, *, root: str | None = None, class_field: str | None = None
) -> SyncPolicy:
    """Only the service writes it."""
    return SyncPolicy(PolicyKind.SERVER_OWNED, replica, root, class_field)


def local_only() -> SyncPolicy:
    """It never leaves the desk."""
    return SyncPolicy(PolicyKind.LOCAL_ONLY, None, None)
