"""What the pharmacist hands over, and what nobody may hand over."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.command import Done, Refused
from app.desk import Person
from app.pharmacy.record_dispense import RECORD_DISPENSE
from models.medication import MedicationDispense, StockMovement
from models.vocabulary import AllergyKind, MovementKind, RequestId, RequestStatus, Role, StopKind
from tests.app.pharmacy.counter import (
    AMOX,
    DOXY,
    GOOD,
    ORDERS,
    PARACETAMOL,
    Counter,
    a_counter,
    allergy,
    order_of,
    stop_of,
)
from tests.builders import CLEO


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path / "store")
    yield made
    made.bench.close()


def dispensed(counter: Counter) -> list[MedicationDispense]:
    with counter.bench.store.read() as read:
        return read.all(MedicationDispense)


def test_what_is_handed_over_is_recorded_and_leaves_the_shelf(counter: Counter) -> None:
    done = counter.dispense(gtin=AMOX.gtin)
    assert isinstance(done, Done), done
    (row,) = dispensed(counter)
    assert (row.id, row.quantity, row.unit, row.batch, row.expires_on) == (
        done.result,
        Decimal(15),
        "capsule",
        "B-1",
        GOOD,
    )
    assert row.directions == "Take ONE capsule (500 mg) THREE times a day for FIVE days"
    assert not row.from_paper
    with counter.bench.store.read() as read:
        (movement,) = read.all(StockMovement, kind=MovementKind.DISPENSE)
    assert (movement.quantity, movement.dispense_id) == (Decimal(-15), row.id)
    assert counter.balance(AMOX, "B-1") == 5


def test_saved_twice_it_is_handed_over_once(counter: Counter) -> None:
    context = {"request": RequestId(ORDERS[0].id), "gtin": None}
    form = counter.bench.office.open_form(RECORD_DISPENSE, context)
    texts = {**form.raw, "quantity": "5", "batch": "B-1", "expires": "06/2027"}
    counter.bench.office.save(form, texts)
    counter.bench.restart()
    counter.bench.office.save(form, texts)
    assert len(dispensed(counter)) == 1
    assert counter.balance(AMOX, "B-1") == 15


@pytest.mark.parametrize("role", [Role.PHARMACIST, Role.ADMINISTRATOR])
@pytest.mark.parametrize("typed", [{}, {"handed_over": "1000"}, {"reason": "Nothing else here"}])
def test_an_expired_batch_is_a_hard_stop_by_every_path(
    counter: Counter, typed: dict[str, str], role: Role
) -> None:
    counter.bench.desk.sign_in(Person(CLEO, "cleo", "Cleo Adeyemi", (role,)))
    refused = counter.dispense(ORDERS[0], batch="B-0", expires="20/11/2026", **typed)
    assert isinstance(refused, Refused)
    assert refused.code == "expired"
    assert "20-Nov-2026" in refused.words
    assert dispensed(counter) == []


def test_the_day_it_expires_is_still_a_good_day(counter: Counter) -> None:
    assert isinstance(counter.dispense(expires="21/11/2026"), Done)


def test_an_empty_shelf_refuses_nothing_and_goes_below_zero(counter: Counter) -> None:
    assert isinstance(counter.dispense(ORDERS[1], batch="D-1"), Done)
    assert counter.balance(DOXY, "D-1") == -10


def test_the_pack_of_another_product_is_refused(counter: Counter) -> None:
    refused = counter.dispense(gtin=DOXY.gtin)
    assert isinstance(refused, Refused)
    assert refused.code == "other_product"
    assert "amoxicillin" in refused.words


def test_no_more_is_handed_over_than_was_ordered(counter: Counter) -> None:
    assert isinstance(counter.dispense(quantity="10"), Done)
    refused = counter.dispense(quantity="6")
    assert isinstance(refused, Refused)
    assert (refused.code, refused.field) == ("too_much", "quantity")
    assert "Only 5 are left" in refused.words
    assert isinstance(counter.dispense(quantity="5"), Done)


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_nothing_and_less_than_nothing_are_refused(counter: Counter, quantity: str) -> None:
    assert isinstance(counter.dispense(quantity=quantity), Refused)
    assert dispensed(counter) == []


@pytest.mark.parametrize(("kind", "code"), [(StopKind.STOP, "stopped"), (StopKind.HOLD, "on_hold")])
def test_a_halted_order_is_not_handed_over_unless_that_has_happened(
    tmp_path: Path, kind: StopKind, code: str
) -> None:
    counter = a_counter(tmp_path / "store", stop_of(ORDERS[0], kind))
    refused = counter.dispense()
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert "Rash after the second dose" in refused.words
    assert isinstance(counter.dispense(handed_over="1015"), Done)
    (row,) = dispensed(counter)
    assert row.occurred_at.hour == 10
    counter.bench.close()


def test_a_resumed_order_is_handed_over_again(tmp_path: Path) -> None:
    halted = stop_of(ORDERS[0], StopKind.HOLD), stop_of(ORDERS[0], StopKind.RESUME, 1)
    counter = a_counter(tmp_path / "store", *halted)
    assert isinstance(counter.dispense(), Done)
    counter.bench.close()


@pytest.mark.parametrize("role", [Role.PHARMACIST, Role.ADMINISTRATOR])
def test_the_substance_of_an_allergy_is_never_handed_over(tmp_path: Path, role: Role) -> None:
    known = allergy(AllergyKind.ALLERGY, "amoxicillin")
    counter = a_counter(tmp_path / "store", recorded=known)
    counter.bench.desk.sign_in(Person(CLEO, "cleo", "Cleo Adeyemi", (role,)))
    for typed in ({}, {"reason": "They insist"}, {"handed_over": "1015"}):
        refused = counter.dispense(ORDERS[0], **typed)
        assert isinstance(refused, Refused)
        assert refused.code == "allergy"
    counter.bench.close()


def test_the_class_of_an_allergy_takes_a_reason(tmp_path: Path) -> None:
    known = allergy(AllergyKind.ALLERGY, "flucloxacillin")
    counter = a_counter(tmp_path / "store", recorded=known)
    refused = counter.dispense()
    assert isinstance(refused, Refused)
    assert (refused.code, refused.field) == ("reason_needed", "reason")
    assert "penicillins" in refused.words
    assert isinstance(counter.dispense(reason="Doctor called: tolerated in June"), Done)
    counter.bench.close()


def test_allergies_that_nobody_asked_about_take_a_reason(tmp_path: Path) -> None:
    counter = a_counter(tmp_path / "store", recorded="nothing")
    refused = counter.dispense()
    assert isinstance(refused, Refused)
    assert "not recorded" in refused.words
    counter.bench.close()


def test_what_nobody_signed_is_not_handed_over(tmp_path: Path) -> None:
    draft = order_of(AMOX, 9, status=RequestStatus.DRAFT, signed_at=None, signed_by_id=None)
    counter = a_counter(tmp_path / "store", draft)
    refused = counter.dispense(draft)
    assert isinstance(refused, Refused)
    assert refused.code == "not_signed"
    unknown = replace(draft, id=UUID(int=77))
    assert counter.dispense(unknown) == Refused(
        RECORD_DISPENSE.refusals[_reason("not_held")], code="not_held"
    )
    counter.bench.close()


def _reason(code: str) -> Any:
    (found,) = (reason for reason in RECORD_DISPENSE.refusals if reason == code)
    return found


@pytest.mark.parametrize("typed", ["soon", "13/2027", "31/02/2027", "00/06/2027", "2"])
def test_an_expiry_that_is_none_is_refused_in_words(counter: Counter, typed: str) -> None:
    refused = counter.dispense(expires=typed)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.field) == ("bad_expiry", "expires")
    assert typed in refused.words


def test_a_batch_is_the_same_however_it_is_typed(counter: Counter) -> None:
    assert isinstance(counter.dispense(batch=" b-1 "), Done)
    assert counter.balance(AMOX, "B-1") == 5
    assert PARACETAMOL.gtin is not None
