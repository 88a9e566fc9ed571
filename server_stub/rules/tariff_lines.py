"""Which lines of the tariff an event is charged by, and what it comes to."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.billing import ChargeItemDefinition
from models.vocabulary import ChargeTrigger
from server_stub.rules.answer import Rows, found


def lines_for(
    rows: Rows, event: ChargeTrigger, applies_to: str, day: date
) -> list[ChargeItemDefinition]:
    """Every line in force on a day for an event: the ones for its code, and the ones for all.

    They add up: a line without `applies_to` is charged beside the line of the very medicine.
    """
    lines = [
        *found(rows, ChargeItemDefinition, "event", event.value, applies_to=applies_to),
        *found(rows, ChargeItemDefinition, "event", event.value, applies_to=None),
    ]
    return in_force(lines, day)


def in_force(lines: Iterable[ChargeItemDefinition], day: date) -> list[ChargeItemDefinition]:
    """Those in force on a day: from their first day on, up to but without their last."""
    return [
        line
        for line in lines
        if line.effective_from <= day and (line.effective_to is None or day < line.effective_to)
    ]


def amount_minor(quantity: Decimal, unit_price_minor: int) -> int:
    """The whole minor units of a quantity at a price.

    Half a unit is rounded away from zero, so that a void takes away exactly what was charged.
    """
    return int((quantity * unit_price_minor).to_integral_value(ROUND_HALF_UP))
