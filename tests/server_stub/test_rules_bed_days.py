"""Bed days: the days begun or slept in a bed, whatever the order in which that is heard of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.billing import ChargeItem
from models.change_set import Op
from models.encounter import EncounterLocation
from models.vocabulary import (
    EncounterId,
    LocationId,
    OpKind,
    PatientId,
    PractitionerId,
    StayStatus,
)
from server_stub.rules.bed_days import STAY_DAYS_MAX, stay_days
from tests.server_stub.care import Care, local
from tests.server_stub.hospital import Hospital, dict_hospital
from tests.server_stub.stays import at, leaves, march, nets


@pytest.fixture
def care(hospital: Hospital) -> Care:
    return Care(hospital)


def total(care: Care) -> int:
    return sum(item.amount_minor for item in care.rows(ChargeItem))


def test_a_late_fact_brings_the_bed_days_to_what_happened(care: Care) -> None:
    care.price("bed-day", 100)
    care.open_visit()
    bed, other = care.hospital.bed(7), care.hospital.bed(8)
    care.record("encounter_location", location_id=bed, occurred_at=local(3))
    leaves(care, bed, local(9))
    assert total(care) == 600
    wrong = care.record(
        "encounter_location", location_id=bed, occurred_at=local(5), status="completed"
    )
    assert total(care) == 200, "left on the 5th; the later leaving ends nothing"
    care.void("encounter_location", wrong)
    assert total(care) == 600
    care.record("encounter_location", location_id=other, occurred_at=local(5, 18))
    assert total(care) == 600, "a day on which the bed was changed is one day"


def test_a_place_that_is_no_bed_costs_no_bed_day(care: Care) -> None:
    care.price("bed-day", 100)
    care.open_visit()
    room = care.new_id()
    care.hospital.author(
        Op(k=OpKind.INSERT, e="location", id=room, f={"kind": "ro", "name": "X-ray", "number": 9})
    )
    care.record("encounter_location", location_id=room)
    assert care.rows(ChargeItem) == []


ZONE = timezone(timedelta(hours=5, minutes=45))
FACTS = st.lists(
    st.tuples(st.integers(0, 24 * 6), st.sampled_from([1, 2, 3]), st.booleans(), st.booleans()),
    max_size=6,
)


def facts_of(drawn: list[tuple[int, int, bool, bool]]) -> list[EncounterLocation]:
    start = datetime(2026, 3, 1, tzinfo=ZONE)
    return [
        EncounterLocation(
            id=UUID(int=number),
            recorded_at=start,
            recorded_by_id=PractitionerId(UUID(int=1)),
            patient_id=PatientId(UUID(int=2)),
            encounter_id=EncounterId(UUID(int=3)),
            location_id=LocationId(UUID(int=bed)),
            status=StayStatus.ACTIVE if is_active else StayStatus.COMPLETED,
            occurred_at=start + timedelta(hours=hours),
            voided_at=start if is_voided else None,
        )
        for number, (hours, bed, is_active, is_voided) in enumerate(drawn)
    ]


@given(drawn=FACTS, order=st.randoms(use_true_random=False))
def test_bed_days_are_the_days_begun_or_slept_in_a_bed(
    drawn: list[tuple[int, int, bool, bool]], order: object
) -> None:
    facts = facts_of(drawn)
    shuffled = list(facts)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    days = stay_days(shuffled, lambda place: place.int < 3, ZONE)
    wanted: set[date] = set()
    standing = sorted((f for f in facts if not f.voided_at), key=lambda f: (f.occurred_at, f.id))
    for place, fact in enumerate(standing):
        if fact.status is StayStatus.ACTIVE and fact.location_id.int < 3:
            day = fact.occurred_at.astimezone(ZONE).date()
            wanted.add(day)
            end = standing[place + 1].occurred_at if place + 1 < len(standing) else fact.occurred_at
            while day < end.astimezone(ZONE).date():
                wanted.add(day)
                day += timedelta(days=1)
    assert {*days} == wanted


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=FACTS, order=st.randoms(use_true_random=False))
def test_bed_days_charged_are_what_all_facts_say_in_any_order_of_arrival(
    drawn: list[tuple[int, int, bool, bool]], order: object
) -> None:
    care = Care(dict_hospital())
    care.price("bed-day", 100)
    care.open_visit()
    beds = {number: care.hospital.bed(number) for number in (1, 2)}
    ops = []
    for hours, bed, is_active, _ in drawn:
        place = beds.get(bed, beds[1])
        status = "active" if is_active else "completed"
        then = march(1, hours)
        ops.append(
            care.op("encounter_location", location_id=place, occurred_at=then, status=status)
        )
    order.shuffle(ops)  # type: ignore[attr-defined]  # a Random
    for op in ops:
        assert care.ward.say(op).status == "applied"
        at(care, care.hospital.clock.at + timedelta(hours=17))
    for op, (_, _, _, is_voided) in zip(list(ops), drawn, strict=True):
        if is_voided:
            care.void("encounter_location", op.id)
    facts = care.rows(EncounterLocation)
    wanted = stay_days(facts, lambda _: True, until=care.now())
    assert nets(care) == dict.fromkeys(wanted, 100)


def test_a_leaving_in_another_century_is_not_charged_for_ever() -> None:
    (came, left) = facts_of([(0, 1, True, False), (1, 1, False, False)])
    slip = replace(left, occurred_at=datetime(9999, 12, 31, 23, tzinfo=UTC))
    assert len(stay_days([came, slip], lambda _: True, ZONE)) == STAY_DAYS_MAX
    begun = replace(came, occurred_at=datetime(1, 1, 1, tzinfo=UTC))
    west = timezone(timedelta(hours=-12))
    assert [*stay_days([begun], lambda _: True, west)] == [date(1, 1, 1)]
