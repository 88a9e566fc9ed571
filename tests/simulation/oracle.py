"""What the service really holds, read past every line: the truth that desks are compared with."""

from collections import defaultdict
from uuid import UUID

import msgspec

from models.checksum import canonical_bytes
from models.entity import class_of
from models.registry import ENTITIES
from models.scope import Scope
from models.vocabulary import Outcome, Profile, SetStatus
from models.wire import Receipt
from server_stub.port import SetRecord
from server_stub.verify import deep_check
from tests.server_stub.dict_port import DictPort
from tests.simulation.cast import STRANGER
from tests.simulation.trace import demand

_BOOKING = "bed_booking"
FINAL = (SetStatus.APPLIED, SetStatus.MERGED, SetStatus.CONFLICT, SetStatus.REJECTED)


class Oracle:
    """Looks into the service's database.

    `made` are all change sets any desk has committed, `scanned` those that a desk which is still
    there has read from paper.
    """

    def __init__(self, port: DictPort, hash_key: bytes) -> None:
        self._port = port
        self._hash_key = hash_key
        self.made: dict[UUID, bytes] = {}
        self.scanned: set[UUID] = set()
        self._given: dict[UUID, bytes] = {}

    def record(self, change_set: UUID) -> SetRecord | None:
        """A change set as it is kept."""
        return self._port.state.sets.get(change_set)

    def content(self, change_set: UUID) -> bytes | None:
        """Its bytes."""
        kept = self.record(change_set)
        return None if kept is None else kept.content

    def receipt(self, change_set: UUID) -> Receipt | None:
        """Its receipt."""
        kept = self.record(change_set)
        return None if kept is None else msgspec.json.decode(kept.receipt, type=Receipt)

    def note_receipts(self, receipts: list[Receipt]) -> None:
        """P2: once it is final, every repeat of a change set gets the same receipt."""
        for receipt in receipts:
            raw = msgspec.json.encode(receipt)
            before = self._given.get(receipt.id)
            demand(
                before in (None, raw), "P2", f"two receipts for {receipt.id}: {before!r}, {raw!r}"
            )
            if receipt.status in FINAL:
                self._given[receipt.id] = raw

    def projection(self, scope: Scope) -> dict[str, list[str]]:
        """Every row that a desk of this scope must hold, in the form of `Replica.dump`."""
        state = self._port.state
        found: dict[str, list[str]] = {}
        for entity in ENTITIES:
            ids = sorted(
                key
                for (table, key), row in state.rows.items()
                if table == entity.TABLE and class_of(entity, row) in scope.classes
            )
            found[entity.TABLE] = [
                canonical_bytes(
                    entity,
                    row_id,
                    state.states[entity.TABLE, row_id].seq,
                    state.rows[entity.TABLE, row_id],
                ).decode()
                for row_id in ids
            ]
        return found

    def check(self) -> None:
        """P1, P2, P5, P13, P16, P20, P24, P29 and P33 over the whole database."""
        self._paper_has_one_effect()
        self._log_is_dense_and_sets_are_whole()
        self._conflicts_surface()
        self._only_what_must_wait_waits()
        self._beds_are_booked_once()
        with self._port.snapshot() as snapshot:
            wrong = deep_check(snapshot, self._hash_key)
        demand(not wrong, "P29", f"rows that the log does not explain: {wrong}")

    def _log_is_dense_and_sets_are_whole(self) -> None:
        seqs: dict[UUID, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._port.state.log, start=1):
            demand(entry.seq == place, "P5", f"number {entry.seq} stands at place {place}")
            seqs[entry.change_set].append(entry.seq)
        for change_set, found in seqs.items():
            whole = found == list(range(found[0], found[0] + len(found)))
            demand(whole, "P2", f"{change_set} has its effect at {found}")
            known = change_set in self.made or self._is_of_the_service(change_set)
            demand(known, "P24", f"{change_set} was never committed at a desk")
        for change_set, body in self.made.items():
            kept = self.record(change_set)
            if kept is not None:
                demand(kept.content == body, "P1", f"{change_set} is kept with other bytes")

    def _paper_has_one_effect(self) -> None:
        """P33: what was scanned is here, once, at its origin's place, whether that came or not."""
        state = self._port.state
        places: dict[UUID, list[object]] = defaultdict(list)
        for place, link in state.links.items():
            places[link.change_set].append(place)
        for change_set in sorted(self.scanned):
            kept = self.record(change_set)
            demand(kept is not None, "P33", f"{change_set} came by paper and is nowhere")
            assert kept is not None
            at = places[change_set]
            demand(at == [kept.place], "P33", f"{change_set} is linked at {at}")
            seqs = [entry.seq for entry in state.log if entry.change_set == change_set]
            once = seqs == list(range(seqs[0], seqs[0] + len(seqs))) if seqs else True
            demand(once, "P33", f"{change_set} came by paper and has its effect at {seqs}")

    def _beds_are_booked_once(self) -> None:
        beds = [row["bed_id"] for key, row in self._port.state.rows.items() if key[0] == _BOOKING]
        demand(len(beds) == len(set(beds)), "P16", "two open bookings of one bed")

    def _is_of_the_service(self, change_set: UUID) -> bool:
        kept = self.record(change_set)
        if kept is None:
            return False
        author = self._port.state.enrolments[kept.place[:2]]
        return author.profile is Profile.SERVICE

    def _conflicts_surface(self) -> None:
        rows = self._port.state.rows
        opened = {row_id for table, row_id in rows if table == "conflict"}
        named: list[UUID] = []
        for change_set in self._port.state.sets:
            receipt = self.receipt(change_set)
            assert receipt is not None
            for op in receipt.ops:
                named += op.conflicts
                is_conflict = op.outcome is Outcome.CONFLICT
                demand(bool(op.conflicts) == is_conflict, "P13", f"{change_set}: {op}")
        demand(len(named) == len(set(named)), "P13", "a conflict was opened twice")
        demand(set(named) == opened, "P13", f"receipts name {named}, the table holds {opened}")

    def _only_what_must_wait_waits(self) -> None:
        for change_set, kept in self._port.state.sets.items():
            if kept.status is not SetStatus.PARKED or kept.user == STRANGER:
                continue
            receipt = self.receipt(change_set)
            assert receipt is not None
            waits = [self.record(dep) for dep in receipt.blocked_by]
            blocked = any(dep is None or dep.status not in FINAL[:3] for dep in waits)
            demand(blocked, "P20", f"{change_set} waits without need: {receipt.reason}")
