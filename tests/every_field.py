"""A record with one field of every kind, and Hypothesis to fill it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from hypothesis import strategies as st

from models.entity import Entity, MaxLength
from models.sync_policy import SyncPolicy, newest_wins
from models.vocabulary import ReplicaClass


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryField(Entity):
    """One field of each kind, each once required and once not."""

    TABLE: ClassVar[str] = "every_field"
    NUMBER: ClassVar[int] = 9000
    FHIR: ClassVar[str] = ""
    SYNC: ClassVar[SyncPolicy] = newest_wins(ReplicaClass.REF, root="who")

    who: UUID
    text: Annotated[str, MaxLength(60)]
    number: int
    yes: bool
    exact: Decimal
    day: date
    at: datetime
    who_or_not: UUID | None = None
    text_or_not: str | None = None
    number_or_not: int | None = None
    yes_or_not: bool | None = None
    exact_or_not: Decimal | None = None
    day_or_not: date | None = None
    at_or_not: datetime | None = None


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
WHOLE = st.integers(-(2**63), 2**63 - 1)
EXACT = st.decimals(allow_nan=False, allow_infinity=False, places=4)
INSTANT = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
RECORDS = st.builds(
    EveryField,
    id=st.uuids(),
    who=st.uuids(),
    text=TEXT,
    number=WHOLE,
    yes=st.booleans(),
    exact=EXACT,
    day=st.dates(),
    at=INSTANT,
    who_or_not=st.none() | st.uuids(),
    text_or_not=st.none() | TEXT,
    number_or_not=st.none() | WHOLE,
    yes_or_not=st.none() | st.booleans(),
    exact_or_not=st.none() | EXACT,
    day_or_not=st.none() | st.dates(),
    at_or_not=st.none() | INSTANT,
)
