"""Somebody in bed for days: what is recorded of it, and what the service charges of it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from models.billing import ChargeItem
from server_stub.bed_day_round import charge_days_gone_by, visits_in_progress
from server_stub.rules.site_days import start_of
from tests.server_stub.care import Care


def march(day: int, hour: float = 12) -> datetime:
    """An hour on a day of March 2026 at the site; the clock of the service is there too."""
    return (start_of(date(2026, 3, day)) + timedelta(hours=hour)).astimezone(UTC)


def at(care: Care, instant: datetime) -> None:
    """Time passes, and the service looks whether a day has gone by."""
    hospital = care.hospital
    hospital.clock.at = instant
    for visit in visits_in_progress(hospital.port):
        means = (hospital.clock, hospital.chance.bytes, hospital.keys)
        assert charge_days_gone_by(hospital.port, visit, *means) is not None


def in_bed(care: Care, since: datetime, number: int = 7) -> UUID:
    """Somebody comes to a bed, which is recorded then."""
    care.hospital.clock.at = max(since, care.hospital.clock.at)
    bed = care.hospital.bed(number)
    care.record("encounter_location", location_id=bed, occurred_at=since)
    return bed


def leaves(care: Care, bed: UUID, then: datetime) -> None:
    care.record("encounter_location", location_id=bed, occurred_at=then, status="completed")


def nets(care: Care) -> dict[date, int]:
    """What is charged of each day, where that is not nothing."""
    net: Counter[date] = Counter()
    for item in care.rows(ChargeItem):
        net[item.occurred_at.astimezone().date()] += item.amount_minor
    return {day: amount for day, amount in net.items() if amount}


def march_days(*days: int) -> dict[date, int]:
    return dict.fromkeys((date(2026, 3, day) for day in days), 100)
