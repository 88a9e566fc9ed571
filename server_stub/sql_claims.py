"""What only the service can give, in PostgreSQL: decisions, serials, locks."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.location import BedBooking
from models.values import instant_from_us, us_from_instant
from server_stub.records import CommandRecord, Lock

FIRST_SERIAL = 10_000_000
LAST_SERIAL = 99_999_999
"""Serials of eight digits without a leading zero, which spreadsheets and people drop."""


class SqlClaims:
    """The part of `ServerTx` that needs no batch."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def command(self, command_id: UUID) -> CommandRecord | None:
        """The decision already given, if any."""
        found = self._all(
            "select id, name, args_hash, device_id, user_id, reply::text, change_set_id "
            "from command where id = %s",
            command_id,
        )
        if not found:
            return None
        number, name, args_hash, device, user, reply, change_set = found[0]
        return CommandRecord(number, name, args_hash, device, user, reply.encode(), change_set)

    def booking_desk(self, booking: UUID) -> UUID | None:
        """The device whose command made a booking."""
        found = self._all(
            "select c.device_id from row_state s join change_log l on l.seq = s.seq "
            "join command c on c.change_set_id = l.change_set_id "
            "where s.entity = %s and s.row_id = %s",
            BedBooking.NUMBER,
            booking,
        )
        return found[0][0] if found else None

    def keep_command(self, record: CommandRecord) -> None:
        """Keep a decision, so that it is never taken twice."""
        self._connection.execute(
            "insert into command (id, name, args_hash, device_id, user_id, reply, change_set_id) "
            "values (%s, %s, %s, %s, %s, %s, %s)",
            (
                record.id,
                record.name,
                record.args_hash,
                record.device,
                record.user,
                record.reply.decode(),
                record.change_set,
            ),
        )

    def lease(self, lease_id: UUID, caller: tuple[UUID, int], want: int) -> tuple[int, int] | None:
        """Take the next `want` serials for an incarnation: [lo, hi], or None when none are left."""
        found = self._all("select coalesce(max(hi) + 1, %s) from number_lease", FIRST_SERIAL)
        lo = found[0][0]
        hi = min(lo + want - 1, LAST_SERIAL)
        if lo > LAST_SERIAL:
            return None
        self._connection.execute(
            "insert into number_lease (lease_id, lo, hi, device_id, incarnation) "
            "values (%s, %s, %s, %s, %s)",
            (lease_id, lo, hi, *caller),
        )
        return lo, hi

    def locks(self, resources: Collection[str]) -> dict[str, Lock]:
        """Those of the resources that were ever locked, with their last lock, locked in order."""
        found = self._all(
            "select resource, holder_device, holder_user, token, expires_at from resource_lock "
            "where resource = any(%s) order by resource for update",
            list(resources),
        )
        return {
            resource: Lock(resource, device, user, token, us_from_instant(expires) // 1000)
            for resource, device, user, token, expires in found
        }

    def next_fence(self) -> int:
        """A number higher than that of any lock before."""
        return int(self._all("select nextval('fence')")[0][0])

    def keep_lock(self, lock: Lock) -> None:
        """Keep a lock in place of the one before it."""
        self._connection.execute(
            "insert into resource_lock (resource, holder_device, holder_user, token, expires_at) "
            "values (%s, %s, %s, %s, %s) on conflict (resource) do update set "
            "holder_device = excluded.holder_device, holder_user = excluded.holder_user, "
            "token = excluded.token, expires_at = excluded.expires_at",
            (
                lock.resource,
                lock.device,
                lock.user,
                lock.token,
                instant_from_us(lock.expires_ms * 1000),
            ),
        )

    def _all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        found: Iterable[tuple[Any, ...]] = self._connection.execute(
            statement.encode(), values, binary=True
        )
        return list(found)
