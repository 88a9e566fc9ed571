"""Words about visits and what is found during them."""

from enum import StrEnum


class EncounterClass(StrEnum):
    """FHIR v3 ActEncounterCode: what sort of visit it is."""

    AMBULATORY = "AMB"
    INPATIENT = "IMP"
    EMERGENCY = "EMER"


class EncounterStatus(StrEnum):
    """FHIR encounter-status, those a visit passes through."""

    IN_PROGRESS = "in-progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class StayStatus(StrEnum):
    """FHIR encounter-location-status: the patient has come to a place, or has left it."""

    ACTIVE = "active"
    COMPLETED = "completed"


class AllergyKind(StrEnum):
    """FHIR allergy-intolerance-type, and the recorded answer that there is none."""

    ALLERGY = "allergy"
    INTOLERANCE = "intolerance"
    NONE_KNOWN = "none-known"


class Criticality(StrEnum):
    """FHIR allergy-intolerance-criticality."""

    LOW = "low"
    HIGH = "high"
    UNABLE_TO_ASSESS = "unable-to-assess"


class ClinicalStatus(StrEnum):
    """FHIR condition-clinical and allergyintolerance-clinical."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    RESOLVED = "resolved"


class NoteKind(StrEnum):
    """What a clinical note is."""

    PROGRESS = "progress"
    NURSING = "nursing"
    PHARMACY = "pharmacy"


class Disposition(StrEnum):
    """FHIR discharge-disposition: where the patient went."""

    HOME = "home"
    OTHER_HOSPITAL = "other-hcf"
    LONG_TERM_CARE = "long"
    AGAINST_ADVICE = "aadvice"
    DIED = "exp"
