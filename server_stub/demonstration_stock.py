"""The opening stock of the demonstration hospital's pharmacy."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from models.medication import Medication, StockMovement
from models.vocabulary import LocationId, MedicationId, MovementKind, PractitionerId
from server_stub.demonstration_patients import NAMESPACE
from server_stub.operator_line import Operator
from server_stub.operator_requests import KnownRequest
from server_stub.table_import import standing_rows
from server_stub.writing import write_new

USE_CASE = "stock.receive"
EXPIRED = "M-109"
"""The medicine with a batch that expired a fortnight ago."""
EXPIRES_SOON = "M-106"
"""The medicine with a batch that expires in twenty days."""

_USUAL_DAYS = (240, 420, 600)
_QUANTITIES = (120, 200, 300)
_LETTERS = "ABC"
_REASON = "Opening stock"


def make_stock(
    operator: Operator, pharmacy: LocationId, pharmacist: PractitionerId, now: datetime
) -> None:
    """Receive two or three batches of every medicine that the pharmacy has none of."""
    medicines = [
        Medication.from_plain(row_id, row)
        for row_id, row in standing_rows(operator, Medication).items()
    ]
    medicines.sort(key=lambda medicine: medicine.code)
    wanted = [
        movement
        for number, medicine in enumerate(medicines)
        for movement in _receipts(number, medicine, (pharmacy, pharmacist, now))
    ]
    ids = [movement.id for movement in wanted]
    known = operator.known(KnownRequest(table=StockMovement.TABLE, ids=ids))
    fresh = [movement for movement in wanted if movement.id not in known]
    if fresh:
        write_new(operator, USE_CASE, [[*fresh]])


def _receipts(
    number: int, medicine: Medication, ground: tuple[LocationId, PractitionerId, datetime]
) -> Iterator[StockMovement]:
    pharmacy, pharmacist, now = ground
    for place, days in enumerate(_days_left(number, medicine.code)):
        yield StockMovement(
            id=batch_id(medicine.code, place),
            recorded_at=now,
            recorded_by_id=pharmacist,
            place_id=pharmacy,
            medication_id=MedicationId(medicine.id),
            batch=f"{medicine.code.removeprefix('M-')}{_LETTERS[place]}{17 * number + place:03d}",
            expires_on=(now + timedelta(days=days)).date(),
            quantity=Decimal(_QUANTITIES[(number + place) % len(_QUANTITIES)]),
            kind=MovementKind.RECEIPT,
            occurred_at=now,
            reason=_REASON,
        )


def batch_id(code: str, place: int) -> UUID:
    """The id of the receipt of a medicine's batch, the first being 0."""
    return uuid5(NAMESPACE, f"stock/{code}/{place}")


def _days_left(number: int, code: str) -> tuple[int, ...]:
    usual = _USUAL_DAYS[: 2 + number % 2]
    if code == EXPIRED:
        return (-14, *usual[:2])
    if code == EXPIRES_SOON:
        return (20, *usual[:2])
    return usual
