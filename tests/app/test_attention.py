"""What does not go together is shown to those it is for, and closed with a word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.attention.close_item import CLOSE_ITEM
from app.attention.queries import ADVICE, COUNT_ATTENTION, OPEN_ATTENTION
from app.command import Done, Refused
from models.attention import AttentionItem
from models.encounter import EncounterLocation
from models.location import BedBooking
from models.vocabulary import (
    AttentionKind,
    AttentionStatus,
    ReplicaClass,
    Role,
    RowId,
    StayStatus,
)
from tests.app.till_desk import PATIENT, VISIT, a_patient, a_visit
from tests.builders import ADA, BEDS, BEN, NOW, OTHER_DEVICE, Workbench, a_workbench, row_id
from tests.hospital import person

ROLES = (Role.NURSE,)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    made = a_workbench(tmp_path / "store")
    made.arrive(*a_patient(), a_visit(), came(630))
    made.desk.sign_in(person(BEN))
    yield made
    made.close()


def came(number: int, bed: int = 0) -> EncounterLocation:
    """Ben wrote at another desk that the patient lies in a bed."""
    return EncounterLocation(
        id=row_id(number),
        patient_id=PATIENT,
        encounter_id=VISIT,
        location_id=BEDS[bed],
        status=StayStatus.ACTIVE,
        occurred_at=NOW,
        recorded_at=NOW,
        recorded_by_id=BEN,
        recorded_on_id=OTHER_DEVICE,
    )


def item(number: int, kind: AttentionKind, **changes: Any) -> AttentionItem:
    """The service found something."""
    values: dict[str, Any] = {
        "id": row_id(number),
        "kind": kind,
        "patient_id": PATIENT,
        "encounter_id": VISIT,
        "subject_table": "encounter_location",
        "subject_id": RowId(row_id(630)),
        "roles": "nurse receptionist",
        "replica_class": int(ReplicaClass.SCHED),
        "raised_at": NOW - timedelta(minutes=number % 100),
        **changes,
    }
    return AttentionItem(**values)


def test_it_says_what_about_whom_where_and_from_which_desk(bench: Workbench) -> None:
    booking = BedBooking(
        id=row_id(640),
        patient_id=PATIENT,
        bed_id=BEDS[0],
        bed_number=101,
        starts_at=NOW,
        booked_by_id=ADA,
    )
    other = {"other_table": "bed_booking", "other_id": RowId(booking.id)}
    bench.arrive(booking, item(701, AttentionKind.BED_TAKEN_BY_ANOTHER, **other))
    (row,) = bench.office.ask(OPEN_ATTENTION, ROLES)
    assert row.what == "A patient lies in a bed booked for another"
    assert (row.patient, row.place) == ("OKAFOR, Chidi", "Ward 3 · Room A · Bed 1")
    assert (row.who, row.desk, row.raised) == ("Ben Musa", "Ward desk (Ward 3)", "10:29")
    assert row.detail == (
        "OKAFOR, Chidi came to Ward 3 · Room A · Bed 1, 10:30",
        "Ward 3 · Room A · Bed 1 is booked for OKAFOR, Chidi since 10:30",
    )
    assert row.advice


def test_the_urgent_comes_first_and_what_is_for_others_does_not_come(bench: Workbench) -> None:
    nobody = {"patient_id": None, "encounter_id": None}
    bench.arrive(
        item(701, AttentionKind.DISCHARGED_TWICE),
        item(702, AttentionKind.STOCK_BELOW_ZERO, roles="pharmacist", **nobody),
        item(703, AttentionKind.ORDER_AGAINST_ALLERGY),
        item(704, AttentionKind.TWO_IN_ONE_BED),
    )
    rows = bench.office.ask(OPEN_ATTENTION, ROLES)
    assert [row.item_id for row in rows] == [row_id(703), row_id(704), row_id(701)]
    assert [row.is_urgent for row in rows] == [True, False, False]
    assert bench.office.ask(COUNT_ATTENTION, ROLES) == 3
    assert bench.office.ask(COUNT_ATTENTION, (Role.ADMINISTRATOR,)) == 4
    assert bench.office.ask(COUNT_ATTENTION, (Role.CASHIER,)) == 0
    (stock,) = bench.office.ask(OPEN_ATTENTION, (Role.PHARMACIST,))
    assert (stock.patient, stock.place, stock.patient_id) == ("", "", None)


def test_what_this_desk_does_not_hold_is_shown_without_its_facts(bench: Workbench) -> None:
    elsewhere = {"subject_table": "medication_request", "subject_id": RowId(row_id(999))}
    bench.arrive(item(701, AttentionKind.DOUBLE_ORDER, **elsewhere))
    (row,) = bench.office.ask(OPEN_ATTENTION, ROLES)
    assert (row.detail, row.desk, row.who) == ((), "", "")
    assert row.patient == "OKAFOR, Chidi"


def test_every_kind_has_advice() -> None:
    assert {*ADVICE} == {*AttentionKind}


def close(bench: Workbench, note: str, form: Any = None) -> Any:
    bench.clock.go_on(60)
    form = form or bench.office.open_form(CLOSE_ITEM, {"attention": row_id(701)})
    return bench.office.save(form, {"note": note})


def test_closing_keeps_who_when_and_what_was_done(bench: Workbench) -> None:
    bench.arrive(item(701, AttentionKind.TWO_IN_ONE_BED))
    assert isinstance(close(bench, "Moved to bed 2"), Done)
    assert bench.office.ask(OPEN_ATTENTION, ROLES) == ()
    (op,) = bench.waiting()[-1].ops
    assert (op.k, op.e, op.id) == ("patch", "attention_item", row_id(701))
    assert op.f["status"] == "closed"
    assert op.f["closed_by_id"] == BEN
    assert op.f["closing_note"] == "Moved to bed 2"


def test_somebody_who_was_slower_hears_who_closed_it(bench: Workbench) -> None:
    found = item(701, AttentionKind.TWO_IN_ONE_BED)
    bench.arrive(found)
    form = bench.office.open_form(CLOSE_ITEM, {"attention": row_id(701)})
    closed = {"status": AttentionStatus.CLOSED, "closed_by_id": ADA, "closed_at": NOW}
    changes: dict[str, Any] = {**closed, "closing_note": "Both moved"}
    bench.arrive(replace(found, **changes))
    outcome = close(bench, "Me too", form)
    assert isinstance(outcome, Refused)
    assert outcome.words == "Ada Obi closed it at 10:30: “Both moved”. Nothing is left to do."


def test_what_is_for_another_role_is_not_closed_here(bench: Workbench) -> None:
    bench.arrive(item(701, AttentionKind.DISPENSED_AFTER_STOP, roles="pharmacist doctor"))
    outcome = close(bench, "Fine")
    assert isinstance(outcome, Refused)
    assert outcome.code == "not_yours"


def test_a_note_is_needed_and_so_is_the_item(bench: Workbench) -> None:
    bench.arrive(item(701, AttentionKind.TWO_IN_ONE_BED))
    assert "note" in close(bench, "  ").problems
    form = bench.office.open_form(CLOSE_ITEM, {"attention": UUID(int=9)})
    assert close(bench, "x", form).code == "gone"
