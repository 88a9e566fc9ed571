"""Days of stays that go on: charged by the one writer, once, by the service itself."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from models.billing import ChargeItem
from models.registry import BY_TABLE
from models.values import us_from_instant
from server_stub import bed_day_round
from server_stub.batch_item import Authored
from server_stub.engine import Engine
from server_stub.open_run import OpenRun
from server_stub.port import DatabaseTrouble
from server_stub.rules.bed_days import days_gone_by
from server_stub.running import Running, SystemClock, Works
from tests.server_stub.by_seed import Chance
from tests.server_stub.care import Care
from tests.server_stub.hospital import Hospital
from tests.server_stub.ops import insert

DAYS = 3


@pytest.fixture
def care(in_postgres: Hospital) -> Care:
    made = Care(in_postgres)
    made.price("bed-day", 100)
    made.open_visit()
    made.record("encounter_location", location_id=in_postgres.bed(7))
    made.record("encounter", encounter_id=None, class_code="AMB")
    return made


@pytest.fixture
def engine(care: Care) -> Iterator[Engine]:
    hospital = care.hospital
    keys = hospital.keys
    made = Engine(hospital.port, hospital.clock, hospital.chance.bytes, keys.service, keys.hash)
    yield made
    made.close()


def test_what_passing_days_charge_is_news_for_every_desk_and_once(
    care: Care, engine: Engine
) -> None:
    heads: list[int] = []
    engine.on_commit.append(heads.append)
    engine.charge_bed_days()
    assert heads == [], "no day has gone by"
    care.hospital.clock.advance(DAYS * 86_400)
    before = engine.standing().head
    for _ in range(2):
        engine.charge_bed_days()
    assert heads == [before + DAYS - 1] == [engine.standing().head]
    assert len(care.rows(ChargeItem)) == DAYS


def test_a_visit_that_the_database_refuses_does_not_keep_the_others_from_being_charged(
    care: Care, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, care.visit, care.patient = care.visit, None, care.newcomer()
    good = care.open_visit()
    care.record("encounter_location", location_id=care.hospital.bed(8))
    care.hospital.clock.advance(DAYS * 86_400)

    def refused(run: OpenRun, visit: UUID) -> list[Authored]:
        if visit == bad:
            raise DatabaseTrouble("23514", "a check that this row breaks", lost=False)
        return days_gone_by(run, visit)

    monkeypatch.setattr(bed_day_round, "days_gone_by", refused)
    engine.charge_bed_days()
    charged = Counter(item.encounter_id for item in care.rows(ChargeItem))
    assert charged == {bad: 1, good: DAYS}


def _id(number: int) -> UUID:
    return Chance(number).uuid()


def authored(works: Works, table: str, row_id: UUID, **fields: Any) -> UUID:
    root = fields.get("patient_id", row_id) if BY_TABLE[table].SYNC.root else None
    receipt = works.engine.author("record.import", [insert(table, row_id, root=root, **fields)])
    assert receipt.status == "applied", receipt
    return row_id


def stay(works: Works, since_us: int) -> None:
    """Somebody who has been in bed since then, and a tariff that comes after them."""
    user, patient, visit, fact, bed, line = map(_id, range(6))
    authored(works, "practitioner", user, family="Eze", given="Ngozi", active=True)
    authored(works, "location", bed, kind="bd", name="Bed 1", number=1)
    authored(works, "patient", patient, registered_at=since_us, registered_by_id=user)
    said = {"recorded_at": since_us, "recorded_by_id": user, "patient_id": patient}
    began = {"class_code": "IMP", "status": "in-progress", "started_at": since_us}
    authored(works, "encounter", visit, **began, **said)
    came = {"location_id": bed, "status": "active", "occurred_at": since_us}
    authored(works, "encounter_location", fact, encounter_id=visit, **came, **said)
    price = {"event": "bed-day", "unit_price_minor": 100, "currency": "EUR"}
    known = {"code": "BED", "title": "Bed day", "effective_from": "2000-01-01"}
    authored(works, "charge_item_definition", line, **known, **price)


def items_of(works: Works) -> list[UUID]:
    with works.port.snapshot() as snapshot:
        return [row_id for row_id, _ in snapshot.domain_rows(ChargeItem)]


def test_the_service_looks_by_itself_when_it_begins_to_serve(engine_works: Works) -> None:
    clock = SystemClock()
    stay(engine_works, us_from_instant(clock.now() - timedelta(days=DAYS)))
    assert items_of(engine_works) == [], "there was no price when the patient came"
    running = Running(engine_works, clock, os.urandom)

    async def serve() -> None:
        async with asyncio.timeout(20), running.lifespan(None):  # type: ignore[arg-type]  # unused
            while len(items_of(engine_works)) < DAYS:
                await asyncio.sleep(0.01)

    asyncio.run(serve())
    assert len(items_of(engine_works)) == DAYS
