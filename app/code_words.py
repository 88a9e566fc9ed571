"""The codes of visits, findings, medicines and money in the words of the hospital."""

from enum import StrEnum

from models.vocabulary import (
    N_,
    AdministrationStatus,
    AllergyKind,
    AttentionKind,
    AttentionStatus,
    ClinicalStatus,
    Criticality,
    Disposition,
    EncounterClass,
    EncounterStatus,
    Frequency,
    InvoiceKind,
    MovementKind,
    NoteKind,
    NotGivenReason,
    PaymentKind,
    PaymentMethod,
    RequestStatus,
    Route,
    StayStatus,
    StopKind,
)

CODE_WORDS: dict[type[StrEnum], dict[str, str]] = {
    EncounterClass: {
        EncounterClass.AMBULATORY: N_("Outpatient"),
        EncounterClass.INPATIENT: N_("Inpatient"),
        EncounterClass.EMERGENCY: N_("Emergency"),
    },
    EncounterStatus: {
        EncounterStatus.IN_PROGRESS: N_("In progress"),
        EncounterStatus.FINISHED: N_("Finished"),
        EncounterStatus.CANCELLED: N_("Cancelled"),
    },
    StayStatus: {StayStatus.ACTIVE: N_("came"), StayStatus.COMPLETED: N_("left")},
    AllergyKind: {
        AllergyKind.ALLERGY: N_("Allergy"),
        AllergyKind.INTOLERANCE: N_("Intolerance"),
        AllergyKind.NONE_KNOWN: N_("No known allergies"),
    },
    Criticality: {
        Criticality.LOW: N_("Low risk"),
        Criticality.HIGH: N_("High risk"),
        Criticality.UNABLE_TO_ASSESS: N_("Cannot be assessed"),
    },
    ClinicalStatus: {
        ClinicalStatus.ACTIVE: N_("Active"),
        ClinicalStatus.INACTIVE: N_("Inactive"),
        ClinicalStatus.RESOLVED: N_("Resolved"),
    },
    NoteKind: {
        NoteKind.PROGRESS: N_("Progress note"),
        NoteKind.NURSING: N_("Nursing note"),
        NoteKind.PHARMACY: N_("Pharmacy note"),
    },
    Disposition: {
        Disposition.HOME: N_("Home"),
        Disposition.OTHER_HOSPITAL: N_("Another hospital"),
        Disposition.LONG_TERM_CARE: N_("Long-term care"),
        Disposition.AGAINST_ADVICE: N_("Left against advice"),
        Disposition.DIED: N_("Died"),
    },
    RequestStatus: {
        RequestStatus.DRAFT: N_("Draft"),
        RequestStatus.ACTIVE: N_("Signed"),
        RequestStatus.CANCELLED: N_("Cancelled"),
    },
    StopKind: {
        StopKind.STOP: N_("Stopped"),
        StopKind.HOLD: N_("On hold"),
        StopKind.RESUME: N_("Resumed"),
    },
    Frequency: {
        Frequency.ONCE: N_("once"),
        Frequency.DAILY: N_("daily"),
        Frequency.NIGHTLY: N_("at night"),
        Frequency.TWICE_DAILY: N_("2 times daily"),
        Frequency.THREE_TIMES_DAILY: N_("3 times daily"),
        Frequency.FOUR_TIMES_DAILY: N_("4 times daily"),
        Frequency.EVERY_6_HOURS: N_("every 6 hours"),
        Frequency.EVERY_8_HOURS: N_("every 8 hours"),
        Frequency.EVERY_12_HOURS: N_("every 12 hours"),
        Frequency.AS_NEEDED: N_("when needed"),
    },
    Route: {
        Route.ORAL: N_("by mouth"),
        Route.INTRAVENOUS: N_("into a vein"),
        Route.INTRAMUSCULAR: N_("into a muscle"),
        Route.SUBCUTANEOUS: N_("under the skin"),
        Route.INHALED: N_("inhaled"),
        Route.TOPICAL: N_("on the skin"),
        Route.RECTAL: N_("rectally"),
    },
    AdministrationStatus: {
        AdministrationStatus.COMPLETED: N_("Given"),
        AdministrationStatus.NOT_DONE: N_("Not given"),
    },
    NotGivenReason: {
        NotGivenReason.REFUSED: N_("Patient refused"),
        NotGivenReason.NIL_BY_MOUTH: N_("Nil by mouth"),
        NotGivenReason.NOT_AVAILABLE: N_("Not available"),
        NotGivenReason.AWAY: N_("Patient away"),
        NotGivenReason.WITHHELD: N_("Withheld"),
        NotGivenReason.VOMITED: N_("Vomited"),
        NotGivenReason.OTHER: N_("Other reason"),
    },
    MovementKind: {
        MovementKind.RECEIPT: N_("Received"),
        MovementKind.DISPENSE: N_("Dispensed"),
        MovementKind.COUNT: N_("Corrected by count"),
        MovementKind.RETURN: N_("Returned"),
        MovementKind.DISPOSAL: N_("Disposed of"),
    },
    InvoiceKind: {
        InvoiceKind.INVOICE: N_("Invoice"),
        InvoiceKind.SUPPLEMENTARY: N_("Supplementary invoice"),
        InvoiceKind.CREDIT_NOTE: N_("Credit note"),
    },
    PaymentKind: {
        PaymentKind.PAYMENT: N_("Payment"),
        PaymentKind.DEPOSIT: N_("Deposit"),
        PaymentKind.REFUND: N_("Refund"),
    },
    PaymentMethod: {
        PaymentMethod.CASH: N_("Cash"),
        PaymentMethod.CARD: N_("Card"),
        PaymentMethod.TRANSFER: N_("Bank transfer"),
    },
    AttentionKind: {
        AttentionKind.TWO_IN_ONE_BED: N_("Two patients are recorded in one bed"),
        AttentionKind.BED_TAKEN_BY_ANOTHER: N_("A patient lies in a bed booked for another"),
        AttentionKind.GIVEN_AFTER_STOP: N_("A dose was given after the order was stopped"),
        AttentionKind.DISPENSED_AFTER_STOP: N_("Dispensed after the order was stopped"),
        AttentionKind.DOUBLE_ORDER: N_("Possible double order"),
        AttentionKind.ORDER_AGAINST_ALLERGY: N_("An order does not go with an allergy"),
        AttentionKind.STOCK_BELOW_ZERO: N_("Count needed: stock is below zero"),
        AttentionKind.EXPIRED_DISPENSED: N_("An expired batch was dispensed"),
        AttentionKind.DISCHARGED_TWICE: N_("Discharged at two desks"),
    },
    AttentionStatus: {AttentionStatus.OPEN: N_("Open"), AttentionStatus.CLOSED: N_("Closed")},
}


def code_words(code: StrEnum) -> str:
    """A code in words."""
    return CODE_WORDS[type(code)][code.value]
