"""Two desks without a line: the ward signs and prints, the pharmacy scans, verifies, dispenses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest

from app.allergies.none_known import NONE_KNOWN
from app.command import Done
from app.encounters.open_visit import OPEN_VISIT
from app.paper.intake import IntakeState
from app.pharmacy.queries import PRESCRIPTION, WORKLIST
from app.pharmacy.record_dispense import RECORD_DISPENSE
from models.change_set import decode_content
from models.device import DeviceKey
from models.medication import MedicationDispense
from models.paper_link import join, read_part
from models.vocabulary import DeviceId, PatientId, Profile
from printing.signed_code import LEAST_MODULE_MM, MOST_MM, signed_codes
from tests.app.formulary import ADMINISTRATOR, DOCTOR, FORMULARY, draft, stock_the_ward
from tests.app.pharmacy.counter import PHARMACIST
from tests.app.test_print_orders import codes_of, printed, sign
from tests.builders import OTHER_DEVICE, THIS_DEVICE, Workbench, a_workbench, row_id
from tests.models.formulary import GROUPS, rule_table


@dataclass
class Islands:
    """A ward with a newcomer and a signed order of three, and a pharmacy that knows neither."""

    ward: Workbench
    pharmacy: Workbench
    patient_id: PatientId
    codes: list[str]


@pytest.fixture
def islands(tmp_path: Path) -> Iterator[Islands]:
    ward = a_workbench(tmp_path / "ward", Profile.WARD)
    patient_id = stock_the_ward(ward)
    ward.desk.sign_in(ADMINISTRATOR)
    assert isinstance(ward.save(OPEN_VISIT, {"patient": patient_id}), Done)
    assert isinstance(ward.save(NONE_KNOWN, {"patient": patient_id}), Done)
    ward.desk.sign_in(DOCTOR)
    for medicine in ("doxycycline", "cefalexin", "ceftriaxone"):
        assert isinstance(draft(ward, patient_id, medicine), Done)
    sign(ward, patient_id)
    codes = codes_of(printed(ward, patient_id))
    pharmacy = a_pharmacy(tmp_path / "pharmacy", ward)
    yield Islands(ward, pharmacy, patient_id, codes)
    ward.close()
    pharmacy.close()


def a_pharmacy(folder: Path, ward: Workbench) -> Workbench:
    made = a_workbench(folder, Profile.PHARMACY)
    identity = made.store.identity
    assert identity is not None
    made.store.adopt(replace(identity, device=OTHER_DEVICE), made.standing())
    public = ward.store.public_key.hex()
    key = DeviceKey(id=row_id(700), device_id=DeviceId(THIS_DEVICE), inc=1, public_key=public)
    made.arrive(*FORMULARY, rule_table(), *GROUPS, key)
    made.clock.go_on(3600)
    made.desk.sign_in(PHARMACIST)
    return made


def letters_in(codes: list[str]) -> list[str]:
    return [text for text in codes if text.startswith("ALM")]


def test_an_order_of_three_with_its_newcomer_visit_and_allergies_is_one_code_of_50_mm(
    islands: Islands,
) -> None:
    (text,) = letters_in(islands.codes)
    sets = join([read_part(text)]).sets
    assert [decode_content(each.content).use_case for each in sets] == [
        *("patient.register", "encounter.open", "allergy.none_known"),
        *("order.draft", "order.draft", "order.draft", "order.sign"),
    ]
    (code,) = signed_codes((text,))
    assert code.side_mm <= MOST_MM + 1e-9
    assert code.module_mm >= LEAST_MODULE_MM


def test_the_pharmacy_dispenses_what_it_has_never_heard_of(islands: Islands) -> None:
    office = islands.pharmacy.office
    taken = [office.paper.take_scan(text) for text in letters_in(islands.codes)][-1]
    assert taken.state is IntakeState.COMPLETE
    assert taken.patient_id == islands.patient_id
    assert "signature of Ben Musa at Counter 1 (Main hall)" in taken.words
    (row,) = office.ask(WORKLIST)
    assert row.from_paper
    card = office.ask(PRESCRIPTION, row.prescription_id)
    assert card is not None
    assert [item.warnings for item in card.items] == [(), (), ()]
    for item in card.items:
        context = {"request": item.request_id, "gtin": None}
        typed = {"quantity": "15", "batch": "X-1", "expires": "06/2027"}
        done = islands.pharmacy.save(RECORD_DISPENSE, context, **typed)
        assert isinstance(done, Done), done
    with islands.pharmacy.store.read() as read:
        made = read.all(MedicationDispense)
    assert [each.from_paper for each in made] == [True, True, True]
    assert office.ask(WORKLIST) == ()


def test_scanning_again_after_dispensing_changes_nothing(islands: Islands) -> None:
    office = islands.pharmacy.office
    texts = letters_in(islands.codes)
    for text in texts:
        office.paper.take_scan(text)
    waiting = islands.pharmacy.store.replica.carried_pending(100, 10**7)
    dump = islands.pharmacy.store.replica.dump()
    subject: UUID | None = None
    for text in reversed(texts):
        again = office.paper.take_scan(text)
        subject = again.subject
    assert subject is not None
    assert islands.pharmacy.store.replica.carried_pending(100, 10**7) == waiting
    assert islands.pharmacy.store.replica.dump() == dump
