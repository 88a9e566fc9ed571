"""What is charged for: visits, observation sets, doses given, medicines dispensed.

An item's id follows from its event, its tariff line and a part, so that the same event makes the
same item however and however often it arrives. A voided event, or a cancelled visit, makes a second
item that takes away what the first charged. The tariff is that of the day of the event at the site.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from models.billing import ChargeItem, ChargeItemDefinition
from models.care import CareRecord
from models.clinical import Observation
from models.encounter import Encounter
from models.medication import Medication, MedicationAdministration, MedicationDispense
from models.values import instant_from_us
from models.vital_signs import is_panel
from models.vocabulary import (
    AdministrationStatus,
    ChargeTrigger,
    EncounterId,
    EncounterStatus,
    RowId,
)
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, Rows, found, news_of, one
from server_stub.rules.site_days import day_at
from server_stub.rules.tariff_lines import amount_minor, lines_for

USE_CASE = "charge.derive"
VOID = "void"
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Chargeable:
    """Something that happened, as the tariff sees it."""

    event: ChargeTrigger
    applies_to: str
    quantity: Decimal
    occurred_at: datetime


def charges(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Charge what newly happened, and take away what was charged for what is newly void."""
    answer = Answer(run, USE_CASE)
    derived_at = instant_from_us(run.now_ms * 1000)
    fresh: dict[UUID, list[ChargeItem]] = {}
    for entity, chargeable_of in _SOURCES.items():
        for because, record, is_new in news_of(news, entity):
            if _never_was(record):
                standing = [] if is_new else _items_of(run, record, fresh)
                answer.make(because, (taken_away(item, derived_at) for item in standing))
                continue
            chargeable = chargeable_of(run, record) if is_new else None
            if chargeable is not None:
                items = [*_derive(run, record, chargeable, derived_at)]
                fresh[record.id] = items
                answer.make(because, items)
    return answer.sets()


def item_id(event_id: UUID, definition_id: UUID, part: str = "") -> UUID:
    """The id of the charge that a tariff line makes of an event; `part` tells several apart."""
    return uuid5(event_id, f"{definition_id}/{part}")


def item_for(
    source: CareRecord,
    line: ChargeItemDefinition,
    quantity: Decimal,
    times: tuple[datetime, datetime],
) -> ChargeItem:
    """The charge that a tariff line makes of an event; `times` are of the event and of now."""
    return ChargeItem(
        id=item_id(source.id, line.id),
        patient_id=source.patient_id,
        encounter_id=_visit_of(source),
        definition_id=RowId(line.id),
        title=line.title,
        quantity=quantity,
        unit_price_minor=line.unit_price_minor,
        amount_minor=amount_minor(quantity, line.unit_price_minor),
        currency=line.currency,
        occurred_at=times[0],
        derived_at=times[1],
        source_table=source.TABLE,
        source_id=RowId(source.id),
    )


def taken_away(item: ChargeItem, derived_at: datetime) -> ChargeItem:
    """The item that makes another as if it had never been charged."""
    return replace(
        item,
        id=item_id(item.source_id, item.definition_id, VOID),
        quantity=-item.quantity,
        amount_minor=-item.amount_minor,
        derived_at=derived_at,
    )


def _derive(
    rows: Rows, record: CareRecord, chargeable: Chargeable, derived_at: datetime
) -> Iterable[ChargeItem]:
    day = day_at(chargeable.occurred_at)
    times = (chargeable.occurred_at, derived_at)
    for line in lines_for(rows, chargeable.event, chargeable.applies_to, day):
        yield item_for(record, line, chargeable.quantity, times)


def _items_of(
    run: OpenRun, record: CareRecord, fresh: dict[UUID, list[ChargeItem]]
) -> list[ChargeItem]:
    if record.id in fresh:
        return fresh[record.id]
    visit = _visit_of(record)
    if visit is None:
        items = found(run, ChargeItem, "source_id", record.id)
    else:
        items = found(run, ChargeItem, "encounter_id", visit, source_id=record.id)
    return [item for item in items if item.quantity > 0]


def _never_was(record: CareRecord) -> bool:
    is_cancelled = isinstance(record, Encounter) and record.status is EncounterStatus.CANCELLED
    return record.voided_at is not None or is_cancelled


def _visit_of(record: CareRecord) -> EncounterId | None:
    return EncounterId(record.id) if isinstance(record, Encounter) else record.encounter_id


def _visit(rows: Rows, visit: Encounter) -> Chargeable:  # noqa: ARG001 - as every source
    return Chargeable(
        ChargeTrigger.ENCOUNTER_OPENED, visit.class_code.value, _ONE, visit.started_at
    )


def _observations(rows: Rows, row: Observation) -> Chargeable | None:  # noqa: ARG001
    if row.panel_id is not None or row.value is not None or not is_panel(row):
        return None
    return Chargeable(ChargeTrigger.VITALS_RECORDED, row.code, _ONE, row.effective_at)


def _dose(rows: Rows, dose: MedicationAdministration) -> Chargeable | None:
    if dose.status is not AdministrationStatus.COMPLETED:
        return None
    code = _code(rows, dose.medication_id)
    return Chargeable(ChargeTrigger.DOSE_GIVEN, code, _ONE, dose.occurred_at)


def _supply(rows: Rows, supply: MedicationDispense) -> Chargeable:
    code = _code(rows, supply.medication_id)
    return Chargeable(ChargeTrigger.MEDICINE_DISPENSED, code, supply.quantity, supply.occurred_at)


def _code(rows: Rows, medication_id: UUID) -> str:
    medicine = one(rows, Medication, medication_id)
    return "" if medicine is None else medicine.code


_SOURCES: dict[type[CareRecord], Callable[[Rows, Any], Chargeable | None]] = {
    Encounter: _visit,
    Observation: _observations,
    MedicationAdministration: _dose,
    MedicationDispense: _supply,
}
"""Each gets the records of its own kind."""
