"""Who and what there is in the simulated hospital: few of everything, so that paths cross."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from models.change_set import Op
from models.device import Device
from models.entity import Entity
from models.location import Location
from models.practitioner import Practitioner, PractitionerRole
from models.vocabulary import (
    LocationId,
    LocationKind,
    OpKind,
    PractitionerId,
    Profile,
    Role,
)


def number(kind: int, n: int) -> UUID:
    """A readable id: its kind and its number."""
    return UUID(int=(kind << 64) | (0x7 << 76) | (0x2 << 62) | n)


SERVICE_ID = number(1, 1)
DESKS: dict[UUID, Profile] = {
    number(2, 1): Profile.RECEPTION,
    number(2, 2): Profile.RECEPTION,
    number(2, 3): Profile.WARD,
}
CLERK = PractitionerId(number(3, 1))
NURSE = PractitionerId(number(3, 2))
STRANGER = PractitionerId(number(3, 3))
"""Works here, but nobody has given them a role yet: what they do waits at the service."""


@dataclass(frozen=True)
class People:
    """Who works at the desks: somebody who may do everything there, somebody else, and a third."""

    clerk: PractitionerId
    nurse: PractitionerId
    stranger: PractitionerId


PEOPLE = People(CLERK, NURSE, STRANGER)
WARD = LocationId(number(4, 1))
BEDS = tuple(LocationId(number(4, n)) for n in (2, 3))
PATIENTS_MAX = 5
PHONES = ("071 1", "071 2", "071 3")
FAMILIES = ("Okafor", "Silva", "Novak")
CITIES = ("Ealing", "Acton")
BIRTHDAYS = (date(1950, 2, 3), date(1987, 12, 31))


def founders() -> list[Entity]:
    """The reference records with which the hospital begins."""
    people = [
        Practitioner(id=person, family=family, given="G.", active=True)
        for person, family in ((CLERK, "Clerk"), (NURSE, "Nurse"), (STRANGER, "Stranger"))
    ]
    roles = [role_of(CLERK, Role.RECEPTIONIST, 1), role_of(NURSE, Role.NURSE, 2)]
    devices = [
        Device(id=desk, name=f"desk {n}", profile=profile, place="ground floor")
        for n, (desk, profile) in enumerate(DESKS.items(), start=1)
    ]
    ward = Location(id=WARD, kind=LocationKind.WARD, name="Ward", number=1)
    beds = [
        Location(id=bed, kind=LocationKind.BED, name=f"Bed {n}", number=10 + n, part_of_id=WARD)
        for n, bed in enumerate(BEDS)
    ]
    return [*people, *roles, *devices, ward, *beds]


def role_of(person: PractitionerId, role: Role, n: int) -> PractitionerRole:
    """A role for somebody."""
    return PractitionerRole(id=number(5, n), practitioner_id=person, role=role)


def insert_op(entity: Entity) -> Op:
    """The op that records a new reference row."""
    return Op(
        k=OpKind.INSERT, e=entity.TABLE, id=entity.id, root=entity.root_id, f=dict(entity.plain())
    )
