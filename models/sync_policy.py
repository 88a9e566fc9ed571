"""How a record behaves when two desks work apart: said once, on the record itself."""

from dataclasses import dataclass

from models.vocabulary import PolicyKind, ReplicaClass


@dataclass(frozen=True, slots=True)
class SyncPolicy:
    """The merge policy of an entity, the class that decides who holds it, and its root.

    `root` names the field that holds the root id (`"id"` when the row is its own root), or is
    None for reference rows, which belong to no patient. `replica` is None only for rows that
    never leave the desk.
    """

    kind: PolicyKind
    replica: ReplicaClass | None
    root: str | None


def append_only(replica: ReplicaClass, *, root: str) -> SyncPolicy:
    """Make a fact: once recorded it is never altered."""
    return SyncPolicy(PolicyKind.APPEND_ONLY, replica, root)


def newest_wins(replica: ReplicaClass, *, root: str) -> SyncPolicy:
    """Per field the newer of two concurrent edits stands, and the other stays in the history."""
    return SyncPolicy(PolicyKind.NEWEST_WINS, replica, root)


def merge_fields(replica: ReplicaClass, *, root: str) -> SyncPolicy:
    """Different fields merge; one field edited to two values becomes a person's decision."""
    return SyncPolicy(PolicyKind.MERGE_FIELDS, replica, root)


def claimed(replica: ReplicaClass, *, root: str) -> SyncPolicy:
    """Only an online command, decided by the service, may write it."""
    return SyncPolicy(PolicyKind.CLAIMED, replica, root)


def server_owned(replica: ReplicaClass, *, root: str | None = None) -> SyncPolicy:
    """Only the service writes it."""
    return SyncPolicy(PolicyKind.SERVER_OWNED, replica, root)


def local_only() -> SyncPolicy:
    """It never leaves the desk."""
    return SyncPolicy(PolicyKind.LOCAL_ONLY, None, None)
