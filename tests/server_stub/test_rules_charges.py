"""Charges: what happened, times the tariff of that day, once, however it arrives."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from models.billing import ChargeItem, ChargeItemDefinition
from models.change_set import Op
from models.medication import MedicationDispense
from models.vocabulary import (
    ChargeTrigger,
    OpKind,
)
from server_stub.rules.tariff_lines import amount_minor, in_force
from tests.server_stub.care import Care, local
from tests.server_stub.hospital import Hospital, dict_hospital
from tests.server_stub.ops import patch


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


def test_a_visit_is_charged_by_its_class_and_the_item_says_for_what(care: Care) -> None:
    line = care.price("encounter-opened", 4500, "AMB")
    care.price("encounter-opened", 9500, "IMP")
    visit = care.open_visit(class_code="AMB")
    (item,) = care.rows(ChargeItem)
    assert (item.definition_id, item.amount_minor, item.currency) == (line, 4500, "EUR")
    assert (item.patient_id, item.encounter_id) == (care.patient, visit)
    assert (item.source_table, item.source_id) == ("encounter", visit)


def test_a_set_of_observations_is_charged_once_and_its_measures_are_not(care: Care) -> None:
    care.price("vitals-recorded", 350)
    care.open_visit()
    panel = care.record("observation")
    care.record("observation", panel_id=panel, code="8867-4", value="0")
    care.record("observation", code="9279-1", value="14")
    assert [item.source_id for item in care.rows(ChargeItem)] == [panel]


def test_a_dose_given_is_charged_and_one_not_given_is_not(care: Care) -> None:
    medicine = care.medicine()
    care.price("dose-given", 220)
    care.open_visit()
    order = care.signed_order(medicine)
    given_dose: dict[str, Any] = {"request_id": order, "medication_id": medicine}
    dose = care.record("medication_administration", **given_dose)
    care.record(
        "medication_administration", **given_dose, status="not-done", not_given_reason="refused"
    )
    assert [item.source_id for item in care.rows(ChargeItem)] == [dose]


def test_a_supply_costs_its_quantity_at_the_price_of_its_medicine(care: Care) -> None:
    medicine, other = care.medicine("M-1"), care.medicine("M-2", "ibuprofen")
    care.price("medicine-dispensed", 35, "M-1")
    care.price("medicine-dispensed", 99, "M-2")
    order = care.signed_order(medicine)
    assert other != medicine
    care.record(
        "medication_dispense",
        care.pharmacy,
        request_id=order,
        medication_id=medicine,
        quantity="21",
    )
    (item,) = care.rows(ChargeItem)
    assert (item.quantity, item.unit_price_minor, item.amount_minor) == (Decimal(21), 35, 735)


def test_a_price_of_nought_is_a_price_and_makes_an_item(care: Care) -> None:
    care.price("encounter-opened", 0)
    care.open_visit()
    assert [item.amount_minor for item in care.rows(ChargeItem)] == [0]


def test_the_tariff_of_the_day_of_the_event_holds_and_its_last_day_is_not_in_it(
    care: Care,
) -> None:
    care.price("encounter-opened", 100, effective_to="2026-01-05")
    care.price("encounter-opened", 200, effective_from="2026-01-05")
    care.open_visit(started_at=local(4, 23))
    care.open_visit(started_at=local(5, 0))
    assert [item.amount_minor for item in care.rows(ChargeItem)] in ([100, 200], [200, 100])


def test_a_voided_event_is_taken_away_by_a_second_item_and_both_stay(care: Care) -> None:
    care.price("vitals-recorded", 350)
    care.open_visit()
    panel = care.record("observation")
    assert care.void("observation", panel).status == "applied"
    items = care.rows(ChargeItem)
    assert sorted(item.amount_minor for item in items) == [-350, 350]
    assert sorted(item.quantity for item in items) == [-1, 1]
    care.void("observation", panel, care.other_ward)
    assert len(care.rows(ChargeItem)) == 2, "a second void changes nothing"


def test_a_cancelled_visit_is_taken_away(care: Care) -> None:
    care.price("encounter-opened", 4500)
    visit = care.open_visit()
    care.ward.pull()
    seq = care.ward.seq_of("encounter", visit)
    assert care.ward.say(patch("encounter", visit, seq, status="cancelled")).status == "applied"
    assert sorted(item.amount_minor for item in care.rows(ChargeItem)) == [-4500, 4500]


def test_what_cannot_be_charged_still_happened_and_the_log_says_so(care: Care) -> None:
    care.price("medicine-dispensed", 100)
    medicine = care.medicine()
    order = care.signed_order(medicine)
    of_order: dict[str, Any] = {"request_id": order, "medication_id": medicine}
    with capture_logs() as log:
        care.record("medication_dispense", care.pharmacy, **of_order, quantity="1" + "0" * 30)
    assert len(care.rows(MedicationDispense)) == 1
    assert care.rows(ChargeItem) == []
    (line,) = [each for each in log if each["event"] == "derived_unfit"]
    assert (line["row"], line["log_level"]) == ("charge_item", "error")


def test_an_event_made_and_voided_in_one_act_was_never_charged(care: Care) -> None:
    care.price("vitals-recorded", 350)
    panel = care.op("observation")
    void = Op(k=OpKind.VOID, e="observation", id=panel.id, f={"void_reason": "slip"})
    assert care.ward.say(panel, void).status == "applied"
    assert care.rows(ChargeItem) == []


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["visit", "vitals", "dose", "supply"]),
        st.integers(0, 40),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)
PRICES = {"visit": 4500, "vitals": 0, "dose": 221, "supply": 35}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events=EVENTS, data=st.data())
def test_items_add_up_to_tariff_times_quantity_in_any_order_with_replays_and_voids(
    events: list[tuple[str, int, bool]], data: st.DataObject
) -> None:
    care = Care(dict_hospital())
    medicine = care.medicine()
    for event, kind in zip(
        ("encounter-opened", "vitals-recorded", "dose-given", "medicine-dispensed"),
        PRICES,
        strict=True,
    ):
        care.price(event, PRICES[kind])
    order = care.signed_order(medicine)
    of_order: dict[str, Any] = {"request_id": order, "medication_id": medicine}
    desk = care.pharmacy
    wanted: Counter[UUID] = Counter()
    sets = []
    for kind, quantity, is_voided in events:
        op = made(care, kind, quantity, of_order)
        sets.append(desk.record(op))
        if is_voided:
            void = Op(k=OpKind.VOID, e=op.e, id=op.id, f={"void_reason": "slip"})
            sets.append(desk.record(void))
        times = quantity if kind == "supply" else 1
        wanted[op.id] = 0 if is_voided else PRICES[kind] * times
    while sets:
        count = data.draw(st.integers(1, len(sets)))
        desk.push(*sets[:count])
        if data.draw(st.booleans()):
            desk.push(*sets[:count])
        sets = sets[count:]
    charged: Counter[UUID] = Counter()
    for item in care.rows(ChargeItem):
        charged[item.source_id] += item.amount_minor
        assert item.amount_minor == amount_minor(item.quantity, item.unit_price_minor)
    assert +charged == +wanted
    assert all(amount >= 0 for amount in charged.values())


def made(care: Care, kind: str, quantity: int, of_order: dict[str, Any]) -> Op:
    if kind == "visit":
        return care.op("encounter", encounter_id=None)
    if kind == "vitals":
        return care.op("observation")
    if kind == "dose":
        return care.op("medication_administration", **of_order)
    return care.op("medication_dispense", **of_order, quantity=str(quantity))


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [("0.5", 35, 18), ("-0.5", 35, -18), ("1", 0, 0), ("0", 900, 0), ("2.5", 3, 8), ("3", 7, 21)],
)
def test_half_a_unit_is_rounded_up_and_a_void_rounds_alike(
    quantity: str, price: int, amount: int
) -> None:
    assert amount_minor(Decimal(quantity), price) == amount


@given(st.dates(date(2026, 1, 1), date(2026, 1, 31)))
def test_two_lines_that_follow_one_another_never_hold_together_nor_leave_a_gap(day: date) -> None:
    turn = date(2026, 1, 15)
    lines = [definition(date(2000, 1, 1), turn), definition(turn, None)]
    (line,) = in_force(lines, day)
    assert (line.effective_to is None) == (day >= turn)


def definition(first: date, end: date | None) -> ChargeItemDefinition:
    return ChargeItemDefinition(
        id=UUID(int=first.toordinal()),
        code="A",
        title="A",
        event=ChargeTrigger.BED_DAY,
        unit_price_minor=1,
        currency="EUR",
        effective_from=first,
        effective_to=end,
    )
