"""What the fields that may conflict are called, and their values in words and back."""

import json
from datetime import date, datetime
from enum import StrEnum

from app.code_words import CODE_WORDS as CARE_WORDS
from app.registration.wording import GENDER_WORDS, date_words
from app.sync.care_field_words import care_field_labels
from app.times import moment_words
from app.typed_dates import DayOrder, TypedDateError, parse_birth_date
from models.entity import field_index
from models.registry import BY_TABLE
from models.values import FieldSpec, FieldType, from_plain, plain_from_json
from models.vocabulary import N_, DatePrecision, NameUse

EMPTY = N_("(empty)")
TOO_LONG = N_("At most {most} characters fit. Shorten it.")
NOT_LISTED = N_("Choose one of the values in the list.")
FIELD_LABELS: dict[tuple[str, str], str] = {
    ("patient_name", "family"): N_("Family name"),
    ("patient_name", "given"): N_("Given names"),
    ("patient_name", "prefix"): N_("Title"),
    ("patient_name", "suffix"): N_("Suffix of the name"),
    ("patient_name", "use"): N_("Kind of name"),
    ("patient_name", "patient_id"): N_("Whose name it is"),
    ("patient_demographics", "born_on"): N_("Born"),
    ("patient_demographics", "born_precision"): N_("How much of the birth date is known"),
    ("patient_demographics", "gender"): N_("Gender"),
    ("patient_demographics", "deceased_at"): N_("Died"),
    ("patient_demographics", "language"): N_("Language"),
    ("patient_demographics", "patient_id"): N_("Whose facts they are"),
    **care_field_labels(),
}
"""Every field on which two desks may disagree; a contract test holds the list complete."""

CODE_WORDS: dict[type[StrEnum], dict[str, str]] = {
    type(next(iter(GENDER_WORDS))): {code.value: words for code, words in GENDER_WORDS.items()},
    DatePrecision: {
        DatePrecision.DAY: N_("the day"),
        DatePrecision.MONTH: N_("only the month"),
        DatePrecision.YEAR: N_("only the year"),
    },
    NameUse: {
        NameUse.USUAL: N_("usual name"),
        NameUse.OFFICIAL: N_("official name"),
        NameUse.TEMP: N_("temporary name"),
        NameUse.NICKNAME: N_("nickname"),
        NameUse.ANONYMOUS: N_("anonymous"),
        NameUse.OLD: N_("former name"),
        NameUse.MAIDEN: N_("name before marriage"),
    },
    **CARE_WORDS,
}


class FieldWordsError(ValueError):
    """What was typed is no value of the field; the message is for the person who typed it."""


def spec_of(table: str, field: str) -> FieldSpec:
    """The declaration of a field."""
    return field_index(BY_TABLE[table])[field]


def typed_value(spec: FieldSpec, text: str | None) -> object:
    """The typed value of a conflict's JSON text; None where nothing was recorded."""
    return from_plain(spec, plain_from_json(spec, json.loads(text))) if text else None


def value_words(spec: FieldSpec, text: str | None, now: datetime) -> str:
    """A conflict's JSON text as people read it."""
    value = typed_value(spec, text)
    if value is None:
        return EMPTY
    if isinstance(value, StrEnum):
        return CODE_WORDS[type(value)][value.value]
    if isinstance(value, datetime):
        return moment_words(value, now)
    return date_words(value) if isinstance(value, date) else str(value)


def options_of(spec: FieldSpec) -> tuple[tuple[str, str], ...]:
    """(value, words) of a field with a list of values, else nothing."""
    return tuple(CODE_WORDS[spec.codes].items()) if spec.codes else ()


def takes_free_text(spec: FieldSpec) -> bool:
    """Whether a person can type another value."""
    return spec.codes is None and spec.kind in (FieldType.TEXT, FieldType.DATE)


def read_other(spec: FieldSpec, text: str, today: date, order: DayOrder) -> object:
    """The typed value of what a person typed or chose instead.

    Raises:
        FieldWordsError: it is no value of this field.
    """
    if spec.codes is not None and text in {code.value for code in spec.codes}:
        return spec.codes(text)
    if not takes_free_text(spec):
        raise FieldWordsError(NOT_LISTED)
    if spec.kind is FieldType.DATE:
        try:
            return parse_birth_date(text, today, order).on
        except TypedDateError as error:
            raise FieldWordsError(str(error)) from error
    if len(text) > spec.max_length:
        raise FieldWordsError(TOO_LONG.format(most=spec.max_length))
    return text
