"""The demonstration hospital: `python -m server_stub.demonstration --home DIR`.

It is made once; cut off half-way it is finished by the next start. What was made, who may sign in
and codes for workstations are printed as JSON. The passwords are made for this hospital and
kept beside its keys; nothing in the program knows them.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from models.ids import Clock, Entropy
from models.location import Location
from models.vocabulary import LocationId, LocationKind, PractitionerId, Profile
from server_stub import places, staff
from server_stub.admin import TROUBLE
from server_stub.demonstration_patients import NAMESPACE, make_patients
from server_stub.demonstration_people import (
    BEDS_PER_ROOM,
    PHARMACIST,
    PHARMACY,
    STAFF,
    WARDS,
)
from server_stub.demonstration_stock import make_stock
from server_stub.demonstration_tables import make_tables
from server_stub.homes import home_argument, running_url
from server_stub.hospital import (
    Hospital,
    Settings,
    has_hospital,
    make_hospital,
    open_hospital,
)
from server_stub.keys import random_password, write_private
from server_stub.operator_line import Operator, open_operator
from server_stub.operator_requests import (
    CodeRequest,
    KnownRequest,
    ReferenceRequest,
)
from server_stub.running import SystemClock
from server_stub.service_log import set_up_logging
from server_stub.writing import write_new

NAME = "St. Anne's Hospital"
WORKSTATIONS = (
    CodeRequest(profile=Profile.RECEPTION, name="R-01", place="Reception"),
    CodeRequest(profile=Profile.WARD, name="W-01", place="Medical Ward"),
    CodeRequest(profile=Profile.WARD, name="W-02", place="Doctors' room"),
    CodeRequest(profile=Profile.PHARMACY, name="P-01", place="Pharmacy"),
    CodeRequest(profile=Profile.CASHIER, name="C-01", place="Cash desk"),
)


def main(arguments: Sequence[str]) -> int:
    """Make what is missing and print all of it: 0 when done."""
    parser = argparse.ArgumentParser(prog="demonstration", description=__doc__)
    parser.add_argument("--home", **home_argument())
    parser.add_argument("--without-patients", action="store_true", help="an empty registry")
    given = parser.parse_args(arguments)
    set_up_logging()
    try:
        made = make_demonstration(
            given.home, SystemClock(), os.urandom, with_patients=not given.without_patients
        )
    except TROUBLE as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
    return 0


def make_demonstration(
    home: Path, clock: Clock, entropy: Entropy, *, with_patients: bool
) -> dict[str, Any]:
    """Make the hospital, or what is missing of it; gives what `main` prints.

    Raises:
        one of `admin.TROUBLE`: it could not be made; a second start goes on from there.
    """
    if not has_hospital(home):
        settings = Settings(name=NAME)
        make_hospital(home, settings, database_url=None, clock=clock, entropy=entropy)
    hospital = open_hospital(home)
    passwords = _passwords(home, entropy)
    with open_operator(hospital, clock, entropy) as operator:
        _make_places(operator)
        _make_staff(operator, passwords, clock, entropy)
        make_tables(operator, clock)
        make_stock(operator, _pharmacy_id(), _pharmacist(operator), clock.now())
        if with_patients:
            make_patients(operator, clock)
        codes = [(asked, operator.new_code(asked)) for asked in WORKSTATIONS]
    return {
        "hospital": hospital.settings.name,
        "home": str(home.resolve()),
        "server": _url(hospital),
        "users": [
            {
                "username": person.username,
                "password": passwords[person.username],
                "name": f"{person.given} {person.family}",
                "roles": [role.value for role in person.roles],
            }
            for person in STAFF
        ],
        "codes": [
            {"code": code, "profile": a.profile.value, "name": a.name, "place": a.place}
            for a, code in codes
        ],
    }


def _url(hospital: Hospital) -> str:
    return running_url(hospital.home) or f"https://127.0.0.1:{hospital.settings.port}"


def _passwords(home: Path, entropy: Entropy) -> dict[str, str]:
    file = home / "keys" / "demonstration.json"
    found: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    newcomers = [person.username for person in STAFF if person.username not in found]
    if newcomers:
        found |= {username: random_password(entropy)[:12] for username in newcomers}
        write_private(file, json.dumps(found).encode())
    return found


def _make_places(operator: Operator) -> None:
    wanted = list(_places())
    known = operator.known(KnownRequest(table=Location.TABLE, ids=[p.id for p in wanted]))
    write_new(operator, places.USE_CASE, [[p] for p in wanted if p.id not in known])


def _places() -> Iterator[Location]:
    number = 0

    def place(kind: LocationKind, name: str, within: UUID | None) -> Location:
        nonlocal number
        number += 1
        parent = None if within is None else LocationId(within)
        place_id = uuid5(NAMESPACE, f"place/{number}")
        return Location(id=place_id, kind=kind, name=name, number=number, part_of_id=parent)

    site = place(LocationKind.SITE, NAME, None)
    yield site
    for ward_name, rooms in WARDS:
        ward = place(LocationKind.WARD, ward_name, site.id)
        yield ward
        for room_name in rooms:
            room = place(LocationKind.ROOM, f"Room {room_name}", ward.id)
            yield room
            for bed in range(1, BEDS_PER_ROOM + 1):
                yield place(LocationKind.BED, f"{room_name}-{bed}", room.id)
    yield place(LocationKind.ROOM, PHARMACY, site.id)


def _pharmacy_id() -> LocationId:
    (pharmacy,) = (p for p in _places() if p.name == PHARMACY)
    return LocationId(pharmacy.id)


def _pharmacist(operator: Operator) -> PractitionerId:
    known = operator.reference(ReferenceRequest(table="practitioner_credential")).values()
    (person,) = (row["practitioner_id"] for row in known if row["username"] == PHARMACIST)
    return PractitionerId(UUID(str(person)))


def _make_staff(
    operator: Operator, passwords: dict[str, str], clock: Clock, entropy: Entropy
) -> None:
    known = operator.reference(ReferenceRequest(table="practitioner_credential"))
    taken = {row["username"] for row in known.values()}
    for person in STAFF:
        if person.username not in taken:
            user = staff.NewUser(
                username=person.username,
                family=person.family,
                given=person.given,
                roles=person.roles,
            )
            staff.add_user(operator, user, passwords[person.username], clock, entropy)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
