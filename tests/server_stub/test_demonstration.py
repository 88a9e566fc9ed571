"""The demonstration hospital: complete, believable, made once."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from biip.gtin import Gtin

from models.billing import ChargeItemDefinition
from models.check_digit import verhoeff_holds
from models.location import Location
from models.medication import Medication, RuleTable, StockMovement, SubstanceGroup
from models.patient import PatientIdentifier, PatientName
from models.vocabulary import ChargeTrigger, LocationKind, Role
from server_stub import demonstration
from server_stub.demonstration_people import PEOPLE, STAFF
from server_stub.demonstration_stock import EXPIRED, EXPIRES_SOON
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
        ("W-02", "ward"),
        ("P-01", "pharmacy"),
        ("C-01", "cashier"),
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


def test_every_part_of_the_day_has_two_people(made: Any) -> None:
    roles = [role for user in made["users"] for role in user["roles"]]
    for role in (Role.RECEPTIONIST, Role.NURSE, Role.DOCTOR, Role.PHARMACIST, Role.CASHIER):
        assert roles.count(role.value) >= 2, role


def test_the_formulary_has_sound_packs_and_look_alikes_in_tall_letters(home: Path) -> None:
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        medicines = rows(works.port, Medication)
    assert len(medicines) >= 24
    assert all(Gtin.parse(m.gtin).as_gtin_13().startswith("950600") for m in medicines)
    assert len({m.gtin for m in medicines}) == len({m.code for m in medicines}) == len(medicines)
    assert {"hydrALAZINE", "hydrOXYzine"} <= {m.display_name for m in medicines}


def test_the_allergy_table_is_in_date_and_knows_what_the_formulary_needs(home: Path) -> None:
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        (table,) = rows(works.port, RuleTable)
        groups = rows(works.port, SubstanceGroup)
        medicines = rows(works.port, Medication)
    today = CLOCK.now().date()
    assert table.issued_on < today < table.good_until
    assert table.row_count == len(groups)
    of = {g.code: {o.group_code for o in groups if o.code == g.code} for g in groups}
    assert of["amoxicillin"] >= {"penicillins", "side-chain-a"}
    assert "penicillins" in of["phenoxymethylpenicillin"]
    assert "side-chain-a" in of["cefalexin"]
    assert "penicillins" not in of["cefalexin"]
    crossing = {g.group_code for g in groups if g.is_cross}
    assert crossing == {"side-chain-a", "side-chain-b", "side-chain-c", "side-chain-d"}
    classed = {m.ingredient_code for m in medicines} & of.keys()
    assert classed >= {"ceftriaxone", "clarithromycin", "ibuprofen", "morphine"}


def test_every_supply_has_one_price_and_every_event_is_charged(home: Path) -> None:
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        tariff = rows(works.port, ChargeItemDefinition)
        codes = {m.code for m in rows(works.port, Medication)}
    assert {line.event for line in tariff} == set(ChargeTrigger)
    assert {line.currency for line in tariff} == {"EUR"}
    dispensed = [t.applies_to for t in tariff if t.event is ChargeTrigger.MEDICINE_DISPENSED]
    assert sorted(dispensed) == sorted(codes)
    assert 0 in {line.unit_price_minor for line in tariff}, "a price of nought is a price"


def test_the_pharmacy_has_batches_of_everything_one_expired_and_one_soon_to(home: Path) -> None:
    with open_works(open_hospital(home), CLOCK, os.urandom) as works:
        stock = rows(works.port, StockMovement)
        places = {place.id: place for place in rows(works.port, Location)}
        codes = {m.id: m.code for m in rows(works.port, Medication)}
    today = CLOCK.now().date()
    assert {places[movement.place_id].name for movement in stock} == {"Pharmacy"}
    batches = Counter(codes[movement.medication_id] for movement in stock)
    assert set(batches) == set(codes.values())
    assert set(batches.values()) == {2, 3}
    assert len({movement.batch for movement in stock}) == len(stock)
    assert [codes[m.medication_id] for m in stock if m.expires_on < today] == [EXPIRED]
    soon = [m for m in stock if 0 <= (m.expires_on - today).days < 30]
    assert [codes[m.medication_id] for m in soon] == [EXPIRES_SOON]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.family)
def test_a_patient_is_believable(person: Any) -> None:
    born = date.fromisoformat((person.born + "-01-01")[:10])
    assert date(1925, 1, 1) < born < CLOCK.now().date()
    assert person.gender in {"male", "female"}
    assert person.phone.startswith("+")
    assert all((person.family, person.given, person.street, person.city))
