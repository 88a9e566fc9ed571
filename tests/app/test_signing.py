"""Signing orders, with the lock of the service and without the service; stopping them for good."""

from typing import Any

import pytest

from app.allergies.none_known import NONE_KNOWN
from app.command import Done, Refused
from app.orders.discard_draft import DISCARD_DRAFT
from app.orders.queries import PATIENT_ORDERS
from app.orders.rows import OrderRow
from app.orders.sign_orders import SIGN_ORDERS, resource_of
from app.orders.standing import OrderState
from app.orders.stop_order import STOP_ORDER
from models.medication import MedicationRequest, MedicationStop
from models.vocabulary import OpKind, PatientId, RequestStatus
from sync_client.status import LineState
from tests.app.fixed_line import FixedLine, FixedLock
from tests.app.formulary import DOCTOR, NURSE, draft, later, record, stock_the_ward
from tests.builders import Workbench


@pytest.fixture
def patient(ward: Workbench) -> PatientId:
    return stock_the_ward(ward)


@pytest.fixture
def asked(ward: Workbench, patient: PatientId) -> PatientId:
    """A patient who knows of no allergy."""
    ward.save(NONE_KNOWN, {"patient": patient})
    return patient


def orders(ward: Workbench, patient_id: PatientId) -> tuple[OrderRow, ...]:
    return ward.office.ask(PATIENT_ORDERS, patient_id)


def requests(ward: Workbench) -> list[MedicationRequest]:
    with ward.store.read() as read:
        return read.all(MedicationRequest)


def sign(ward: Workbench, patient_id: PatientId, prescription: object = None) -> Any:
    later(ward, minutes=1)
    found = prescription or orders(ward, patient_id)[0].prescription_id
    return ward.save(SIGN_ORDERS, {"patient": patient_id, "prescription": found})


def stop(ward: Workbench, patient_id: PatientId, kind: str = "stop", **raw: str) -> Any:
    later(ward, minutes=1)
    order_id = orders(ward, patient_id)[0].order_id
    context = {"patient": patient_id, "order": order_id}
    return ward.save(STOP_ORDER, context, kind=kind, reason="rash", **raw)


def test_several_drafts_of_one_person_are_one_prescription_signed_together(
    ward: Workbench, asked: PatientId
) -> None:
    draft(ward, asked, "doxycycline")
    draft(ward, asked, "ceftriaxone", frequency="daily")
    assert isinstance(sign(ward, asked), Done)
    found = requests(ward)
    assert {each.status for each in found} == {RequestStatus.ACTIVE}
    assert len({each.prescription_id for each in found}) == 1
    assert all(each.signed_by_id == DOCTOR.id for each in found)


def test_a_draft_born_here_is_signed_without_a_lock(ward: Workbench, asked: PatientId) -> None:
    ward.office.line = line = FixedLine()
    draft(ward, asked)
    sign(ward, asked)
    assert line.locked == []
    (order,) = requests(ward)
    assert order.signed_offline is False


def test_a_draft_the_service_has_is_signed_under_its_lock(
    ward: Workbench, asked: PatientId
) -> None:
    ward.office.line = line = FixedLine()
    draft(ward, asked)
    ward.accept()
    sign(ward, asked)
    (order,) = requests(ward)
    assert line.locked == [resource_of(order.id)]
    assert line.released == []
    (op,) = [op for content in ward.waiting() for op in content.ops]
    assert (op.k, op.token) == (OpKind.SIGN, 991)


def test_the_lock_of_another_desk_is_named_and_nothing_is_signed(
    ward: Workbench, asked: PatientId
) -> None:
    ward.office.line = FixedLine(lock_answer=FixedLock(None, "Dr Musa is signing it at Ward desk."))
    draft(ward, asked)
    ward.accept()
    outcome = sign(ward, asked)
    assert isinstance(outcome, Refused)
    assert "Dr Musa" in outcome.words
    assert requests(ward)[0].status is RequestStatus.DRAFT


def test_locks_are_given_back_when_the_rule_says_no(ward: Workbench, asked: PatientId) -> None:
    ward.office.line = line = FixedLine()
    draft(ward, asked, "amoxicillin")
    record(ward, asked, "amoxicillin")
    ward.accept()
    assert isinstance(sign(ward, asked), Refused)
    assert [token for _, token in line.released] == [991]


def test_without_the_service_a_known_draft_is_left_and_a_new_order_replaces_it(
    ward: Workbench, asked: PatientId
) -> None:
    draft(ward, asked)
    ward.accept()
    (before,) = requests(ward)
    ward.office.line = FixedLine(LineState.OFFLINE)
    assert isinstance(sign(ward, asked), Done)
    left, signed = sorted(requests(ward), key=lambda each: each.replaces_id is not None)
    assert left == before
    assert signed.replaces_id == left.id
    assert signed.signed_offline is True
    (row,) = orders(ward, asked)
    assert row.order_id == signed.id
    assert "SIGNED OFFLINE" in row.state_words


def test_a_line_that_dies_before_the_lock_leads_to_a_signature_offline(
    ward: Workbench, asked: PatientId
) -> None:
    draft(ward, asked)
    ward.accept()
    ward.office.line = FixedLine(lock_answer=FixedLock(None))
    assert isinstance(sign(ward, asked), Done)
    assert any(each.signed_offline for each in requests(ward))


def test_what_is_signed_is_never_altered_and_a_second_signature_is_refused(
    ward: Workbench, asked: PatientId
) -> None:
    draft(ward, asked)
    prescription = orders(ward, asked)[0].prescription_id
    sign(ward, asked)
    again = sign(ward, asked, prescription)
    assert isinstance(again, Refused)
    assert again.code == "nothing"
    order = orders(ward, asked)[0].order_id
    assert isinstance(ward.save(DISCARD_DRAFT, {"patient": asked, "order": order}), Refused)


def test_a_discarded_draft_stays_to_be_seen_and_is_not_signed(
    ward: Workbench, asked: PatientId
) -> None:
    draft(ward, asked)
    row = orders(ward, asked)[0]
    ward.save(DISCARD_DRAFT, {"patient": asked, "order": row.order_id})
    assert orders(ward, asked)[0].state is OrderState.CANCELLED
    assert isinstance(sign(ward, asked, row.prescription_id), Refused)


def test_an_order_is_held_resumed_and_stopped_for_good(ward: Workbench, asked: PatientId) -> None:
    draft(ward, asked)
    sign(ward, asked)
    for kind, state in (
        ("hold", OrderState.HELD),
        ("resume", OrderState.ACTIVE),
        ("stop", OrderState.STOPPED),
    ):
        assert isinstance(stop(ward, asked, kind), Done)
        assert orders(ward, asked)[0].state is state
    for kind in ("hold", "resume", "stop"):
        assert isinstance(stop(ward, asked, kind), Refused)


def test_a_stop_is_recorded_offline_and_says_so(ward: Workbench, asked: PatientId) -> None:
    ward.office.line = FixedLine()
    draft(ward, asked)
    sign(ward, asked)
    ward.office.line = FixedLine(LineState.OFFLINE)
    assert isinstance(stop(ward, asked), Done)
    with ward.store.read() as read:
        (recorded,) = read.all(MedicationStop)
    assert recorded.offline
    assert "SIGNED OFFLINE" in orders(ward, asked)[0].state_words


def test_a_draft_is_not_stopped_but_discarded(ward: Workbench, asked: PatientId) -> None:
    draft(ward, asked)
    assert isinstance(stop(ward, asked), Refused)


def test_a_nurse_neither_drafts_nor_signs(ward: Workbench, asked: PatientId) -> None:
    draft(ward, asked)
    ward.desk.sign_in(NURSE)
    for outcome in (draft(ward, asked), sign(ward, asked)):
        assert isinstance(outcome, Refused)
        assert outcome.code == "right"
