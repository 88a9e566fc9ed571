"""What only the service can give, in the port of dictionaries."""

from collections.abc import Collection
from uuid import UUID

from models.location import BedBooking
from server_stub.records import CommandRecord, Lock
from server_stub.sql_claims import FIRST_SERIAL, LAST_SERIAL
from tests.server_stub.dict_state import State


class DictClaims:
    def __init__(self, state: State) -> None:
        self.state = state

    def command(self, command_id: UUID) -> CommandRecord | None:
        return self.state.commands.get(command_id)

    def booking_desk(self, booking: UUID) -> UUID | None:
        seq = self.state.states[BedBooking.TABLE, booking].seq
        made_by = self.state.log[seq - 1].change_set
        desks = [c.device for c in self.state.commands.values() if c.change_set == made_by]
        return desks[0] if desks else None

    def keep_command(self, record: CommandRecord) -> None:
        self.state.commands[record.id] = record

    def lease(
        self,
        lease_id: UUID,
        caller: tuple[UUID, int],  # noqa: ARG002 - nothing reads whose block it is
        want: int,
    ) -> tuple[int, int] | None:
        lo = max((hi + 1 for _, hi in self.state.leases.values()), default=FIRST_SERIAL)
        if lo > LAST_SERIAL:
            return None
        self.state.leases[lease_id] = (lo, min(lo + want - 1, LAST_SERIAL))
        return self.state.leases[lease_id]

    def locks(self, resources: Collection[str]) -> dict[str, Lock]:
        return {key: self.state.locks[key] for key in resources if key in self.state.locks}

    def next_fence(self) -> int:
        self.state.fence += 1
        return self.state.fence

    def keep_lock(self, lock: Lock) -> None:
        self.state.locks[lock.resource] = lock
