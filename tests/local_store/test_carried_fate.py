"""What the service says of what paper brought, and what of it a desk may show."""

from pathlib import Path

from local_store.outbox import SetState
from models.change_set import decode_content
from models.clinical import Observation
from models.medication import MedicationRequest
from models.patient import Patient, PatientAddress
from models.vocabulary import OpKind, Profile, SetStatus
from models.wire import Receipt
from tests.local_store.desk import USER
from tests.local_store.islands import Island, Mainland, finds, island, shown_phone
from tests.local_store.test_care_work import drafted, pulse_of, signed


def test_a_set_that_waits_at_the_service_stays_and_is_offered_again(
    front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register(phone="0700")
    front.call(patient, "0711")
    _, second = front.print_patient(patient)
    ward.store.carry([second])
    service.push(ward)
    assert ward.state_of(second) == SetState.PARKED
    assert ward.store.replica.carried_pending(10, 10**6) == []
    service.push(front)
    service.pull(ward)
    assert ward.store.replica.carried_pending(10, 10**6) == [second]
    service.push(ward)
    service.pull(ward)
    assert ward.state_of(second) == SetState.SETTLED
    assert (shown_phone(ward, patient), ward.dirty()) == ("0711", 0)


def test_a_set_that_the_service_refuses_shows_no_more_and_is_named(
    front: Island, ward: Island
) -> None:
    patient = front.register()
    letter = front.print_patient(patient)
    ward.store.carry(letter)
    content = decode_content(letter[0].content)
    refused = Receipt(id=content.id, dseq=1, status=SetStatus.REJECTED, reason="gone:patient")
    ward.store.replica.take_receipts([refused], 1)
    assert shown_phone(ward, patient) is None
    assert not finds(ward, "0700")
    (named,) = ward.store.replica.summary().parked
    assert (named.status, named.reason, named.by_paper) == (
        SetStatus.REJECTED,
        "gone:patient",
        True,
    )


def test_what_waits_from_paper_is_counted_apart(front: Island, ward: Island) -> None:
    patient = front.register()
    ward.store.carry(front.print_patient(patient))
    summary = ward.store.replica.summary()
    assert (summary.waiting, summary.by_paper) == (0, 1)
    (waiting,) = summary.by_paper_sets
    assert (waiting.use_case, waiting.patients) == ("patient.register", (patient,))
    assert waiting.by_paper


def test_a_desk_shows_only_what_its_profile_holds_and_sends_all(
    tmp_path: Path, front: Island, service: Mainland
) -> None:
    till = island(tmp_path / "till", 12, Profile.CASHIER)
    service.welcome(front, till)
    service.pull(till)
    patient = front.register()
    with front.store.act("patient.change_address", USER) as tx:
        tx.add(PatientAddress(id=tx.new_id(), patient_id=patient, city="Kumasi"))
        pulse = pulse_of(tx, patient)
    letter = front.print((Observation, pulse))
    assert len(letter) == 2
    assert len(till.store.carry(letter).new) == 2
    with till.store.read() as read:
        assert read.get(Patient, patient) is not None
        assert read.all(PatientAddress) == []
        assert read.all(Observation) == []
    assert till.store.replica.carried_pending(10, 10**6) == letter
    service.push(till)
    till.store.replica.resend_from(1)
    with till.store.read() as read:
        assert read.all(Observation) == []
    till.store.close()


def test_an_order_signed_on_an_island_shows_signed_where_its_draft_never_was(
    front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register()
    with front.store.act("order.draft", USER) as tx:
        draft = drafted(tx, patient)
    service.push(front)
    service.pull(front)
    with front.store.act("order.sign", USER) as tx:
        document = signed(tx, draft)
        tx.sign(MedicationRequest, draft.id, document, 7)
    letter = front.print((MedicationRequest, draft.id))
    assert [op.k for s in letter for op in decode_content(s.content).ops] == [OpKind.SIGN]
    ward.store.carry(letter)
    with ward.store.read() as read:
        assert read.get(MedicationRequest, draft.id) == document
    service.push(ward)
    service.pull(ward)
    with ward.store.read() as read:
        assert read.get(MedicationRequest, draft.id) == document
    assert ward.dirty() == 0


def test_what_paper_brought_survives_a_restart(front: Island, ward: Island) -> None:
    patient = front.register()
    letter = front.print_patient(patient)
    ward.store.carry(letter)
    ward.restart()
    assert ward.store.notices == ()
    assert shown_phone(ward, patient) == "0700"
    assert ward.store.replica.carried_pending(10, 10**6) == letter


def test_a_service_that_lost_its_history_is_offered_everything_again(
    front: Island, ward: Island, service: Mainland
) -> None:
    patient = front.register()
    letter = front.print_patient(patient)
    ward.store.carry(letter)
    service.push(ward)
    service.pull(ward)
    ward.store.replica.resend_from(1)
    assert ward.store.replica.carried_pending(10, 10**6) == letter
    assert shown_phone(ward, patient) == "0700"
    service.push(ward)
    assert ward.state_of(letter[0]) == SetState.SETTLED
    assert ward.dirty() == 0
