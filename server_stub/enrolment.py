"""Incarnations of devices: found when they sign in, added when they join."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.change_set import GENESIS
from models.vocabulary import Profile
from server_stub.records import (
    Enrolment,
    EnrolmentStatus,
)

COLUMNS = "device_id, incarnation, public_key, profile, series, status, next_dseq, chain"


def enrolment_from(row: Sequence[Any]) -> Enrolment:
    """The record of a row with `COLUMNS`, and `is_ahead` where that was asked for."""
    device, inc, key, profile, series, status, next_dseq, chain, *ahead = row
    return Enrolment(
        device,
        inc,
        bytes(key),
        Profile(profile),
        series,
        EnrolmentStatus(status),
        next_dseq,
        bytes(chain),
        is_ahead=any(ahead),
    )


def find_enrolment(connection: Connection[Any], device: UUID, inc: int) -> Enrolment | None:
    """The incarnation of a device, whatever its status."""
    found = connection.execute(
        f"select {COLUMNS} from enrolment where device_id = %s and incarnation = %s",  # noqa: S608
        (device, inc),
    ).fetchone()
    return None if found is None else enrolment_from(found)


def add_enrolment(
    connection: Connection[Any], device: UUID, public_key: bytes, profile: Profile
) -> Enrolment:
    """Add the next incarnation of a device and close the ones before, in one transaction.

    Workstations get a series of their own, A to Z, then AA and so on.
    """
    connection.execute("lock table enrolment in share row exclusive mode")
    connection.execute(
        "update enrolment set status = %s where device_id = %s and status = %s",
        (EnrolmentStatus.CLOSED, device, EnrolmentStatus.ACTIVE),
    )
    counted = connection.execute(
        "select count(*) filter (where device_id = %s), count(series) from enrolment", (device,)
    ).fetchone()
    before, series_given = counted if counted is not None else (0, 0)
    series = None if profile is Profile.SERVICE else _series(series_given)
    made = Enrolment(
        device, before + 1, public_key, profile, series, EnrolmentStatus.ACTIVE, 1, GENESIS
    )
    connection.execute(
        f"insert into enrolment ({COLUMNS}) values (%s, %s, %s, %s, %s, %s, %s, %s)",  # noqa: S608
        (device, made.inc, public_key, profile, series, made.status, 1, GENESIS),
    )
    return made


def _series(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
