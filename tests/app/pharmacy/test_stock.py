"""What is on the shelf: received, counted, below zero; never a number that somebody keeps."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.command import Done, Refused
from app.pharmacy.count_stock import COUNT_STOCK
from app.pharmacy.queries import PRESCRIPTION, STOCK, WORKLIST
from app.pharmacy.receive_stock import RECEIVE_STOCK
from app.pharmacy.stock import Batch, first_to_go
from app.pharmacy.typed_expiry import parse_expiry
from app.typed_dates import DayOrder
from models.medication import StockMovement
from models.vocabulary import MedicationId, MovementKind, StopKind
from tests.app.pharmacy.counter import (
    AMOX,
    DOXY,
    ORDERS,
    PARACETAMOL,
    Counter,
    a_counter,
    stop_of,
)
from tests.app.pharmacy.counter import (
    PRESCRIPTION as PRESCRIPTION_ID,
)

TODAY = date(2026, 11, 21)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path / "store")
    yield made
    made.bench.close()


def receive(counter: Counter, **typed: str) -> Any:
    texts = {"medicine": str(PARACETAMOL.id), "quantity": "100", "batch": "P-1", **typed}
    return counter.bench.save(RECEIVE_STOCK, None, **{"expires": "06/2027", **texts})


def test_what_came_is_on_the_shelf(counter: Counter) -> None:
    assert isinstance(receive(counter), Done)
    assert counter.balance(PARACETAMOL, "P-1") == 100


def test_what_has_expired_never_comes_onto_the_shelf(counter: Counter) -> None:
    refused = receive(counter, expires="10/2026")
    assert isinstance(refused, Refused)
    assert refused.code == "expired"


def test_the_medicines_offered_are_those_of_the_formulary(counter: Counter) -> None:
    form = counter.bench.office.open_form(RECEIVE_STOCK)
    assert [words for _, words in form.options["medicine"]] == [
        "amoxicillin 500 mg capsule",
        "doxycycline 500 mg capsule",
        "paracetamol 500 mg capsule",
    ]


def test_the_last_box_handed_out_twice_is_two_facts_and_a_count_settles_it(
    counter: Counter,
) -> None:
    assert isinstance(counter.dispense(ORDERS[1], batch="D-1", quantity="5"), Done)
    assert isinstance(counter.dispense(ORDERS[1], batch="D-1", quantity="5"), Done)
    (row, *_) = counter.bench.office.ask(STOCK)
    assert (row.medicine, row.balance, row.words) == (
        "doxycycline 500 mg capsule",
        Decimal(-5),
        "Count needed",
    )
    context = {"batch": row.batch_id}
    assert isinstance(counter.bench.save(COUNT_STOCK, context, counted="2"), Done)
    with counter.bench.store.read() as read:
        rows = read.all(StockMovement, medication_id=MedicationId(DOXY.id))
    assert sorted(r.quantity for r in rows) == [-5, -5, 5, 7]
    assert counter.balance(DOXY, "D-1") == 2


def test_a_count_that_agrees_is_recorded_too(counter: Counter) -> None:
    (row,) = (r for r in counter.bench.office.ask(STOCK) if r.batch == "B-2")
    assert isinstance(counter.bench.save(COUNT_STOCK, {"batch": row.batch_id}, counted="20"), Done)
    with counter.bench.store.read() as read:
        (made,) = read.all(StockMovement, kind=MovementKind.COUNT)
    assert made.quantity == 0


def test_the_shelf_shows_what_expired_and_what_soon_will(counter: Counter) -> None:
    assert isinstance(receive(counter, expires="10/12/2026"), Done)
    marks = {row.batch: row.words for row in counter.bench.office.ask(STOCK)}
    assert marks == {
        "B-0": "Expired: put aside",
        "P-1": "Expires soon",
        "B-1": "",
        "B-2": "",
        "D-1": "",
    }


def test_the_first_to_expire_is_offered_first_and_what_expired_never(counter: Counter) -> None:
    card = counter.bench.office.ask(PRESCRIPTION, PRESCRIPTION_ID)
    assert card is not None
    items = {item.medicine: item for item in card.items}
    batches = items["amoxicillin 500 mg capsule"].batches
    assert [each.code for each in batches] == ["B-1", "B-2"]
    assert items["paracetamol 500 mg capsule"].batches == ()


@given(
    st.lists(
        st.tuples(st.integers(-5, 5), st.dates(date(2026, 11, 1), date(2027, 1, 31))), max_size=8
    )
)
def test_what_is_taken_next_is_good_and_on_the_shelf(held: list[tuple[int, date]]) -> None:
    rows = [
        Batch(
            medication_id=MedicationId(AMOX.id),
            code=str(number),
            expires_on=day,
            balance=Decimal(balance),
        )
        for number, (balance, day) in enumerate(held)
    ]
    found = first_to_go(rows, TODAY)
    good = [row for row in rows if row.balance > 0 and row.expires_on >= TODAY]
    assert (found is None) == (not good)
    if found is not None:
        assert found in good
        assert found.expires_on == min(row.expires_on for row in good)


def test_a_prescription_waits_until_all_of_it_is_dispensed(counter: Counter) -> None:
    (row,) = counter.bench.office.ask(WORKLIST)
    assert (row.prescription_id, row.patient, row.state) == (
        PRESCRIPTION_ID,
        "OKAFOR, Chidi",
        "To dispense",
    )
    assert row.medicines == "amoxicillin, doxycycline, paracetamol"
    assert isinstance(counter.dispense(ORDERS[0], quantity="5"), Done)
    assert counter.bench.office.ask(WORKLIST)[0].state == "Partly dispensed"
    assert isinstance(counter.dispense(ORDERS[0], quantity="10"), Done)
    assert isinstance(counter.dispense(ORDERS[1], batch="D-1"), Done)
    assert counter.bench.office.ask(WORKLIST)[0].medicines == "paracetamol"
    assert isinstance(counter.dispense(ORDERS[2], batch="P-1"), Done)
    assert counter.bench.office.ask(WORKLIST) == ()


def test_a_stopped_order_leaves_the_list_and_stays_on_the_prescription(tmp_path: Path) -> None:
    counter = a_counter(tmp_path / "store", stop_of(ORDERS[0], StopKind.STOP))
    (row,) = counter.bench.office.ask(WORKLIST)
    assert "amoxicillin" not in row.medicines
    card = counter.bench.office.ask(PRESCRIPTION, PRESCRIPTION_ID)
    assert card is not None
    assert card.items[0].stops
    assert card.items[0].warnings == ("Stopped: Rash after the second dose",)
    counter.bench.close()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("06/2027", date(2027, 6, 30)),
        ("6-27", date(2027, 6, 30)),
        ("30/6/27", date(2027, 6, 30)),
        ("30-Jun-2027", date(2027, 6, 30)),
        ("feb 2028", date(2028, 2, 29)),
        ("2027-06-30", date(2027, 6, 30)),
        ("2027-06", date(2027, 6, 30)),
        ("270600", date(2027, 6, 30)),
        ("270615", date(2027, 6, 15)),
    ],
)
def test_an_expiry_is_read_as_packs_show_it(typed: str, day: date) -> None:
    assert parse_expiry(typed) == day


def test_an_american_writes_the_month_first() -> None:
    assert parse_expiry("06/30/2027", DayOrder.MONTH_FIRST) == date(2027, 6, 30)
