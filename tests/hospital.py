"""A small hospital for tests: three members of staff, two desks, and a ward with three beds."""

from uuid import UUID

import argon2

from app.desk import Person
from models.device import Device
from models.entity import Entity
from models.location import Location
from models.practitioner import Practitioner, PractitionerCredential, PractitionerRole
from models.vocabulary import DeviceId, LocationId, LocationKind, PractitionerId, Profile, Role

THIS_DEVICE = DeviceId(UUID("0192f0a0-0000-7000-8000-0000000000d1"))
OTHER_DEVICE = DeviceId(UUID("0192f0a0-0000-7000-8000-0000000000d2"))
PASSWORD = "correct horse battery staple"
CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Real Argon2id, as cheap as it goes: tests prove the logic, not the cost."""


def row_id(number: int) -> UUID:
    """A recognisable id."""
    return UUID(int=(0x0192F0A0_0000_7000_8000 << 48) + number)


ADA = PractitionerId(row_id(1))
BEN = PractitionerId(row_id(2))
CLEO = PractitionerId(row_id(3))
SITE, WARD, ROOM = (LocationId(row_id(n)) for n in (30, 31, 32))
BEDS = tuple(LocationId(row_id(40 + n)) for n in range(3))
STAFF = (
    (ADA, "ada", "Ada", "Obi", Role.RECEPTIONIST),
    (BEN, "ben", "Ben", "Musa", Role.NURSE),
    (CLEO, "cleo", "Cleo", "Adeyemi", Role.ADMINISTRATOR),
)


def person(practitioner_id: PractitionerId = ADA) -> Person:
    """A member of staff who has proved who they are."""
    for who, username, given, family, role in STAFF:
        if who == practitioner_id:
            return Person(who, username, f"{given} {family}", (role,))
    raise KeyError(practitioner_id)


def hospital_rows() -> list[Entity]:
    """Staff, desks and places."""
    rows: list[Entity] = []
    for number, (who, username, given, family, role) in enumerate(STAFF):
        rows += [
            Practitioner(id=who, given=given, family=family, active=True),
            PractitionerRole(id=row_id(10 + number), practitioner_id=who, role=role),
            PractitionerCredential(
                id=row_id(20 + number),
                practitioner_id=who,
                username=username,
                password_hash=CHEAP.hash(PASSWORD),
            ),
        ]
    rows += [
        Device(id=THIS_DEVICE, name="Counter 1", profile=Profile.RECEPTION, place="Main hall"),
        Device(id=OTHER_DEVICE, name="Ward desk", profile=Profile.WARD, place="Ward 3"),
        Location(id=SITE, kind=LocationKind.SITE, name="St Mary", number=1),
        Location(id=WARD, kind=LocationKind.WARD, name="Ward 3", number=2, part_of_id=SITE),
        Location(id=ROOM, kind=LocationKind.ROOM, name="Room A", number=3, part_of_id=WARD),
    ]
    for number, bed in enumerate(BEDS, start=1):
        name = f"Bed {number}"
        rows.append(
            Location(id=bed, kind=LocationKind.BED, name=name, number=100 + number, part_of_id=ROOM)
        )
    return rows
