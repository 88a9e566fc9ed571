"""A stay that goes on: each day is charged when it has passed, once, as its end would charge it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models.billing import ChargeItem
from models.values import us_from_instant
from server_stub.rules.bed_days import NOT_THERE
from server_stub.rules.charges import item_id
from server_stub.rules.site_days import seconds_of_the_day_left
from tests.server_stub.care import Care
from tests.server_stub.hospital import Hospital
from tests.server_stub.ops import patch
from tests.server_stub.stays import at, in_bed, leaves, march, march_days, nets


@pytest.fixture
def ward(hospital: Hospital) -> Care:
    """One visit in progress and a price of 100 for a day in bed."""
    care = Care(hospital)
    care.price("bed-day", 100)
    care.hospital.clock.at = march(2)
    care.open_visit()
    return care


def test_the_first_bed_day_is_charged_on_arrival_and_the_others_when_the_stay_ends(
    ward: Care,
) -> None:
    bed = in_bed(ward, march(3))
    assert nets(ward) == march_days(3)
    ward.hospital.clock.at = march(6)
    leaves(ward, bed, march(6))
    assert nets(ward) == march_days(3, 4, 5)


def test_of_a_stay_that_goes_on_three_midnights_are_three_days_charged_once(ward: Care) -> None:
    in_bed(ward, march(3))
    for day, charged in ((4, [3]), (5, [3, 4]), (6, [3, 4, 5])):
        at(ward, march(day, -0.01))
        assert nets(ward) == march_days(*(charged[:-1] or [3])), "before midnight at the site"
        at(ward, march(day, 0.01))
        assert nets(ward) == march_days(*charged)
    items = ward.rows(ChargeItem)
    at(ward, march(6, 0.02))
    at(ward, march(6, 23))
    assert ward.rows(ChargeItem) == items
    assert len(items) == 3


def test_nights_on_which_the_service_was_off_are_charged_when_it_looks_again(ward: Care) -> None:
    in_bed(ward, march(3))
    at(ward, march(6, 9))
    assert nets(ward) == march_days(3, 4, 5)


def test_the_end_of_a_stay_charges_nothing_again_and_its_ids_are_those_of_its_days(
    ward: Care,
) -> None:
    bed = in_bed(ward, march(3))
    at(ward, march(4, 1))
    at(ward, march(5, 1))
    ward.hospital.clock.at = march(6)
    leaves(ward, bed, march(6))
    items = ward.rows(ChargeItem)
    assert nets(ward) == march_days(3, 4, 5)
    (line,) = {item.definition_id for item in items}
    assert ward.visit is not None
    wanted = {item_id(ward.visit, line, f"2026-03-0{day}") for day in (3, 4, 5)}
    assert {item.id for item in items} == wanted, "as if no day had been charged before the end"


def test_a_leaving_recorded_late_takes_the_days_too_many_away_and_says_why(ward: Care) -> None:
    bed = in_bed(ward, march(3))
    at(ward, march(6, 1))
    leaves(ward, bed, march(4))
    assert nets(ward) == march_days(3)
    taken = [item for item in ward.rows(ChargeItem) if item.quantity < 0]
    assert {item.occurred_at.astimezone().day for item in taken} == {4, 5}
    assert {item.title for item in taken} == {f"bed-day: {NOT_THERE}"}
    at(ward, march(8))
    assert nets(ward) == march_days(3), "what has ended does not go on"


def test_nothing_is_charged_of_a_visit_after_its_end_though_nobody_said_that_the_bed_was_left(
    ward: Care,
) -> None:
    in_bed(ward, march(3))
    at(ward, march(5, 1))
    assert ward.visit is not None
    ward.ward.pull()
    seq = ward.ward.seq_of("encounter", ward.visit)
    ended = {"status": "finished", "ended_at": us_from_instant(march(5, 9))}
    assert ward.ward.say(patch("encounter", ward.visit, seq, **ended)).status == "applied"
    at(ward, march(9))
    assert nets(ward) == march_days(3, 4)


def test_nobody_pays_for_two_beds_of_two_visits(ward: Care) -> None:
    in_bed(ward, march(3))
    at(ward, march(6, 1))
    ward.open_visit()
    in_bed(ward, march(4), number=8)
    at(ward, march(7, 1))
    assert nets(ward) == march_days(3, 4, 5, 6)


def test_each_day_has_the_price_of_its_day(ward: Care) -> None:
    dearer = {"effective_from": "2026-03-05", "effective_to": "2026-03-06"}
    ward.price("bed-day", 20, **dearer)
    in_bed(ward, march(3))
    at(ward, march(7, 1))
    assert [*nets(ward).values()] == [100, 100, 120, 100]


def test_the_day_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    rome = ZoneInfo("Europe/Rome")
    spring = datetime(2026, 3, 29, 0, 30, tzinfo=rome)
    autumn = datetime(2026, 10, 25, 0, 30, tzinfo=rome)
    assert seconds_of_the_day_left(spring, rome) == 22.5 * 3600
    assert seconds_of_the_day_left(autumn, rome) == 24.5 * 3600
