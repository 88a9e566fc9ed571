"""The public keys of workstations as reference data, so that any desk can believe a paper."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from psycopg import Connection

from models.change_set import Op
from models.device import DeviceKey
from models.entity import Entity
from models.vocabulary import DeviceId, OpKind, Profile, SetStatus
from server_stub.engine import Engine
from server_stub.sql_port import SqlPort

USE_CASE = "device.show_key"
_UNSHOWN = """
select e.device_id, e.incarnation, e.public_key from enrolment e join device d on d.id = e.device_id
where e.profile <> %s and not exists
(select from device_key k where k.device_id = e.device_id and k.inc = e.incarnation)
order by e.device_id, e.incarnation
"""


class KeysNotShownError(Exception):
    """The keys of workstations could not be written; the message says why."""


def key_record(device: UUID, inc: int, public_key: bytes) -> DeviceKey:
    """The record of an incarnation's key; its id is derived, so that there is one."""
    return DeviceKey(
        id=uuid5(device, f"key/{inc}"),
        device_id=DeviceId(device),
        inc=inc,
        public_key=public_key.hex(),
    )


def insert_op(record: Entity) -> Op:
    """The op that records reference data."""
    return Op(k=OpKind.INSERT, e=record.TABLE, id=record.id, root=None, f=record.plain())


def missing(connection: Connection[Any], records: Sequence[Entity]) -> list[Entity]:
    """Those of the records that are not there yet."""
    return [
        each
        for each in records
        if connection.execute(
            f"select 1 from {each.TABLE} where id = %s",  # noqa: S608 - names come from records
            (each.id,),
        ).fetchone()
        is None
    ]


def show_keys(engine: Engine, port: SqlPort) -> int:
    """Write the keys of workstations that joined before keys were shown; how many there were.

    Raises:
        KeysNotShownError: the service did not take them.
    """
    with port.connection() as connection:
        found = connection.execute(_UNSHOWN.encode(), (Profile.SERVICE,)).fetchall()
    records = [key_record(device, inc, bytes(key)) for device, inc, key in found]
    for record in records:
        receipt = engine.author(USE_CASE, [insert_op(record)])
        if receipt.status is not SetStatus.APPLIED:
            raise KeysNotShownError(f"{record.device_id}: {receipt.reason}")
    return len(records)
