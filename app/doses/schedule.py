"""Which doses of a patient are late, due, to come, or recorded, as far as this desk knows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from app.doses.rows import DoseState
from app.orders.standing import OrderState, Standing
from models.dosing import due_times
from models.medication import MedicationAdministration, MedicationRequest
from models.vocabulary import AdministrationStatus, Frequency

EARLY = LATE = timedelta(minutes=60)
"""A dose is due from an hour before its time; an hour after it, it is late."""
LOOK_BACK = timedelta(hours=12)
"""A dose of yesterday evening that nobody recorded does not vanish at midnight."""
_SHOWN = (OrderState.ACTIVE, OrderState.HELD, OrderState.STOPPED)


@dataclass(frozen=True, slots=True)
class Dose:
    """One dose: planned, recorded, or both. `due_at` is None for one that was not planned."""

    standing: Standing
    due_at: datetime | None
    state: DoseState
    given: MedicationAdministration | None = None

    @property
    def order(self) -> MedicationRequest:
        """The order it is of."""
        return self.standing.order


def doses_of_day(
    standings: Iterable[Standing], given: Iterable[MedicationAdministration], now: datetime
) -> list[Dose]:
    """The doses of the day at the site, in the order in which a nurse needs them."""
    recorded = [each for each in given if each.voided_at is None]
    found = [
        dose
        for standing in standings
        if standing.state in _SHOWN
        for dose in _of_order(standing, recorded, now)
    ]
    rank = {state: place for place, state in enumerate(DoseState)}
    return sorted(
        found,
        key=lambda dose: (rank[dose.state], _when(dose, now), dose.order.medication_text),
    )


def administrations_for(
    order: MedicationRequest, due_at: datetime | None, given: Iterable[MedicationAdministration]
) -> list[MedicationAdministration]:
    """What was recorded about this dose and stands."""
    wanted = _utc(due_at)
    return [
        each
        for each in given
        if each.voided_at is None and each.request_id == order.id and _utc(each.due_at) == wanted
    ]


def _of_order(
    standing: Standing, recorded: list[MedicationAdministration], now: datetime
) -> Iterator[Dose]:
    order = standing.order
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    mine = [each for each in recorded if each.request_id == order.id]
    for due_at in _planned(standing, midnight, now):
        answers = administrations_for(order, due_at, mine)
        if answers:
            yield from (_recorded(standing, each) for each in answers)
        elif due_at >= midnight or due_at >= now - LOOK_BACK:
            yield Dose(standing, due_at, _open_state(due_at, now))
    for each in mine:
        if each.due_at is None and each.occurred_at >= midnight:
            yield _recorded(standing, each)
    if order.frequency is Frequency.AS_NEEDED and standing.is_given:
        yield Dose(standing, None, DoseState.WHEN_NEEDED)


def _planned(standing: Standing, midnight: datetime, now: datetime) -> tuple[datetime, ...]:
    """The due times from the look back to the end of the day, cut where the order was ended."""
    order, zone = standing.order, now.tzinfo
    end = datetime.combine(now.date() + timedelta(days=1), time(), zone)
    if standing.state is not OrderState.ACTIVE and standing.last is not None:
        end = min(end, standing.last.occurred_at)
    if zone is None:
        return ()
    since = min(midnight, now - LOOK_BACK)
    return due_times(
        order.starts_at, order.frequency, order.duration_days, zone, since=since, until=end
    )


def _open_state(due_at: datetime, now: datetime) -> DoseState:
    if due_at < now - LATE:
        return DoseState.LATE
    return DoseState.DUE if due_at <= now + EARLY else DoseState.LATER


def _recorded(standing: Standing, each: MedicationAdministration) -> Dose:
    done = each.status is AdministrationStatus.COMPLETED
    return Dose(standing, each.due_at, DoseState.GIVEN if done else DoseState.NOT_GIVEN, each)


def _when(dose: Dose, now: datetime) -> datetime:
    if dose.given is not None:
        return dose.given.occurred_at
    return dose.due_at or now


def _utc(at: datetime | None) -> datetime | None:
    """In the hour that comes twice, instants are equal in UTC only (PEP 495)."""
    return None if at is None else at.astimezone(UTC)
