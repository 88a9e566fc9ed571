"""How patients are called and counted in words, the same on every screen and paper."""

from collections.abc import Iterable
from datetime import date, datetime, time

from app.ages import age_text
from app.typed_dates import TypedDate, age_on, shown_date
from models.patient import PatientContact, PatientDemographics, PatientName
from models.vocabulary import (
    N_,
    AdministrativeGender,
    ContactSystem,
    ContactUse,
    DatePrecision,
    NameUse,
)

NOT_KNOWN = N_("Not Known")
NO_NAME = N_("No name recorded")
GENDER_WORDS: dict[AdministrativeGender, str] = {
    AdministrativeGender.FEMALE: N_("Female"),
    AdministrativeGender.MALE: N_("Male"),
    AdministrativeGender.OTHER: N_("Other"),
    AdministrativeGender.UNKNOWN: N_("Not Known"),
}
GENDER_OPTIONS = tuple((gender.value, words) for gender, words in GENDER_WORDS.items())

CONTACT_KINDS: dict[str, tuple[str, ContactSystem, ContactUse | None]] = {
    "mobile": (N_("Mobile"), ContactSystem.PHONE, ContactUse.MOBILE),
    "home": (N_("Home phone"), ContactSystem.PHONE, ContactUse.HOME),
    "work": (N_("Work phone"), ContactSystem.PHONE, ContactUse.WORK),
    "phone": (N_("Phone"), ContactSystem.PHONE, None),
    "email": (N_("E-mail"), ContactSystem.EMAIL, None),
    "other": (N_("Other"), ContactSystem.OTHER, None),
}
_CALLED_BY = (NameUse.OFFICIAL, NameUse.USUAL, NameUse.TEMP, NameUse.NICKNAME, NameUse.ANONYMOUS)


def best_name(names: Iterable[PatientName]) -> PatientName | None:
    """The name a patient is called by: the official one, else the usual one, an old one last."""
    ranked = sorted(names, key=lambda name: (_rank(name.use), str(name.id)))
    return ranked[0] if ranked else None


def banner_name(name: PatientName | None) -> str:
    """`FAMILY, Given (Title)`; parts that are not known are left out."""
    if name is None:
        return NO_NAME
    family, given = (name.family or "").upper(), name.given or ""
    called = ", ".join(part for part in (family, given) if part) or NO_NAME
    return f"{called} ({name.prefix})" if name.prefix else called


def typed_date_of(facts: PatientDemographics | None) -> TypedDate | None:
    """The birth date with its precision, or None when it is not known."""
    if facts is None or facts.born_on is None:
        return None
    return TypedDate(facts.born_on, facts.born_precision or DatePrecision.DAY)


def born_words(born: TypedDate | None) -> str:
    """`03-Apr-1984`, or that it is not known."""
    return shown_date(born) if born else NOT_KNOWN


def age_words(born: TypedDate | None, now: datetime) -> str:
    """The age in the units of the banner; "" when the birth date is not known."""
    if born is None:
        return ""
    if born.precision is not DatePrecision.DAY:
        return age_on(born, now.date())
    midnight = datetime.combine(born.on, time(), now.tzinfo)
    return age_text(midnight, now)


def contact_kind(contact: PatientContact) -> str:
    """Which of `CONTACT_KINDS` a contact is."""
    for kind, (_, system, use) in CONTACT_KINDS.items():
        if contact.system is system and (use is contact.use or system is ContactSystem.EMAIL):
            return kind
    return "phone" if contact.system is ContactSystem.PHONE else "other"


def contact_rank(contact: PatientContact) -> tuple[int, str]:
    """The order in which contacts are shown: the mobile first, of one kind the older first."""
    return list(CONTACT_KINDS).index(contact_kind(contact)), str(contact.id)


def contact_label(contact: PatientContact) -> str:
    """`Mobile`, `Home phone`, `E-mail`."""
    return CONTACT_KINDS[contact_kind(contact)][0]


def date_words(day: date) -> str:
    """`03-Apr-1984`."""
    return shown_date(TypedDate(day, DatePrecision.DAY))


def _rank(use: NameUse) -> int:
    return _CALLED_BY.index(use) if use in _CALLED_BY else len(_CALLED_BY)
