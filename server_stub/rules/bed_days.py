"""Bed days: one for each day of a visit that began in a bed or was spent in one.

The first day is charged when the patient comes to the bed, the others when the stay ends. The day
of leaving is not charged unless it is the first; a day on which the patient changed beds is one
day. Facts that arrive late or are voided bring the days to what the facts then say.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from decimal import Decimal
from uuid import UUID

from models.billing import ChargeItem
from models.encounter import Encounter, EncounterLocation
from models.values import instant_from_us
from models.vocabulary import ChargeTrigger, LocationId, StayStatus
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, found, news_of, one
from server_stub.rules.beds import is_bed
from server_stub.rules.charges import USE_CASE, item_for, item_id
from server_stub.rules.site_days import day_at, days_between, start_of
from server_stub.rules.tariff_lines import lines_for

STAY_DAYS_MAX = 1000
"""What is charged of one stay at most: a leaving typed into another century is a slip."""

_ONE = Decimal(1)


def bed_days(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Bring the bed days of each visit of which a fact is new to what its facts say."""
    answer = Answer(run, f"{USE_CASE}_bed_days")
    moved: dict[tuple[UUID | None, UUID], Candidate] = {}
    for because, fact, _ in news_of(news, EncounterLocation):
        moved[fact.encounter_id, fact.patient_id] = because
    for (visit, patient), because in moved.items():
        answer.make(because, _corrections(run, visit, patient))
    return answer.sets()


def stay_days(
    facts: Iterable[EncounterLocation],
    is_bed: Callable[[LocationId], bool],
    zone: tzinfo | None = None,
) -> dict[date, EncounterLocation]:
    """The days to charge of one visit, each with the arrival that it counts for."""
    standing = sorted(
        (fact for fact in facts if fact.voided_at is None),
        key=lambda fact: (fact.occurred_at, fact.id),
    )
    days: dict[date, EncounterLocation] = {}
    for place, fact in enumerate(standing):
        if fact.status is not StayStatus.ACTIVE or not is_bed(fact.location_id):
            continue
        first = day_at(fact.occurred_at, zone)
        later = standing[place + 1 :]
        end = day_at(later[0].occurred_at, zone) if later else first
        for day in (first, *days_between(first, end, at_most=STAY_DAYS_MAX)):
            days.setdefault(day, fact)
    return days


def _corrections(run: OpenRun, visit: UUID | None, patient: UUID) -> Iterator[ChargeItem]:
    if visit is None:
        facts = found(run, EncounterLocation, "patient_id", patient, encounter_id=None)
        items = found(run, ChargeItem, "patient_id", patient, encounter_id=None)
    else:
        facts = found(run, EncounterLocation, "encounter_id", visit)
        items = found(run, ChargeItem, "encounter_id", visit)
    items = [item for item in items if item.source_table == EncounterLocation.TABLE]
    wanted = stay_days(facts, lambda place: is_bed(run, place))
    charged: Counter[date] = Counter()
    for item in items:
        charged[day_at(item.occurred_at)] += int(item.quantity)
    yield from _added(run, visit or patient, wanted, (items, charged))
    yield from _removed(run, visit or patient, {*charged} - {*wanted}, items)


def _added(
    run: OpenRun,
    stay: UUID,
    wanted: dict[date, EncounterLocation],
    ground: tuple[list[ChargeItem], Counter[date]],
) -> Iterator[ChargeItem]:
    items, charged = ground
    for day, fact in wanted.items():
        if charged[day] > 0:
            continue
        opened = one(run, Encounter, fact.encounter_id)
        kind = "" if opened is None else opened.class_code.value
        begins = max(fact.occurred_at, start_of(day))
        for line in lines_for(run, ChargeTrigger.BED_DAY, kind, day):
            times = (begins, instant_from_us(run.now_ms * 1000))
            part = _part(items, line.id, day)
            yield replace(item_for(fact, line, _ONE, times), id=item_id(stay, line.id, part))


def _removed(
    run: OpenRun, stay: UUID, days: set[date], items: list[ChargeItem]
) -> Iterator[ChargeItem]:
    for day in sorted(days):
        by_line: Counter[UUID] = Counter()
        samples: dict[UUID, ChargeItem] = {}
        for item in items:
            if day_at(item.occurred_at) == day:
                by_line[item.definition_id] += int(item.quantity)
                samples[item.definition_id] = item
        for line_id, count in by_line.items():
            if count > 0:
                sample = samples[line_id]
                yield replace(
                    sample,
                    id=item_id(stay, line_id, _part(items, line_id, day)),
                    quantity=-_ONE,
                    amount_minor=-sample.unit_price_minor,
                    derived_at=instant_from_us(run.now_ms * 1000),
                )


def _part(items: list[ChargeItem], line_id: UUID, day: date) -> str:
    """The day, and how often it was charged or taken away before."""
    before = sum(i.definition_id == line_id and day_at(i.occurred_at) == day for i in items)
    return f"{day}/{before}" if before else f"{day}"
