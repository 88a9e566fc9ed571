"""A patient's day over a bad line: lost answers and lonely desks double nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from app.billing.issue_invoice import ISSUE_INVOICE
from app.billing.take_payment import TAKE_PAYMENT
from app.discharge.record_discharge import RECORD_DISCHARGE
from app.pharmacy.record_dispense import RECORD_DISPENSE
from app.sync.queries import OPEN_CONFLICTS
from app.sync.resolve_conflict import RESOLVE_CONFLICT
from app.vitals.record_vitals import RECORD_VITALS
from models.attention import AttentionItem
from models.billing import ChargeItem, Invoice, Payment
from models.clinical import DischargeSummary, Observation
from models.conflict import Conflict
from models.encounter import Encounter
from models.entity import Entity
from models.medication import MedicationDispense, MedicationRequest, StockMovement
from models.vocabulary import AttentionKind, EncounterStatus, PatientId, RequestStatus
from sync_client.round import Outcome, sync_round
from sync_client.status import LineState
from tests.service import RunningService
from tests.sync_client.day_desks import (
    OTHER_WARD,
    PHARMACY,
    TILL,
    WARD,
    Day,
    a_day,
    admitted,
    drafted,
    exchange,
    sign,
    the_order,
)


@pytest.fixture(scope="module")
def day(service: RunningService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with a_day(service, tmp_path_factory.mktemp("day")) as made:
        yield made


def take_vitals(day: Day, patient: PatientId) -> None:
    signs = {"respiration": "18", "spo2": "97", "oxygen": "air", "systolic": "120"}
    signs |= {"pulse": "80", "consciousness": "A", "temperature": "36.8"}
    day[WARD].do(RECORD_VITALS, {"patient": patient}, **signs)


def order_offline(day: Day, patient: PatientId) -> None:
    drafted(day, patient)
    sign(day, patient)


def dispense(day: Day, patient: PatientId) -> None:
    order = the_order(day[PHARMACY], patient)
    texts = {"quantity": "10", "batch": "B7", "expires": "06/2099"}
    day[PHARMACY].do(RECORD_DISPENSE, {"request": order, "gtin": None}, **texts)


def issue(day: Day, patient: PatientId) -> None:
    day[TILL].do(ISSUE_INVOICE, {"patient": patient})


def pay(day: Day, patient: PatientId) -> None:
    day[TILL].do(TAKE_PAYMENT, {"patient": patient})


@dataclass(frozen=True)
class Deed:
    """What is done at which desk, who else hears of it, and the rows that it makes."""

    place: str
    hears: str
    act: Callable[[Day, PatientId], None]
    rows: dict[type[Entity], int]


OBSERVED = 9
"""The panel, its seven measures and the score."""
DEEDS = {
    "vital signs": Deed(WARD, PHARMACY, take_vitals, {Observation: OBSERVED}),
    "a signed order": Deed(WARD, PHARMACY, order_offline, {MedicationRequest: 1}),
    "what is dispensed": Deed(PHARMACY, WARD, dispense, {MedicationDispense: 1}),
    "an invoice": Deed(TILL, TILL, issue, {Invoice: 1, Payment: 0}),
    "a payment": Deed(TILL, TILL, pay, {Invoice: 1, Payment: 1}),
}


def counted(day: Day, deed: Deed, place: str, patient: PatientId) -> dict[type[Entity], int]:
    return {each: len(day[place].rows(each, patient_id=patient)) for each in deed.rows}


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_whose_answers_are_lost_is_done_exactly_once(day: Day, name: str) -> None:
    deed = DEEDS[name]
    here, there = day[deed.place], day[deed.hears]
    patient = admitted(day, f"Of {name}")
    if deed.act is dispense:
        order_offline(day, patient)
    exchange(day)
    deed.act(day, patient)
    with here.answers_lost():
        for _ in range(2):
            result = sync_round(here.desk.line)
            assert result.upload.outcome is result.download.outcome is Outcome.LINE_DOWN
    assert here.desk.waiting() > 0, "this desk does not know that it was heard"
    if there is not here:
        there.sync()
        assert counted(day, deed, deed.hears, patient) == deed.rows
    done = day[WARD if deed.place is not WARD else TILL]
    done.sync()
    head = done.desk.line.head
    here.sync()
    assert here.desk.waiting() == 0
    assert here.desk.line.head == head, "to send it again wrote nothing"
    exchange(day)
    for place in (deed.place, deed.hears):
        assert counted(day, deed, place, patient) == deed.rows
    charged = day[TILL].rows(ChargeItem, patient_id=patient)
    assert len(charged) == len({each.source_id for each in charged}), "each is charged once"
    if deed.act is dispense:
        taken = [m for m in here.rows(StockMovement) if m.batch == "B7"]
        assert [movement.quantity for movement in taken] == [Decimal(-10)]


def test_of_a_lock_whose_answer_was_lost_comes_one_order_in_force(day: Day) -> None:
    """The service locked the draft and nobody heard; it is signed here in its place."""
    ward, patient = day[WARD], admitted(day, "Locked")
    drafted(day, patient)
    exchange(day)
    ward.line.state = LineState.ONLINE
    with ward.answers_lost():
        sign(day, patient)
        assert sync_round(ward.desk.line).upload.outcome is Outcome.LINE_DOWN
    ward.line.state = LineState.OFFLINE
    exchange(day)
    for place in (WARD, PHARMACY):
        orders: list[Any] = day[place].rows(MedicationRequest, patient_id=patient)
        states = sorted(each.status for each in orders)
        assert states == [RequestStatus.ACTIVE, RequestStatus.CANCELLED]
        the_order(day[place], patient)


def test_a_patient_discharged_at_two_desks_has_left_once_with_one_set_of_medicines(
    day: Day,
) -> None:
    patient = admitted(day, "Leaver")
    order_offline(day, patient)
    exchange(day)
    wards = (day[WARD], day[OTHER_WARD])
    for number, ward in enumerate(wards):
        told = {"disposition": "home", "reason": "Pneumonia", "advice": f"Advice {number}"}
        ward.do(RECORD_DISCHARGE, {"patient": patient}, **told)
    exchange(day)
    disputed = {"advice", "discharged_at", "ended_at"}
    for ward in wards:
        (summary,) = ward.rows(DischargeSummary, patient_id=patient)
        assert (summary.disposition, summary.reason) == ("home", "Pneumonia")
        (visit,) = ward.rows(Encounter, patient_id=patient)
        assert visit.status is EncounterStatus.FINISHED
        assert len(ward.rows(MedicationRequest, patient_id=patient)) == 1
        the_order(ward, patient)
        assert {c.field for c in ward.rows(Conflict, patient_id=patient)} == disputed
        (item,) = ward.rows(AttentionItem, patient_id=patient)
        assert item.kind is AttentionKind.DISCHARGED_TWICE
    for row in wards[0].office.ask(OPEN_CONFLICTS):
        context = {"conflict": row.conflict_id}
        wards[0].do(RESOLVE_CONFLICT, context, decision="proposed")
    exchange(day)
    left = [ward.rows(DischargeSummary, patient_id=patient) for ward in wards]
    assert left[0] == left[1]
    assert left[0][0].advice == "Advice 1"
    assert wards[1].office.ask(OPEN_CONFLICTS) == ()
