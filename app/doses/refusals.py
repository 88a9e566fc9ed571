"""Why a dose is not recorded, in words that say what to do."""

from enum import StrEnum

from models.vocabulary import N_


class DoseRefusal(StrEnum):
    """Why a dose is not recorded."""

    NO_ORDER = "no_order"
    NOT_SIGNED = "not_signed"
    ENDED = "ended"
    ALREADY = "already"
    OTHER_PATIENT = "other_patient"
    BAD_BAND = "bad_band"
    NOT_SCANNED = "not_scanned"
    NO_REASON = "no_reason"
    BAD_DOSE = "bad_dose"
    BAD_TIME = "bad_time"
    NO_PACK = "no_pack"
    UNKNOWN_PACK = "unknown_pack"
    WRONG_PACK = "wrong_pack"
    EXPIRED = "expired"


DOSE_REFUSALS: dict[StrEnum, str] = {
    DoseRefusal.NO_ORDER: N_("This desk does not hold that order. Select a dose in the list."),
    DoseRefusal.NOT_SIGNED: N_("Nobody has signed this order. It is not given before that."),
    DoseRefusal.ENDED: N_(
        "Do not give it. {state}. If it has been given all the same, type when it was given and a "
        "note: what happened is always recorded."
    ),
    DoseRefusal.ALREADY: N_(
        "This dose was recorded {when} by {who}. Do not give it again. If it has been given "
        "twice, type when and a note."
    ),
    DoseRefusal.OTHER_PATIENT: N_(
        "STOP: this is the wristband of another patient. Nothing was recorded."
    ),
    DoseRefusal.BAD_BAND: N_("{why}"),
    DoseRefusal.NOT_SCANNED: N_("Scan the wristband, or write why it was not scanned."),
    DoseRefusal.NO_REASON: N_("Choose why the dose was not given."),
    DoseRefusal.BAD_DOSE: N_("{why}"),
    DoseRefusal.BAD_TIME: N_("{why}"),
    DoseRefusal.NO_PACK: N_("This code is not that of a medicine pack. Scan the pack again."),
    DoseRefusal.UNKNOWN_PACK: N_(
        "This pack is not in the formulary. Compare name and strength yourself, record the dose "
        "without the pack, and tell the pharmacy."
    ),
    DoseRefusal.WRONG_PACK: N_("STOP: this pack is {pack}. Ordered is {ordered}."),
    DoseRefusal.EXPIRED: N_(
        "STOP: this pack expired on {day}. Take another one, and give this one to the pharmacy."
    ),
}
