"""What is the same for everybody at this site: its clock, its zone, how it writes dates."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from uuid import UUID

from app.typed_dates import DayOrder
from models.ids import Clock, Entropy, uuid7


@dataclass(frozen=True, slots=True)
class Site:
    """Time, randomness and habit.

    Attributes:
        clock: where time comes from.
        entropy: where randomness comes from.
        zone: the time zone, None for that of the computer.
        order: how the site writes dates.
    """

    clock: Clock
    entropy: Entropy
    zone: tzinfo | None = None
    order: DayOrder = DayOrder.DAY_FIRST

    def now(self) -> datetime:
        """The instant, in the zone of the site."""
        return self.clock.now().astimezone(self.zone)

    def today(self) -> date:
        """The day it is at the site."""
        return self.now().date()

    def new_id(self) -> UUID:
        """A fresh id."""
        return uuid7(int(self.clock.now().timestamp() * 1000), self.entropy)
