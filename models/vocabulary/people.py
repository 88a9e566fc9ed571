"""Words about people, where they work and where things are."""

from enum import StrEnum


class AdministrativeGender(StrEnum):
    """FHIR administrative-gender."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    """How much of a birth date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class NameUse(StrEnum):
    """FHIR name-use."""

    USUAL = "usual"
    OFFICIAL = "official"
    TEMP = "temp"
    NICKNAME = "nickname"
    ANONYMOUS = "anonymous"
    OLD = "old"
    MAIDEN = "maiden"


class ContactSystem(StrEnum):
    """FHIR contact-point-system."""

    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    PAGER = "pager"
    URL = "url"
    SMS = "sms"
    OTHER = "other"


class ContactUse(StrEnum):
    """FHIR contact-point-use."""

    HOME = "home"
    WORK = "work"
    TEMP = "temp"
    OLD = "old"
    MOBILE = "mobile"


class AddressUse(StrEnum):
    """FHIR address-use."""

    HOME = "home"
    WORK = "work"
    TEMP = "temp"
    OLD = "old"
    BILLING = "billing"


class Role(StrEnum):
    """Job roles; `models.rights` says what each may do."""

    RECEPTIONIST = "receptionist"
    NURSE = "nurse"
    DOCTOR = "doctor"
    PHARMACIST = "pharmacist"
    CASHIER = "cashier"
    ADMINISTRATOR = "administrator"


class Profile(StrEnum):
    """What a workstation is for; it alone decides what the workstation holds."""

    RECEPTION = "reception"
    WARD = "ward"
    PHARMACY = "pharmacy"
    CASHIER = "cashier"
    SERVICE = "service"


class LocationKind(StrEnum):
    """FHIR location-physical-type, the ones a bed board needs."""

    SITE = "si"
    WARD = "wa"
    ROOM = "ro"
    BED = "bd"
