"""A signed paper that is scanned opens what it is about, wherever one is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.paper_link import LetterKind, encode_parts
from models.vocabulary import DeviceId, MedicationId, Role
from tests.app.paper.test_intake import key_of
from tests.app.pharmacy.counter import AMOX, ORDERS, PHARMACIST, Counter, a_counter
from tests.builders import NOW, OTHER_DEVICE
from tests.models.letters import Writer, newcomer, prescription, visit
from tests.views.pharmacy_hands import a_window, pharmacy
from views.main_window import MainWindow
from views.theme import Theme


@pytest.fixture
def counter(tmp_path: Path, theme: Theme) -> Iterator[Counter]:
    made = a_counter(tmp_path / "store")
    yield made
    made.bench.close()


@pytest.fixture
def main(counter: Counter, qtbot: QtBot) -> Iterator[MainWindow]:
    yield from a_window(counter, qtbot)


def test_a_scanned_prescription_comes_into_hand_from_wherever_one_is(
    main: MainWindow, counter: Counter
) -> None:
    reception, ward = Writer(1, NOW), Writer(2, NOW)
    ward.device = DeviceId(OTHER_DEVICE)
    patient_id, registered = newcomer(reception)
    encounter_id, opened = visit(reception, patient_id)
    products = [MedicationId(AMOX.id)]
    subject, orders = prescription(ward, patient_id, encounter_id, 1, products)
    counter.bench.arrive(key_of(reception, 1), key_of(ward, 2))
    sets = [registered, opened, *orders]
    (text,) = encode_parts(sets, subject=subject, kind=LetterKind.PRESCRIPTION)
    main.open_patient(ORDERS[0].patient_id)
    main.scan(text.lower())
    view = pharmacy(main)
    assert view.panel.prescription_id == subject
    assert view.panel.name.text() == "OKONKWO-MENSAH, Adaeze Chinwe (Ms)"
    assert "From paper: signature of" in view.panel.notice.text
    assert view.panel.paper.isVisible()
    main.scan(f"{text[:-1]}{'0' if text[-1] != '0' else '1'}")
    assert "not read correctly" in main.warning.text


def test_a_paper_at_a_desk_without_a_pharmacist_opens_the_patient(
    main: MainWindow, counter: Counter
) -> None:
    nurse = type(PHARMACIST)(PHARMACIST.id, "ben", "Ben Musa", (Role.NURSE,))
    counter.bench.desk.sign_in(nurse)
    main.seat()
    reception = Writer(1, NOW)
    patient_id, registered = newcomer(reception)
    counter.bench.arrive(key_of(reception, 1))
    (text,) = encode_parts([registered], subject=patient_id, kind=LetterKind.ADMISSION)
    main.scan(text)
    assert counter.bench.desk.patient == patient_id
    assert "From paper" in main.patient.notice.text
