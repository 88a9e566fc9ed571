"""The age that decides whether a patient is scored as an adult."""

from calendar import monthrange
from datetime import date
from uuid import UUID

from app.ages import calendar_age
from app.registration.wording import typed_date_of
from app.typed_dates import TypedDate
from local_store.reading import Read
from models.patient import PatientDemographics
from models.vocabulary import DatePrecision

DECEMBER = 12


def age_in_years(read: Read, patient_id: UUID, day: date) -> int | None:
    """Whole years on a day, None where the birth date is not known.

    Where only the year or the month of birth is known it is the least that it can be: a child is
    never taken for an adult.
    """
    facts = read.all(PatientDemographics, patient_id=patient_id)
    born = typed_date_of(facts[0]) if facts else None
    return None if born is None else max(calendar_age(_latest(born), day)[0], 0)


def _latest(born: TypedDate) -> date:
    """The last day on which somebody may have been born."""
    on = born.on
    if born.precision is DatePrecision.YEAR:
        return date(on.year, DECEMBER, 31)
    if born.precision is DatePrecision.MONTH:
        return date(on.year, on.month, monthrange(on.year, on.month)[1])
    return on
