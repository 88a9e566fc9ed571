"""The service's port made of dictionaries: what the simulator and the property tests run on."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import msgspec

from models.change_set import GENESIS
from models.entity import Entity
from models.location import BedBooking
from models.practitioner import Practitioner, PractitionerRole
from models.values import PlainRow
from models.vocabulary import Profile, Role, SetStatus
from server_stub.founding import Founding
from server_stub.port import DatabaseTrouble
from server_stub.records import (
    Change,
    ClockRow,
    Effects,
    Enrolment,
    EnrolmentStatus,
    Held,
    ParkedSet,
    Place,
    StoredSet,
)
from tests.server_stub.dict_claims import DictClaims
from tests.server_stub.dict_state import DictSnapshot, State


class DictPort:
    """Set `poison` to ids of rows that this database fails to write."""

    def __init__(self, founding: Founding) -> None:
        self.state = State(ClockRow(founding.epoch, 0, 0), {0: founding.mark})
        self.poison: set[UUID] = set()
        self.enrol(founding.service_device, founding.service_public_key, Profile.SERVICE)

    def enrol(self, device: UUID, public_key: bytes, profile: Profile) -> Enrolment:
        given = self.state.enrolments
        inc = 1 + sum(known == device for known, _ in given)
        for key in [key for key in given if key[0] == device]:
            given[key] = replace(given[key], status=EnrolmentStatus.CLOSED)
        series = None if profile is Profile.SERVICE else chr(ord("A") + len(given) - 1)
        status = EnrolmentStatus.ACTIVE
        made = Enrolment(device, inc, public_key, profile, series, status, 1, GENESIS)
        given[device, inc] = made
        return made

    @contextmanager
    def begin(self) -> Iterator["DictTx"]:
        tx = DictTx(self.state.copied(), self.poison)
        yield tx
        self.state = tx.state

    @contextmanager
    def snapshot(self) -> Iterator["DictSnapshot"]:
        yield DictSnapshot(self.state)

    def claim(self, wait_s: float) -> bool:  # noqa: ARG002
        return True


class DictTx(DictClaims):
    def __init__(self, state: State, poison: set[UUID]) -> None:
        super().__init__(state)
        self._poison = poison

    def clock(self) -> ClockRow:
        return self.state.clock

    def enrolments(self, places: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], Enrolment]:
        known = [self.state.enrolments[key] for key in places if key in self.state.enrolments]
        links = self.state.links
        return {
            (e.device, e.inc): replace(
                e,
                is_ahead=any(p[:2] == (e.device, e.inc) and p[2] >= e.next_dseq for p in links),
            )
            for e in known
        }

    def service(self) -> Enrolment:
        (own,) = [
            each
            for each in self.state.enrolments.values()
            if each.profile is Profile.SERVICE and each.status is EnrolmentStatus.ACTIVE
        ]
        return own

    def sets(self, ids: Collection[UUID]) -> dict[UUID, StoredSet]:
        kept = [self.state.sets[i] for i in ids if i in self.state.sets]
        return {
            each.id: StoredSet(each.id, each.content_hash, each.status, each.receipt)
            for each in kept
        }

    def links(self, places: Collection[Place]) -> dict[Place, tuple[UUID, UUID]]:
        taken = {p: self.state.links[p].change_set for p in places if p in self.state.links}
        return {place: (i, self.state.sets[i].user) for place, i in taken.items()}

    def rows(self, entity: type[Entity], ids: Collection[UUID]) -> dict[UUID, Held]:
        keys = [(entity.TABLE, i) for i in ids if (entity.TABLE, i) in self.state.rows]
        return {k[1]: Held(self.state.rows[k], dict(self.state.states[k].metas)) for k in keys}

    def present(self, entity: type[Entity], ids: Collection[UUID]) -> set[UUID]:
        return {i for i in ids if (entity.TABLE, i) in self.state.rows}

    def staff(self, users: Collection[UUID]) -> dict[UUID, tuple[bool, frozenset[Role]]]:
        roles: dict[UUID, set[Role]] = defaultdict(set)
        for (table, _), row in self.state.rows.items():
            user = row.get("practitioner_id")
            if table == PractitionerRole.TABLE and isinstance(user, UUID):
                roles[user].add(Role(str(row["role"])))
        people = {user: self.state.rows.get((Practitioner.TABLE, user)) for user in users}
        return {
            user: (bool(row["active"]), frozenset(roles[user]))
            for user, row in people.items()
            if row is not None
        }

    def parked_on(self, keys: Collection[UUID]) -> list[ParkedSet]:
        waiting = [
            s
            for s in self.state.sets.values()
            if s.status is SetStatus.PARKED and not set(keys).isdisjoint(s.waits_on)
        ]
        waiting.sort(key=lambda each: each.place)
        return [
            ParkedSet(
                *(s.id, s.content, s.content_hash, s.place, s.waits_on, s.received_ms, s.carried_by)
            )
            for s in waiting
        ]

    def images(self, seqs: Collection[int]) -> dict[int, tuple[UUID, PlainRow]]:
        entries = [self.state.log[seq - 1] for seq in seqs if 0 < seq <= len(self.state.log)]
        return {e.seq: (e.change.row_id, msgspec.json.decode(e.body)) for e in entries}

    def ids_where(self, entity: type[Entity], fields: PlainRow) -> list[UUID]:
        return sorted(
            i
            for (table, i), row in self.state.rows.items()
            if table == entity.TABLE and all(row[name] == fields[name] for name in fields)
        )

    def write_rows(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.row_id in self._poison:
                raise DatabaseTrouble("22000", "a poisoned row", lost=False)
            if change.entity is BedBooking:
                self._exclude(change)
            self.state.rows[change.entity.TABLE, change.row_id] = change.row

    def _exclude(self, change: Change) -> None:
        begins, ends = _span(change.row)
        for (table, row_id), row in self.state.rows.items():
            if table != BedBooking.TABLE or row_id == change.row_id:
                continue
            other_begins, other_ends = _span(row)
            overlap = begins < other_ends and other_begins < ends
            if overlap and row["bed_number"] == change.row["bed_number"]:
                raise DatabaseTrouble("23P01", "the bed is taken", lost=False)

    def take_numbers(self, count: int, hlc: int) -> int:
        clock = self.state.clock
        last = clock.last_seq + count
        self.state.clock = ClockRow(clock.epoch, last, max(clock.last_hlc, hlc))
        return last - count + 1

    def write_effects(self, effects: Effects, mark: bytes) -> None:
        state = self.state
        state.log += effects.log
        state.states.update({(s.entity.TABLE, s.row_id): s for s in effects.states})
        for record in effects.sets:
            known = state.sets.get(record.id)
            state.sets[record.id] = (
                record
                if known is None
                else replace(record, received_ms=known.received_ms, carried_by=known.carried_by)
            )
        state.links.update({link.place: link for link in effects.links})
        state.enrolments.update({(e.device, e.inc): e for e in effects.chains})
        state.quarantine += effects.quarantined
        if effects.log:
            state.marks[effects.log[-1].seq] = mark


def _span(booking: PlainRow) -> tuple[float, float]:
    ends = booking["ends_at"]
    return float(str(booking["starts_at"])), float("inf") if ends is None else float(str(ends))
