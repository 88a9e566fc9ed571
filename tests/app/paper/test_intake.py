"""What a pharmacist is told when a signed paper is scanned, and that it has one effect."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from app.command import Done
from app.paper.intake import Intake, IntakeState, looks_like_letter
from app.pharmacy.queries import PRESCRIPTION, WORKLIST
from models.change_set import Sealed
from models.device import DeviceKey
from models.medication import MedicationDispense, MedicationRequest
from models.paper_link import LetterKind, encode_parts
from models.patient import Patient
from models.vocabulary import DeviceId, MedicationId, PatientId
from tests.app.pharmacy.counter import AMOX, DOXY, PARACETAMOL, Counter, a_counter
from tests.builders import NOW, OTHER_DEVICE, row_id
from tests.models.letters import Writer, newcomer, prescription, visit

PRODUCTS = [MedicationId(each.id) for each in (AMOX, DOXY, PARACETAMOL)]


@dataclass
class Outage:
    """A pharmacy that has never heard of a newcomer, and the desks that have."""

    counter: Counter
    patient_id: PatientId
    subject: UUID
    admission: list[Sealed]
    orders: list[Sealed]

    def scan(self, text: str) -> Intake:
        return self.counter.bench.office.paper.take_scan(text)

    def printed(self, sets: list[Sealed] | None = None) -> tuple[str, ...]:
        whole = [*self.admission, *self.orders] if sets is None else sets
        return encode_parts(whole, subject=self.subject, kind=LetterKind.PRESCRIPTION)

    def requests(self) -> list[MedicationRequest]:
        with self.counter.bench.store.read() as read:
            return read.all(MedicationRequest, prescription_id=self.subject)


def key_of(desk: Writer, number: int) -> DeviceKey:
    public = desk.key.public_key().public_bytes_raw().hex()
    return DeviceKey(id=row_id(700 + number), device_id=desk.device, inc=1, public_key=public)


@pytest.fixture
def outage(tmp_path: Path) -> Iterator[Outage]:
    reception, ward = Writer(1, NOW), Writer(2, NOW)
    ward.device = DeviceId(OTHER_DEVICE)
    patient_id, registered = newcomer(reception)
    encounter_id, opened = visit(reception, patient_id)
    subject, orders = prescription(ward, patient_id, encounter_id, 3, PRODUCTS)
    keys = key_of(reception, 1), key_of(ward, 2)
    made = a_counter(tmp_path / "store", *keys)
    yield Outage(made, patient_id, subject, [registered, opened], orders)
    made.bench.close()


def test_a_scanned_prescription_is_verified_and_waits_at_the_pharmacy(outage: Outage) -> None:
    (text,) = outage.printed()
    assert looks_like_letter(text)
    taken = outage.scan(text)
    assert (taken.state, taken.kind, taken.subject, taken.patient_id) == (
        IntakeState.COMPLETE,
        "prescription",
        outage.subject,
        outage.patient_id,
    )
    assert taken.is_prescription
    assert taken.words.startswith("From paper: signature of ")
    assert "at Ward desk (Ward 3)" in taken.words
    assert taken.words.endswith("verified · waits to be sent")
    rows = outage.counter.bench.office.ask(WORKLIST)
    (row,) = (each for each in rows if each.prescription_id == outage.subject)
    assert (row.patient, row.from_paper) == ("OKONKWO-MENSAH, Adaeze Chinwe (Ms)", True)
    card = outage.counter.bench.office.ask(PRESCRIPTION, outage.subject)
    assert card is not None
    assert card.from_paper
    assert "signed offline" in card.signed


def test_what_came_by_paper_is_dispensed_and_says_so(outage: Outage) -> None:
    outage.scan(*outage.printed())
    order = outage.requests()[0]
    done = outage.counter.dispense(order, quantity="30", reason="Asked: none known")
    assert isinstance(done, Done), done
    with outage.counter.bench.store.read() as read:
        (row,) = read.all(MedicationDispense)
    assert (row.from_paper, row.quantity) == (True, Decimal(30))


def test_scanned_twice_it_is_one_order(outage: Outage) -> None:
    outage.scan(*outage.printed())
    again = outage.scan(*outage.printed())
    assert again.state is IntakeState.KNOWN
    assert again.words.startswith("Known here already")
    assert again.subject == outage.subject
    assert len(outage.requests()) == 3


def test_paper_before_and_after_the_wire_is_one_order(outage: Outage) -> None:
    (text,) = outage.printed()
    outage.scan(text)
    with outage.counter.bench.store.read() as read:
        patient = read.get(Patient, outage.patient_id)
    assert patient is not None
    before = outage.requests()
    outage.counter.bench.arrive(patient, *before)
    assert outage.requests() == before
    assert outage.scan(text).state is IntakeState.KNOWN
    assert outage.requests() == before


def test_parts_are_gathered_in_any_order_and_apart_from_another_papers(outage: Outage) -> None:
    many = Writer(5, NOW)
    patient_id, registered = newcomer(many)
    encounter_id, opened = visit(many, patient_id)
    _, orders = prescription(many, patient_id, encounter_id, 40)
    outage.counter.bench.arrive(key_of(many, 5))
    parts = outage.printed([registered, opened, *orders])
    other = outage.printed([registered, opened, *orders[:1]])
    assert len(parts) > 1
    assert len(other) > 1
    waiting = outage.scan(parts[-1])
    assert waiting.state is IntakeState.WAITING_FOR_PARTS
    assert waiting.words.startswith(f"Part {len(parts)} of {len(parts)} is read. Part 1")
    assert outage.scan(other[0]).state is IntakeState.WAITING_FOR_PARTS
    assert outage.scan(parts[-1]).state is IntakeState.WAITING_FOR_PARTS
    states = [outage.scan(part).state for part in parts[:-1]]
    assert states[-1] is IntakeState.COMPLETE
    assert set(states[:-1]) <= {IntakeState.WAITING_FOR_PARTS}


def test_a_paper_of_a_desk_that_is_not_known_is_refused_in_words(outage: Outage) -> None:
    stranger = Writer(9, NOW)
    _, registered = newcomer(stranger)
    refused = outage.scan(*outage.printed([registered]))
    assert refused.state is IntakeState.REFUSED
    assert "not made by a workstation that is known here" in refused.words


def test_a_changed_order_is_refused_and_leaves_nothing(outage: Outage) -> None:
    drafted, signed = outage.orders
    forged = Sealed(
        content=signed.content.replace(b"three-times-daily", b"every-other-daily"),
        link=signed.link,
        sig=signed.sig,
    )
    refused = outage.scan(*outage.printed([*outage.admission, drafted, forged]))
    assert refused.state is IntakeState.REFUSED
    assert "altered" in refused.words
    assert outage.requests() == []


def test_a_code_that_was_misread_or_is_foreign_is_refused_in_words(outage: Outage) -> None:
    (text,) = outage.printed()
    assert "not read correctly" in outage.scan(f"{text[:-1]}0").words or text.endswith("0")
    assert "not from Almoner" in outage.scan("HELLO").words


def test_an_order_of_a_patient_who_is_not_known_says_what_to_scan(outage: Outage) -> None:
    taken = outage.scan(*outage.printed(outage.orders))
    assert taken.state is IntakeState.PATIENT_UNKNOWN
    assert "Scan the admission slip" in taken.words
    assert taken.patient_id is None
    known = outage.scan(*outage.printed(outage.admission))
    assert known.patient_id == outage.patient_id
    assert len(outage.requests()) == 3
