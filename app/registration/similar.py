"""Who among the patients of this desk may be the person that is being registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.query import Look, Query
from app.registration.people import Known, people
from app.registration.similar_words import why_words
from app.registration.wording import GENDER_WORDS, NOT_KNOWN, banner_name, born_words
from app.search import born_prefix
from app.typed_dates import TypedDate, TypedDateError, parse_birth_date
from local_store.lettering import digits_of, fold_text, name_tokens, number_token
from local_store.reading import Read
from local_store.similar import Candidate, similar_candidates
from models.duplicates import Description, Likeness, likeness, may_be_shown
from models.vocabulary import (
    N_,
    AdministrativeGender,
    ContactSystem,
    DatePrecision,
    PatientId,
)

__all__ = [
    "SIMILAR_PATIENTS",
    "Description",
    "SimilarRow",
    "describe",
    "probably_the_same",
    "similar_to_typed",
]
SHOWN_MAX = 8


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """A patient who may be the same person.

    Attributes:
        why: what is alike, in words: `day and month swapped`.
        is_strong: probably one person: registering another needs a reason.
    """

    patient_id: PatientId
    name: str
    born: str
    gender: str
    phone: str
    mrn: str
    why: str
    is_strong: bool


def similar_to_typed(look: Look, typed: Mapping[str, str]) -> tuple[SimilarRow, ...]:
    """Who is like what stands in the registration form, by the names of its fields."""
    born = None
    if typed.get("born", "").strip():
        born = _typed_date(look, typed["born"])
    about = describe(
        names=(typed.get("family", ""), typed.get("given", "")),
        born=born,
        gender=_gender(typed.get("gender", "")),
        phones=(typed.get("mobile", ""), typed.get("home_phone", "")),
        address=(typed.get("street", ""), typed.get("city", ""), typed.get("postal_code", "")),
    )
    return tuple(_row(known, like) for known, like in similar(look.read, about)[:SHOWN_MAX])


def probably_the_same(read: Read, about: Description) -> list[SimilarRow]:
    """Those alike enough that somebody must say that they are another person."""
    return [_row(known, like) for known, like in similar(read, about) if like.is_strong]


def similar(read: Read, about: Description) -> list[tuple[Known, Likeness]]:
    """The patients of this desk that look like somebody, the most alike first."""
    words = [*name_tokens(about.family), *name_tokens(about.given)]
    candidates = similar_candidates(read, words, _days(about), about.phones)
    known = people(read, [each.patient_id for each in candidates if _worth_it(about, each)])
    compared = [(who, likeness(about, described(who))) for who in known.values()]
    shown = [(who, like) for who, like in compared if like.is_shown]
    return sorted(shown, key=lambda each: (-each[1].weight, str(each[0].patient.id)))


def _worth_it(about: Description, each: Candidate) -> bool:
    """Most candidates need not be read whole: what the index says of them is enough."""
    seen = Description(
        family=fold_text(each.family),
        given=fold_text(each.given),
        born=each.born_on,
        precision=each.born_precision,
        gender=each.gender,
    )
    return may_be_shown(about, seen)


def describe(
    *,
    names: tuple[str, str],
    born: TypedDate | None,
    gender: AdministrativeGender | None,
    phones: Sequence[str],
    address: tuple[str, str, str],
) -> Description:
    """A description, folded: names as (family, given), address as (street, town, postal code)."""
    return Description(
        family=fold_text(names[0]),
        given=fold_text(names[1]),
        born=born.on if born else None,
        precision=born.precision if born else DatePrecision.DAY,
        gender=gender,
        phones=tuple(digits for phone in phones if (digits := digits_of(phone))),
        street=fold_text(address[0]),
        city=fold_text(address[1]),
        postal_code=number_token(address[2]),
    )


def described(known: Known) -> Description:
    """A patient of this desk as a description."""
    name, address = known.name, known.addresses[0] if known.addresses else None
    phones = [c.value for c in known.contacts if c.system is not ContactSystem.EMAIL]
    parts = (address.lines, address.city, address.postal_code) if address else ()
    street, city, code = (part or "" for part in parts or ("", "", ""))
    return describe(
        names=((name.family or "", name.given or "") if name else ("", "")),
        born=known.born,
        gender=known.facts.gender if known.facts else None,
        phones=phones,
        address=(street, city, code),
    )


def _days(about: Description) -> list[str]:
    """The day as the index holds it, and with day and month the other way round."""
    if about.born is None:
        return []
    days = [born_prefix(TypedDate(about.born, about.precision))]
    if about.precision is DatePrecision.DAY:
        day, month = about.born.day, about.born.month
        days.append(f"{about.born.year:04d}{day:02d}{month:02d}")
    return days


def _typed_date(look: Look, text: str) -> TypedDate | None:
    try:
        return parse_birth_date(text, look.today, look.order)
    except TypedDateError:
        return None


def _gender(text: str) -> AdministrativeGender | None:
    return AdministrativeGender(text) if text in {*AdministrativeGender} else None


def _row(known: Known, like: Likeness) -> SimilarRow:
    return SimilarRow(
        patient_id=PatientId(known.patient.id),
        name=banner_name(known.name),
        born=born_words(known.born),
        gender=GENDER_WORDS[known.facts.gender] if known.facts else NOT_KNOWN,
        phone=next((contact.value for contact in known.contacts), ""),
        mrn=known.number_words,
        why=why_words(like.reasons),
        is_strong=like.is_strong,
    )


SIMILAR_PATIENTS = Query(
    "patients.similar",
    N_("Similar patients"),
    similar_to_typed,
    frozenset(
        {
            *("patient", "patient_name", "patient_demographics", "patient_identifier"),
            *("patient_contact", "patient_address"),
        }
    ),
)
