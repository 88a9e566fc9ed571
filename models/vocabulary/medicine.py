"""Words about medicines."""

from enum import StrEnum


class RequestStatus(StrEnum):
    """FHIR medicationrequest-status; what happens after signing are facts of their own."""

    DRAFT = "draft"
    ACTIVE = "active"
    CANCELLED = "cancelled"


class StopKind(StrEnum):
    """What a person decided about an order that was signed."""

    STOP = "stop"
    HOLD = "hold"
    RESUME = "resume"


class Frequency(StrEnum):
    """How often a dose is due; `models.dosing` says when."""

    ONCE = "once"
    DAILY = "daily"
    NIGHTLY = "nightly"
    TWICE_DAILY = "twice-daily"
    THREE_TIMES_DAILY = "three-times-daily"
    FOUR_TIMES_DAILY = "four-times-daily"
    EVERY_6_HOURS = "every-6-hours"
    EVERY_8_HOURS = "every-8-hours"
    EVERY_12_HOURS = "every-12-hours"
    AS_NEEDED = "as-needed"


class Route(StrEnum):
    """How a medicine is given."""

    ORAL = "oral"
    INTRAVENOUS = "intravenous"
    INTRAMUSCULAR = "intramuscular"
    SUBCUTANEOUS = "subcutaneous"
    INHALED = "inhaled"
    TOPICAL = "topical"
    RECTAL = "rectal"


class AdministrationStatus(StrEnum):
    """FHIR medication-admin-status: given, or not given for a reason."""

    COMPLETED = "completed"
    NOT_DONE = "not-done"


class NotGivenReason(StrEnum):
    """Why a dose was not given."""

    REFUSED = "refused"
    NIL_BY_MOUTH = "nil-by-mouth"
    NOT_AVAILABLE = "not-available"
    AWAY = "away"
    WITHHELD = "withheld"
    VOMITED = "vomited"
    OTHER = "other"


class MovementKind(StrEnum):
    """Why stock moved. Only `dispense` uses it up on a person."""

    RECEIPT = "receipt"
    DISPENSE = "dispense"
    COUNT = "count"
    RETURN = "return"
    DISPOSAL = "disposal"
