"""Words about money."""

from enum import StrEnum


class ChargeTrigger(StrEnum):
    """What must have happened for a tariff line to be charged."""

    ENCOUNTER_OPENED = "encounter-opened"
    BED_DAY = "bed-day"
    VITALS_RECORDED = "vitals-recorded"
    DOSE_GIVEN = "dose-given"
    MEDICINE_DISPENSED = "medicine-dispensed"


class InvoiceKind(StrEnum):
    """What a numbered bill is."""

    INVOICE = "invoice"
    SUPPLEMENTARY = "supplementary"
    CREDIT_NOTE = "credit-note"


class PaymentKind(StrEnum):
    """Which way money went, and whether it is for a bill or ahead of one."""

    PAYMENT = "payment"
    DEPOSIT = "deposit"
    REFUND = "refund"


class PaymentMethod(StrEnum):
    """How money went."""

    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"
