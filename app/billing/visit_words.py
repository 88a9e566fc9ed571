"""What a visit is called on an account."""

from datetime import datetime

from app.code_words import code_words
from app.times import moment_words
from models.encounter import Encounter
from models.vocabulary import N_

NO_VISIT = N_("Outside any visit")
STRUCK_OUT = N_("Recorded by mistake")


def visit_words(visit: Encounter | None, now: datetime) -> str:
    """`Inpatient, 03-Apr 10:42`."""
    if visit is None:
        return NO_VISIT
    return f"{code_words(visit.class_code)}, {moment_words(visit.started_at, now)}"


def visit_state(visit: Encounter | None) -> str:
    """`In progress`, `Finished`; "" for no visit."""
    if visit is None:
        return ""
    return STRUCK_OUT if visit.voided_at is not None else code_words(visit.status)
