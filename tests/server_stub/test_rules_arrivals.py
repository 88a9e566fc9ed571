"""Records of care that came late or by paper say so; those that came at once say nothing."""

from uuid import UUID

import pytest

from models.attention import Provenance
from models.change_set import Op, Sealed
from models.values import us_from_instant
from models.vocabulary import ArrivalKind, OpKind, ReplicaClass
from models.wire import PushReply, PushRequest
from server_stub.batch_item import Push
from tests.server_stub.care import Care, minutes
from tests.server_stub.hospital import Desk, Hospital


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


def test_what_comes_at_once_is_not_noted(care: Care) -> None:
    care.record("observation", recorded_at=care.now() - minutes(0.1))
    assert care.rows(Provenance) == []


def test_what_comes_late_is_noted_with_both_times_and_its_own_class(care: Care) -> None:
    recorded = care.now() - minutes(3)
    panel = care.record("observation", recorded_at=recorded)
    (noted,) = care.rows(Provenance)
    assert (noted.target_table, noted.target_id) == ("observation", panel)
    assert (noted.arrival, noted.carried_by_id) == (ArrivalKind.LATE, None)
    assert (noted.recorded_at, noted.recorded_on_id) == (recorded, care.ward.device)
    assert (noted.received_at - recorded).total_seconds() == pytest.approx(180, abs=1)
    assert noted.replica_class == ReplicaClass.CLINICAL


def test_the_measures_of_a_late_set_are_not_noted_one_by_one(care: Care) -> None:
    late = care.now() - minutes(30)
    panel = care.op("observation", recorded_at=late)
    measure = care.op("observation", recorded_at=late, panel_id=panel.id, code="8867-4", value="0")
    assert care.ward.say(panel, measure).status == "applied"
    assert [noted.target_id for noted in care.rows(Provenance)] == [panel.id]


def test_a_change_of_something_old_is_not_late(care: Care) -> None:
    visit = care.open_visit(recorded_at=care.now() - minutes(0.1))
    care.hospital.clock.advance(3600)
    assert care.void("encounter", visit).status == "applied"
    assert care.rows(Provenance) == []


def test_a_signature_that_comes_late_is_noted_though_its_draft_was_not(care: Care) -> None:
    medicine = care.medicine()
    draft = care.op("medication_request", prescription_id=care.new_id(), medication_id=medicine)
    assert care.ward.say(draft).status == "applied"
    signed_at = care.now()
    sealed = signature(care, draft.id, draft.f)
    care.hospital.clock.advance(900)
    care.ward.push(sealed)
    (noted,) = care.rows(Provenance)
    assert (noted.target_id, noted.recorded_at) == (draft.id, signed_at)
    assert care.void("medication_request", draft.id).status == "applied"
    assert care.rows(Provenance) == [noted], "to void it later is no late signature"


def signature(care: Care, row_id: UUID, fields: dict[str, object]) -> Sealed:
    signed = {
        **fields,
        "status": "active",
        "signed_at": us_from_instant(care.now()),
        "signed_by_id": care.user,
        "signed_offline": True,
    }
    op = Op(k=OpKind.SIGN, e="medication_request", id=row_id, root=care.patient, f=signed)
    return care.ward.record(op)


def carried(desk: Desk, *sets: Sealed) -> Push:
    return Push(
        desk.caller, PushRequest(device=desk.device, inc=desk.inc, sets=[], carried=[*sets])
    )


def test_what_came_on_paper_first_is_noted_once_whatever_comes_by_wire(care: Care) -> None:
    sealed = care.ward.record(care.op("observation"))
    (reply,) = care.hospital.run(carried(care.pharmacy, sealed))
    assert isinstance(reply, PushReply), reply
    assert [receipt.status for receipt in reply.receipts] == ["applied"]
    care.hospital.clock.advance(3600)
    care.ward.push(sealed)
    (noted,) = care.rows(Provenance)
    assert (noted.arrival, noted.carried_by_id) == (ArrivalKind.PAPER, care.pharmacy.device)
    assert noted.recorded_on_id == care.ward.device
