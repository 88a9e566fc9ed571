"""The first rows of a hospital's history: its epoch, the commit at 0, the service's own device."""

from dataclasses import dataclass
from uuid import UUID

import psycopg

from models.vocabulary import Profile
from server_stub.enrolment import add_enrolment


@dataclass(frozen=True, kw_only=True)
class Founding:
    """What a hospital's history starts from; all of it random but the key.

    Attributes:
        epoch: identity of the history.
        mark: 8 bytes, the mark of the empty history.
        service_device: the id of the device that signs what the service writes.
        service_public_key: its raw Ed25519 key.
    """

    epoch: UUID
    mark: bytes
    service_device: UUID
    service_public_key: bytes


def found(conninfo: str, founding: Founding) -> bool:
    """Write the first rows into a migrated database; false if it has them already."""
    with psycopg.connect(conninfo) as connection:
        connection.execute("lock table sync_clock in exclusive mode")
        if connection.execute("select 1 from sync_clock").fetchone():
            return False
        connection.execute(
            "insert into sync_clock (id, epoch, last_seq, last_hlc) values (1, %s, 0, 0)",
            (founding.epoch,),
        )
        connection.execute("insert into commit_mark values (0, %s)", (founding.mark,))
        add_enrolment(
            connection, founding.service_device, founding.service_public_key, Profile.SERVICE
        )
    return True
