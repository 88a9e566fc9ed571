"""One writing transaction in PostgreSQL: the reads of a batch, and the writes before its number."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

import msgspec

from models.entity import Entity
from models.registry import ENTITIES
from models.values import PlainRow, us_from_instant
from models.vocabulary import Profile, Role, SetStatus
from server_stub.enrolment import COLUMNS, enrolment_from
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
from server_stub.sql_binary import copy
from server_stub.sql_claims import SqlClaims
from server_stub.sql_effects import write_effects
from server_stub.sql_rows import decode_metas, table_sql


class SqlTx(SqlClaims):
    """See `ServerTx`; every statement here is one for the whole batch."""

    def clock(self) -> ClockRow:
        """The clock row as last committed; it is not locked by this."""
        found = self._all(
            "select epoch, last_seq, last_hlc, set_config('almoner.apply', 'on', true) "
            "from sync_clock"
        )
        if not found:
            raise RuntimeError("the hospital is not founded: sync_clock is empty")
        return ClockRow(*found[0][:3])

    def enrolments(self, places: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], Enrolment]:
        """The incarnations named, locked in order."""
        found = self._all(
            f"select {COLUMNS}, exists (select from chain_link l "  # noqa: S608
            "where l.device_id = e.device_id and l.incarnation = e.incarnation "
            "and l.dseq >= e.next_dseq) from enrolment e where (device_id, incarnation) in "
            "(select * from unnest(%s::uuid[], %s::int[])) "
            "order by device_id, incarnation for update",
            [device for device, _ in places],
            [inc for _, inc in places],
        )
        known = [enrolment_from(row) for row in found]
        return {(each.device, each.inc): each for each in known}

    def service(self) -> Enrolment:
        """The service's own incarnation, locked: asked for only to write in its name."""
        found = self._all(
            f"select {COLUMNS} from enrolment "  # noqa: S608
            "where profile = %s and status = %s for update",
            Profile.SERVICE,
            EnrolmentStatus.ACTIVE,
        )
        if not found:
            raise RuntimeError("the service has no active incarnation: the hospital is not founded")
        return enrolment_from(found[0])

    def sets(self, ids: Collection[UUID]) -> dict[UUID, StoredSet]:
        """Those of the change sets that are kept."""
        found = self._all(
            "select id, content_hash, status, receipt::text from change_set where id = any(%s)",
            list(ids),
        )
        return {
            row[0]: StoredSet(row[0], row[1], SetStatus(row[2]), row[3].encode()) for row in found
        }

    def links(self, places: Collection[Place]) -> dict[Place, tuple[UUID, UUID]]:
        """The change set and its user at each place that is taken."""
        if not places:
            return {}
        devices, incs, dseqs = zip(*places, strict=True)
        found = self._all(
            "select l.device_id, l.incarnation, l.dseq, c.id, c.user_id "
            "from unnest(%s::uuid[], %s::int[], %s::bigint[]) as p (device_id, incarnation, dseq) "
            "join chain_link l using (device_id, incarnation, dseq) "
            "join change_set c on c.id = l.change_set_id",
            list(devices),
            list(incs),
            list(dseqs),
        )
        return {(row[0], row[1], row[2]): (row[3], row[4]) for row in found}

    def rows(self, entity: type[Entity], ids: Collection[UUID]) -> dict[UUID, Held]:
        """Those of the rows that exist, locked in order of id."""
        statements = table_sql(entity)
        found = self._all(statements.select, list(ids))
        return {row[0]: Held(statements.row(row[2:]), decode_metas(row[1])) for row in found}

    def present(self, entity: type[Entity], ids: Collection[UUID]) -> set[UUID]:
        """Which of the rows exist."""
        return {row[0] for row in self._all(table_sql(entity).present, list(ids))}

    def staff(self, users: Collection[UUID]) -> dict[UUID, tuple[bool, frozenset[Role]]]:
        """Whether each known member of staff is active, and their job roles; not locked."""
        found = self._all(
            "select p.id, p.active, array_remove(array_agg(r.role), null) from practitioner p "
            "left join practitioner_role r on r.practitioner_id = p.id "
            "where p.id = any(%s) group by p.id",
            list(users),
        )
        return {row[0]: (row[1], frozenset(Role(role) for role in row[2])) for row in found}

    def parked_on(self, keys: Collection[UUID]) -> list[ParkedSet]:
        """The parked change sets that wait for any of these, oldest place first."""
        found = self._all(
            "select id, content, content_hash, device_id, incarnation, dseq, waits_on, "
            "received_at, carried_by "
            "from change_set where status = 'parked' and waits_on && %s "
            "order by device_id, incarnation, dseq",
            list(keys),
        )
        return [
            ParkedSet(
                *(row[0], row[1], row[2], (row[3], row[4], row[5]), tuple(row[6])),
                *(us_from_instant(row[7]) // 1000, row[8]),
            )
            for row in found
        ]

    def images(self, seqs: Collection[int]) -> dict[int, tuple[UUID, PlainRow]]:
        """The row and its fields as logged under each number."""
        found = self._all(
            "select seq, row_id, body from change_log where seq = any(%s)", list(seqs)
        )
        return {seq: (row_id, msgspec.json.decode(body)) for seq, row_id, body in found}

    def ids_where(self, entity: type[Entity], fields: PlainRow) -> list[UUID]:
        """The rows whose fields hold these ids, texts or nothing, in order of their own id."""
        # "is not distinct from" would find nothing by an index.
        tests = [f'"{name}" = %s' for name, value in fields.items() if value is not None]
        tests += [f'"{name}" is null' for name, value in fields.items() if value is None]
        statement = f"select id from {entity.TABLE} where {' and '.join(tests)} order by id"  # noqa: S608 - names of fields
        values = [value for value in fields.values() if value is not None]
        return [row[0] for row in self._all(statement, *values)]

    def write_rows(self, changes: Sequence[Change]) -> None:
        """Bring the domain rows to their last images."""
        made: dict[type[Entity], list[Change]] = defaultdict(list)
        altered: dict[type[Entity], list[Change]] = defaultdict(list)
        for change in changes:
            (made if change.is_new else altered)[change.entity].append(change)
        with self._connection.cursor() as cursor:
            for entity in ENTITIES:
                if entity in made:
                    statements = table_sql(entity)
                    rows = [statements.packed(each.row_id, each.row) for each in made[entity]]
                    copy(cursor, statements.copy, rows)
            for entity, some in altered.items():
                statements = table_sql(entity)
                cursor.executemany(
                    statements.update.encode(),
                    [(*statements.values(change.row), change.row_id) for change in some],
                )

    def take_numbers(self, count: int, hlc: int) -> int:
        """Lock the clock row and take the next numbers; the first of them."""
        found = self._all(
            "update sync_clock set last_seq = last_seq + %s, last_hlc = greatest(last_hlc, %s) "
            "returning last_seq",
            count,
            hlc,
        )
        return int(found[0][0]) - count + 1

    def write_effects(self, effects: Effects, mark: bytes) -> None:
        """Append to log, sets and chains, and mark the commit if it has rows."""
        write_effects(self._connection, effects, mark)
