"""The demonstration hospital: complete, believable, made once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.check_digit import verhoeff_holds
from models.location import Location
from models.patient import PatientIdentifier, PatientName
from models.vocabulary import LocationKind
from server_stub import demonstration
from server_stub.demonstration_people import PEOPLE, STAFF
from server_stub.hospital import open_hospital
from server_stub.running import SystemClock, open_works
from server_stub.sql_port import SqlPort
from tests.service import ROOT, open_folder

CLOCK = SystemClock()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with open_folder(tmp_path_factory.mktemp("demonstration")) as folder:
        yield folder / "hospital"


@pytest.fixture(scope="module")
def made(home: Path) -> Any:
    """Printed by the program itself."""
    command = [sys.executable, "-P", "-m", "server_stub.demonstration", "--home", str(home)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return json.loads(done.stdout)


def rows(port: SqlPort, entity: type[Any]) -> list[Any]:
    with port.snapshot() as snapshot:
        found = snapshot.domain_rows(entity)
        return [entity.from_plain(row_id, row) for row_id, row in found]


def test_it_tells_who_may_sign_in_and_how_desks_join(made: Any) -> None:
    assert made["hospital"] == demonstration.NAME
    assert made["server"].startswith("https://127.0.0.1:")
    assert [user["username"] for user in made["users"]] == [p.username for p in STAFF]
    assert [(c["name"], c["profile"]) for c in made["codes"]] == [
        ("R-01", "reception"),
        ("W-01", "ward"),
    ]
    assert len({user["password"] for user in made["users"]}) == len(STAFF)


def test_everything_is_there_with_numbers_of_its_own(home: Path, made: Any) -> None:
    assert made
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        kinds = [place.kind for place in rows(works.port, Location)]
        names = rows(works.port, PatientName)
        numbers = [identifier.value for identifier in rows(works.port, PatientIdentifier)]
    assert [kinds.count(k) for k in (LocationKind.SITE, LocationKind.WARD)] == [1, 3]
    assert kinds.count(LocationKind.BED) == 24
    assert {(n.family, n.given) for n in names} == {(p.family, p.given) for p in PEOPLE}
    assert len(set(numbers)) == len(PEOPLE)
    assert all(verhoeff_holds(number) for number in numbers)


def test_a_second_start_makes_nothing_but_new_codes(home: Path, made: Any) -> None:
    again = demonstration.make_demonstration(home, CLOCK, os.urandom, with_patients=True)
    assert again["users"] == made["users"]
    assert not {c["code"] for c in again["codes"]} & {c["code"] for c in made["codes"]}
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        assert len(rows(works.port, PatientName)) == len(PEOPLE)
        before = works.engine.standing().head
    demonstration.make_demonstration(home, CLOCK, os.urandom, with_patients=True)
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        assert works.engine.standing().head == before


def test_one_that_was_cut_off_is_finished(folder: Path) -> None:
    home = folder / "hospital"
    first = demonstration.make_demonstration(home, CLOCK, os.urandom, with_patients=False)
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        assert rows(works.port, PatientName) == []
    second = demonstration.make_demonstration(home, CLOCK, os.urandom, with_patients=True)
    assert first["users"] == second["users"]
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        assert len(rows(works.port, PatientName)) == len(PEOPLE)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.family)
def test_a_patient_is_believable(person: Any) -> None:
    born = date.fromisoformat((person.born + "-01-01")[:10])
    assert date(1925, 1, 1) < born < CLOCK.now().date()
    assert person.gender in {"male", "female"}
    assert person.phone.startswith("+")
    assert all((person.family, person.given, person.street, person.city))
