"""Where a patient is, in the words of banner and page."""

from app.code_words import code_words
from app.query import Look
from app.times import moment_words
from app.whereabouts import Whereabouts, place_words
from models.vocabulary import N_

BOOKED = N_("{bed} (booked)")
WAITING = N_("{kind}, waiting {token}")
ON_WARD = N_("{kind}, {ward}")
SINCE = N_("{kind} since {when}")


def bed_words(look: Look, where: Whereabouts) -> str:
    """The bed they lie in, else the one booked for them, or ""."""
    if where.stay is not None:
        return place_words(look.read, where.stay.location_id)
    if where.booking is not None:
        return BOOKED.format(bed=place_words(look.read, where.booking.bed_id))
    return ""


def visit_words(look: Look, where: Whereabouts) -> str:
    """`Outpatient since 10:42`, or "" where no visit is going on."""
    if where.visit is None:
        return ""
    when = moment_words(where.visit.started_at, look.now)
    return SINCE.format(kind=code_words(where.visit.class_code), when=when)


def where_words(look: Look, where: Whereabouts) -> str:
    """The bed; else the visit with the number they wait under or its ward; or ""."""
    bed = bed_words(look, where)
    if bed or where.visit is None:
        return bed
    kind = code_words(where.visit.class_code)
    if where.token:
        return WAITING.format(kind=kind, token=where.token)
    ward = place_words(look.read, where.visit.ward_id)
    return ON_WARD.format(kind=kind, ward=ward) if ward else kind
