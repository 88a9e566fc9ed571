"""Bed days: one for each day of a visit that began in a bed or was spent in one.

The first day is charged when the patient comes to the bed, each other when it is over: at the
midnight of the site at which the patient is still there. The day of leaving is not charged unless
it is the first; a day on which the patient changed beds is one day. So the end of a stay changes
nothing that was charged before. Facts that arrive late or are voided bring the days to what the
facts then say: a day too many is taken away by a second item, whose title says why.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from decimal import Decimal
from uuid import UUID, uuid5

from models.billing import ChargeItem
from models.encounter import Encounter, EncounterLocation
from models.values import instant_from_us
from models.vocabulary import ChargeTrigger, EncounterStatus, LocationId, StayStatus
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, Cause, found, news_of, one
from server_stub.rules.beds import is_bed
from server_stub.rules.charges import USE_CASE, item_for, item_id
from server_stub.rules.site_days import day_at, days_between, start_of
from server_stub.rules.tariff_lines import lines_for

STAY_DAYS_MAX = 1000
"""What is charged of one stay at most: a leaving typed into another century is a slip."""

NOT_THERE = "taken back, not in a bed overnight"
"""Why a day is taken away that was charged before."""

_ONE = Decimal(1)
_RULE = f"{USE_CASE}_bed_days"
_TITLE_MAX = 200


def bed_days(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Bring the bed days of each visit of which a fact is new to what its facts say."""
    answer = Answer(run, _RULE)
    moved: dict[tuple[UUID | None, UUID], Candidate] = {}
    for because, fact, _ in news_of(news, EncounterLocation):
        moved[fact.encounter_id, fact.patient_id] = because
        for other in _other_open_visits(run, fact):
            moved.setdefault((other, fact.patient_id), because)
    for (visit, patient), because in moved.items():
        answer.make(because, _corrections(run, visit, patient))
    return answer.sets()


def days_gone_by(run: OpenRun, visit: UUID) -> list[Authored]:
    """The same for a visit of which nothing is new but the time; done twice, it does nothing."""
    opened = one(run, Encounter, visit)
    items = [] if opened is None else [*_corrections(run, visit, opened.patient_id)]
    if not items:
        return []
    answer = Answer(run, _RULE)
    answer.make(Cause(uuid5(visit, str(items[0].id))), items)
    return answer.sets()


def stay_days(
    facts: Iterable[EncounterLocation],
    is_bed: Callable[[LocationId], bool],
    zone: tzinfo | None = None,
    *,
    until: datetime | None = None,
) -> dict[date, EncounterLocation]:
    """The days to charge of one visit, each with the arrival that it counts for.

    A stay that nothing ended counts up to `until`; without it, its first day alone.
    """
    standing = sorted((fact for fact in facts if fact.voided_at is None), key=_order)
    days: dict[date, EncounterLocation] = {}
    for place, fact in enumerate(standing):
        if fact.status is not StayStatus.ACTIVE or not is_bed(fact.location_id):
            continue
        first = day_at(fact.occurred_at, zone)
        later = standing[place + 1 :]
        ends_at = later[0].occurred_at if later else until
        end = first if ends_at is None else day_at(ends_at, zone)
        for day in (first, *days_between(first, end, at_most=STAY_DAYS_MAX)):
            days.setdefault(day, fact)
    return days


def _until(run: OpenRun, visit: UUID | None, facts: list[EncounterLocation]) -> datetime | None:
    """Until when a stay counts that no fact of its visit ended: now, while the visit goes on.

    Whoever came to a place under another visit is no longer here; whoever has no visit is never
    discharged from one, and nothing is charged of them by the mere passing of time.
    """
    opened = one(run, Encounter, visit)
    last = max((fact for fact in facts if fact.voided_at is None), key=_order, default=None)
    if opened is None or last is None or opened.voided_at is not None:
        return None
    went_on = opened.status is EncounterStatus.IN_PROGRESS
    ends = [instant_from_us(run.now_ms * 1000) if went_on else opened.ended_at]
    ends += [
        fact.occurred_at
        for fact in found(run, EncounterLocation, "patient_id", opened.patient_id)
        if fact.encounter_id != visit and _is_arrival(fact) and _order(fact) > _order(last)
    ]
    return min((end for end in ends if end is not None), default=None)


def _other_open_visits(run: OpenRun, fact: EncounterLocation) -> Iterator[UUID]:
    """Coming to a place under one visit ends the stay of another, and taking it back does not."""
    facts = found(run, EncounterLocation, "patient_id", fact.patient_id)
    for visit in dict.fromkeys(each.encounter_id for each in facts):
        opened = None if visit == fact.encounter_id else one(run, Encounter, visit)
        if opened is not None and opened.status is EncounterStatus.IN_PROGRESS:
            yield opened.id


def _is_arrival(fact: EncounterLocation) -> bool:
    return fact.voided_at is None and fact.status is StayStatus.ACTIVE


def _order(fact: EncounterLocation) -> tuple[datetime, UUID]:
    return fact.occurred_at, fact.id


def _corrections(run: OpenRun, visit: UUID | None, patient: UUID) -> Iterator[ChargeItem]:
    if visit is None:
        facts = found(run, EncounterLocation, "patient_id", patient, encounter_id=None)
        items = found(run, ChargeItem, "patient_id", patient, encounter_id=None)
    else:
        facts = found(run, EncounterLocation, "encounter_id", visit)
        items = found(run, ChargeItem, "encounter_id", visit)
    items = [item for item in items if item.source_table == EncounterLocation.TABLE]
    until = _until(run, visit, facts)
    wanted = stay_days(facts, lambda place: is_bed(run, place), until=until)
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
                if item.quantity > 0:
                    samples[item.definition_id] = item
        for line_id, count in by_line.items():
            if count > 0:
                sample = samples[line_id]
                yield replace(
                    sample,
                    id=item_id(stay, line_id, _part(items, line_id, day)),
                    title=f"{sample.title[: _TITLE_MAX - len(NOT_THERE) - 2]}: {NOT_THERE}",
                    quantity=-_ONE,
                    amount_minor=-sample.unit_price_minor,
                    derived_at=instant_from_us(run.now_ms * 1000),
                )


def _part(items: list[ChargeItem], line_id: UUID, day: date) -> str:
    """The day, and how often it was charged or taken away before."""
    before = sum(i.definition_id == line_id and day_at(i.occurred_at) == day for i in items)
    return f"{day}/{before}" if before else f"{day}"
