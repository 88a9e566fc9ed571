"""Proof of agreement: sums at one number, and the service's own deep check of itself."""

from dataclasses import dataclass
from uuid import UUID

from models.checksum import Sum, row_hash
from models.registry import ENTITIES
from models.scope import Scope
from models.wire import Standing, VerifyReply, VerifyRequest
from server_stub.port import Snapshot
from server_stub.pull import check_cursor

_NOTHING = (0, "0")


def compare(
    snapshot: Snapshot, scope: Scope, standing: Standing, request: VerifyRequest
) -> VerifyReply:
    """Compare a replica's sums with ours, only at exactly the same number.

    Raises:
        Refusal: the cursor is not of this history, scope or generation.
    """
    seq = check_cursor(snapshot, scope, request.cursor)
    at_seq = snapshot.clock().last_seq
    if seq != at_seq:
        return VerifyReply(standing=standing, equal=False, at_seq=at_seq)
    ours = {table: _on_wire(total) for table, total in snapshot.sums(scope.classes).items()}
    tables = sorted(ours.keys() | request.sums.keys())
    differing = [
        table
        for table in tables
        if ours.get(table, _NOTHING) != tuple(request.sums.get(table, _NOTHING))
    ]
    return VerifyReply(standing=standing, equal=not differing, at_seq=at_seq, differing=differing)


def _on_wire(total: Sum) -> tuple[int, str]:
    return total.count, str(total.total)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A row that is not what the log says it is."""

    table: str
    row_id: UUID
    what: str


def deep_check(snapshot: Snapshot, hash_key: bytes) -> list[Discrepancy]:
    """Hash every domain row as it really is; whatever was written past the log shows here."""
    wrong: list[Discrepancy] = []
    for entity in ENTITIES:
        stored = snapshot.stored_hashes(entity)
        logged = snapshot.logged({seq for seq, _ in stored.values()})
        for row_id, row in snapshot.domain_rows(entity):
            seq, digest = stored.pop(row_id, (None, None))
            if seq is None:
                wrong.append(Discrepancy(entity.TABLE, row_id, "is in no log"))
            elif row_hash(hash_key, entity, row_id, seq, row) != digest:
                wrong.append(Discrepancy(entity.TABLE, row_id, "differs from its hash"))
            elif seq not in logged:
                wrong.append(Discrepancy(entity.TABLE, row_id, "has a number that is not logged"))
        wrong += [Discrepancy(entity.TABLE, row_id, "is gone") for row_id in stored]
    return wrong
