"""The four different things that can be said about somebody's allergies."""

from enum import StrEnum

from models.vocabulary import N_


class AllergyState(StrEnum):
    """Four different things that must look different."""

    KNOWN = "known"
    NONE_KNOWN = "none-known"
    NOT_RECORDED = "not-recorded"
    UNAVAILABLE = "unavailable"


STATE_WORDS: dict[AllergyState, str] = {
    AllergyState.KNOWN: N_("Known allergies"),
    AllergyState.NONE_KNOWN: N_("No known allergies"),
    AllergyState.NOT_RECORDED: N_("Allergies not recorded"),
    AllergyState.UNAVAILABLE: N_("Allergies unavailable at this desk"),
}
