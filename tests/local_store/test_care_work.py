"""Drafts are signed once, mistakes are struck through, numbers of a desk have no gap."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from local_store.errors import MissingRowError, WrongEntityError
from local_store.store import Store, Tx
from models.change_set import Content, decode_content
from models.clinical import Observation
from models.medication import MedicationRequest
from models.patient import Patient
from models.vocabulary import (
    Frequency,
    MedicationId,
    OpKind,
    PatientId,
    RequestStatus,
    Route,
    RowId,
)
from tests.local_store.desk import USER, Desk, Service, registered


def drafted(tx: Tx, patient: PatientId) -> MedicationRequest:
    draft = MedicationRequest(
        id=tx.new_id(),
        recorded_at=tx.now,
        recorded_by_id=USER,
        patient_id=patient,
        prescription_id=RowId(UUID(int=4)),
        status=RequestStatus.DRAFT,
        medication_id=MedicationId(UUID(int=3)),
        medication_text="Amoxicillin 250 mg capsule",
        dose_value=Decimal(250),
        dose_unit="mg",
        route=Route.ORAL,
        frequency=Frequency.TWICE_DAILY,
        starts_at=tx.now,
    )
    tx.add(draft)
    return draft


def signed(tx: Tx, draft: MedicationRequest) -> MedicationRequest:
    return replace(draft, status=RequestStatus.ACTIVE, signed_at=tx.now, signed_by_id=USER)


def pulse_of(tx: Tx, patient: PatientId) -> UUID:
    pulse = Observation(
        id=tx.new_id(),
        recorded_at=tx.now,
        recorded_by_id=USER,
        patient_id=patient,
        code_system="http://loinc.org",
        code="8867-4",
        display="Heart rate",
        value=Decimal(80),
        unit="/min",
        effective_at=tx.now,
    )
    tx.add(pulse)
    return pulse.id


def measured(store: Store) -> UUID:
    patient = registered(store)
    with store.act("vitals.record", USER) as tx:
        return pulse_of(tx, patient)


def last_set(store: Store) -> Content:
    return decode_content(store.replica.pending(10, 10**6)[-1].content)


def test_a_draft_changes_until_it_is_signed_and_then_never_again(store: Store) -> None:
    patient = registered(store)
    with store.act("order.draft", USER) as tx:
        draft = drafted(tx, patient)
    with store.act("order.draft", USER) as tx:
        tx.change(MedicationRequest, draft.id, dose_value=Decimal(500))
    with store.act("order.sign", USER) as tx:
        held = tx.get(MedicationRequest, draft.id)
        assert held is not None
        document = signed(tx, held)
        tx.sign(MedicationRequest, draft.id, document, None)
        with pytest.raises(WrongEntityError):
            tx.change(MedicationRequest, draft.id, dose_value=Decimal(1))
        with pytest.raises(WrongEntityError):
            tx.sign(MedicationRequest, draft.id, document, None)
    (op,) = last_set(store).ops
    assert (op.k, op.base, op.token, op.root) == (OpKind.SIGN, 0, None, patient)
    assert op.f == document.plain()
    with store.read() as read:
        assert read.get(MedicationRequest, draft.id) == document


def test_an_order_can_be_made_and_signed_in_one_action(store: Store) -> None:
    patient = registered(store)
    with store.act("order.sign", USER) as tx:
        draft = drafted(tx, patient)
        tx.sign(MedicationRequest, draft.id, signed(tx, draft), None)
    content = last_set(store)
    assert [op.k for op in content.ops] == [OpKind.INSERT, OpKind.SIGN]
    with store.read() as read:
        held = read.get(MedicationRequest, draft.id)
    assert held is not None
    assert held.status is RequestStatus.ACTIVE


def test_a_signature_carries_the_token_and_the_base_it_was_made_on(store: Store) -> None:
    service = Service()
    patient = registered(store)
    with store.act("order.draft", USER) as tx:
        draft = drafted(tx, patient)
    with store.read() as read:
        assert not read.is_acknowledged(MedicationRequest, draft.id)
    store.replica.take_receipts(service.take(store), 1)
    with store.read() as read:
        assert read.is_acknowledged(MedicationRequest, draft.id)
    store.replica.apply_page(service.page_for(store))
    with store.act("order.sign", USER) as tx:
        assert tx.is_acknowledged(MedicationRequest, draft.id)
        tx.sign(MedicationRequest, draft.id, signed(tx, draft), 991)
    (op,) = last_set(store).ops
    assert (op.base, op.token) == (service.head, 991)


def test_only_a_draft_can_be_signed(store: Store) -> None:
    patient = registered(store)
    with store.act("order.sign", USER) as tx:
        draft = drafted(tx, patient)
        with pytest.raises(WrongEntityError):
            tx.sign(Patient, patient, Patient(id=patient, registered_at=tx.now), None)
        other = replace(draft, id=tx.new_id())
        with pytest.raises(WrongEntityError):
            tx.sign(MedicationRequest, draft.id, other, None)
        with pytest.raises(MissingRowError):
            tx.sign(MedicationRequest, other.id, other, None)


def test_what_was_made_in_error_stays_and_says_who_when_and_why(desk: Desk, store: Store) -> None:
    pulse = measured(store)
    desk.clock.pass_time(60)
    with store.act("record.void", USER) as tx:
        tx.void(Observation, pulse, "wrong patient")
    (op,) = last_set(store).ops
    assert (op.k, op.f) == (OpKind.VOID, {"void_reason": "wrong patient"})
    with store.read() as read:
        voided = read.get(Observation, pulse)
    assert voided is not None
    assert (voided.voided_at, voided.voided_by_id) == (desk.clock.wall, USER)
    assert (voided.void_reason, voided.value) == ("wrong patient", Decimal(80))


def test_a_record_is_voided_once(store: Store) -> None:
    pulse = measured(store)
    for reason in ("wrong patient", "again"):
        with store.act("record.void", USER) as tx:
            tx.void(Observation, pulse, reason)
    assert last_set(store).ops[0].f == {"void_reason": "wrong patient"}


def test_a_void_of_this_action_and_of_the_service_come_to_the_same(store: Store) -> None:
    """The overlay is laid anew when a page arrives, with the words of the change set."""
    pulse = measured(store)
    with store.act("record.void", USER) as tx:
        tx.void(Observation, pulse, "wrong patient")
    with store.read() as read:
        shown = read.get(Observation, pulse)
    service = Service()
    store.replica.take_receipts(service.take(store, 2), 1)
    store.replica.apply_page(service.page_for(store))
    with store.read() as read:
        assert read.get(Observation, pulse) == shown
        assert read.seq_of(Observation, pulse) > 0


def test_numbers_of_a_desk_have_no_gap_and_begin_with_one(store: Store) -> None:
    patient = registered(store)

    def take(name: str, *, save: bool) -> int:
        with store.act("payment.take", USER) as tx:
            number = tx.take_count(name)
            if save:
                drafted(tx, patient)
        return number

    def fail() -> None:
        with store.act("payment.take", USER) as tx:
            tx.take_count("receipt")
            raise KeyError

    assert take("receipt", save=True) == 1
    assert take("receipt", save=False) == 2
    with pytest.raises(KeyError):
        fail()
    assert [take("receipt", save=True) for _ in range(3)] == [2, 3, 4]
    assert take("token", save=True) == 1
