"""Why two patients look alike, in words."""

from collections.abc import Sequence

from models.duplicates import Alike
from models.vocabulary import N_

WHY: dict[Alike, str] = {
    Alike.SAME_NAME: N_("same name"),
    Alike.NAME_SPELT_OTHERWISE: N_("name spelt otherwise"),
    Alike.NAMES_SWAPPED: N_("family and given name swapped"),
    Alike.SAME_BIRTH_DATE: N_("same birth date"),
    Alike.DAY_MONTH_SWAPPED: N_("day and month swapped"),
    Alike.ONE_DIGIT_OFF: N_("birth date one digit off"),
    Alike.SAME_YEAR: N_("born about the same year"),
    Alike.SAME_PHONE: N_("same phone"),
    Alike.SAME_ADDRESS: N_("same address"),
}


def why_words(reasons: Sequence[Alike]) -> str:
    """`name spelt otherwise, day and month swapped`."""
    return ", ".join(WHY[reason] for reason in reasons)
