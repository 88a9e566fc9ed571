"""What is on the shelf: sums of what came and went, never a number that somebody keeps."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from local_store.reading import Read
from local_store.tables import table
from models.device import Device
from models.location import Location
from models.medication import StockMovement
from models.vocabulary import DeviceId, LocationId, MedicationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One batch of one medicine. `balance` is in supply units, and may be below zero."""

    medication_id: MedicationId
    code: str
    expires_on: date
    balance: Decimal

    def is_expired(self, today: date) -> bool:
        """Whether it may no longer be used; the day it expires is the last good one."""
        return self.expires_on < today


def batches(read: Read, of: Iterable[MedicationId] | None = None) -> list[Batch]:
    """Every batch that ever moved, the first to expire first; of some medicines, or of all."""
    columns = table(StockMovement).c
    asked = select(columns.medication_id, columns.batch, columns.expires_on, columns.quantity)
    if of is not None:
        asked = asked.where(columns.medication_id.in_(list(of)))
    sums: dict[tuple[MedicationId, str, date], Decimal] = defaultdict(Decimal)
    for row in read.connection.execute(asked):
        key = MedicationId(row.medication_id), row.batch, date.fromisoformat(row.expires_on)
        sums[key] += Decimal(row.quantity)
    found = [
        Batch(medication_id=medicine, code=code, expires_on=day, balance=balance)
        for (medicine, code, day), balance in sums.items()
    ]
    return sorted(found, key=lambda each: (each.expires_on, each.code))


def first_to_go(held: Iterable[Batch], today: date) -> Batch | None:
    """First expired, first out: the batch to take from next, or None where nothing is left."""
    usable = (each for each in held if each.balance > 0 and not each.is_expired(today))
    return min(usable, key=lambda each: (each.expires_on, each.code), default=None)


def balance_of(read: Read, medicine: MedicationId, code: str, expires_on: date) -> Decimal:
    """What should be on the shelf of one batch."""
    held = batches(read, [medicine])
    return sum(
        (each.balance for each in held if (each.code, each.expires_on) == (code, expires_on)),
        Decimal(0),
    )


def place_of(read: Read, desk: DeviceId | None) -> LocationId | None:
    """The place whose shelf a desk takes from: the one that its workstation is named after."""
    device = read.get(Device, desk) if desk else None
    found = read.all(Location, name=device.place) if device else []
    return LocationId(found[0].id) if len(found) == 1 else None
