"""Reading a form: each text becomes a value, or words on what is wrong and what to do.

What the person typed is always kept: a form with a problem gives back every text as it was.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar
from unicodedata import normalize
from uuid import UUID

from app.fields import (
    BirthDate,
    Choice,
    Email,
    FormField,
    Marker,
    Money,
    Number,
    Phone,
    Pick,
    Text,
    context_fields,
    form_fields,
)
from app.typed_dates import DayOrder, TypedDateError, parse_birth_date, shown_with_age
from models.money import MoneyError, money_words, read_money
from models.vocabulary import N_

I = TypeVar("I")  # noqa: E741 - the input of a use case

MISSING = N_("{label} is missing. Fill it in.")
UNPRINTABLE = N_("{label} holds a character that cannot be shown. Retype it.")
TOO_LONG = N_("{label} is longer than {most} characters. Shorten it.")
NO_NUMBER = N_("{label} takes a number ({unit}).")
OUT_OF_RANGE = N_("{label} must be between {lo} and {hi} {unit}. Check the reading.")
NOT_WHOLE = N_("{label} takes a whole number.")
TOO_FINE = N_("{label} takes at most {most} digits after the point.")
NOT_LISTED = N_("Choose {label} from the list.")
NO_PHONE = N_("{label} takes digits, spaces and a leading +, like +234 803 555 0100.")
NO_EMAIL = N_("{label} needs a name, an @ and a domain: ada@example.org.")

_PHONE = re.compile(r"\+?[\d\s().\-/]+(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE)
_PHONE_DIGITS_MIN, _PHONE_DIGITS_MAX = 4, 20
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]{2,}")
_EMAIL_MAX = 120
_WORD_START = re.compile(r"(?<![^\W_])[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was made of one text.

    Attributes:
        value: the value, or None when it is empty or wrong.
        shown: the value as it was understood (`03-Apr-1984 (42 y)`), "" when empty or wrong.
        problem: what is wrong and what to do, or None.
    """

    value: object = None
    shown: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed(Generic[I]):
    """A form read as a whole: the input, or a problem for each field that has one."""

    command: I | None
    problems: Mapping[str, str]
    raw: Mapping[str, str]


def check_field(
    field: FormField,
    text: str,
    today: date,
    order: DayOrder = DayOrder.DAY_FIRST,
    context: Mapping[str, object] | None = None,
) -> Checked:
    """Read one field while it is being typed; an amount is in the `currency` of the context."""
    clean = normalize("NFC", text).strip()
    if not clean:
        problem = MISSING.format(label=field.label) if field.required else None
        return Checked(problem=problem)
    # Amounts are pasted with the spaces and marks that other programs put between digits.
    is_money = isinstance(field.marker, Money)
    if not is_money and any(not c.isprintable() and c != "\n" for c in clean):
        return Checked(problem=UNPRINTABLE.format(label=field.label))
    when = _When(today, order, str((context or {}).get("currency") or ""))
    return _READERS[type(field.marker)](field.marker, clean, when)


def parse_form(
    command_type: type[I],
    raw: Mapping[str, str],
    context: Mapping[str, object],
    today: date,
    order: DayOrder = DayOrder.DAY_FIRST,
) -> Parsed[I]:
    """Read a whole form.

    Raises:
        KeyError: the context lacks something the form needs; that is a fault of the program.
    """
    values: dict[str, Any] = {name: context[known] for name, known in context_fields(command_type)}
    problems = {}
    for field in form_fields(command_type):
        checked = check_field(field, raw.get(field.name, ""), today, order, context)
        values[field.name] = checked.value
        if checked.problem is not None:
            problems[field.name] = checked.problem
    command = None if problems else command_type(**values)
    return Parsed(command, problems, dict(raw))


def is_phone(text: str) -> bool:
    """Whether a text can be a telephone number, with or without an extension."""
    digits = sum(c.isdigit() for c in text)
    return bool(_PHONE.fullmatch(text)) and _PHONE_DIGITS_MIN <= digits <= _PHONE_DIGITS_MAX


def is_email(text: str) -> bool:
    """Whether a text can be an e-mail address."""
    return bool(_EMAIL.fullmatch(text)) and len(text) <= _EMAIL_MAX


@dataclass(frozen=True, slots=True)
class _When:
    """The day it is, how dates are written, and the currency of the form, or ""."""

    today: date
    order: DayOrder
    currency: str = ""


def _read_text(marker: Any, text: str, when: _When) -> Checked:  # noqa: ARG001 - one shape for all
    if len(text) > marker.max_length:
        return Checked(problem=TOO_LONG.format(label=marker.label, most=marker.max_length))
    if marker.lines == 1:
        text = " ".join(text.split())
    if marker.capitalise and text == text.lower():
        text = _WORD_START.sub(lambda match: match[0].upper(), text)
    return Checked(text, text)


def _read_number(marker: Any, text: str, when: _When) -> Checked:  # noqa: ARG001 - one shape for all
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return Checked(problem=NO_NUMBER.format(label=marker.label, unit=marker.unit))
    if not number.is_finite() or not marker.lo <= number <= marker.hi:
        limits = {"lo": marker.lo, "hi": marker.hi, "unit": marker.unit}
        return Checked(problem=OUT_OF_RANGE.format(label=marker.label, **limits))
    if -int(number.as_tuple().exponent) > marker.decimals:
        words = TOO_FINE if marker.decimals else NOT_WHOLE
        return Checked(problem=words.format(label=marker.label, most=marker.decimals))
    value = number if marker.decimals else int(number)
    return Checked(value, f"{number:f} {marker.unit}")


def _read_choice(marker: Any, text: str, when: _When) -> Checked:  # noqa: ARG001 - one shape for all
    for value, words in marker.options:
        if text == value:
            return Checked(value, words)
    return Checked(problem=NOT_LISTED.format(label=marker.label))


def _read_pick(marker: Any, text: str, when: _When) -> Checked:  # noqa: ARG001 - one shape for all
    try:
        return Checked(UUID(text))
    except ValueError:
        return Checked(problem=NOT_LISTED.format(label=marker.label))


def _read_birth_date(marker: Any, text: str, when: _When) -> Checked:  # noqa: ARG001 - one shape
    try:
        typed = parse_birth_date(text, when.today, when.order)
    except TypedDateError as error:
        return Checked(problem=str(error))
    return Checked(typed, shown_with_age(typed, when.today))


def _read_phone(marker: Any, text: str, when: _When) -> Checked:  # noqa: ARG001 - one shape for all
    if not is_phone(text):
        return Checked(problem=NO_PHONE.format(label=marker.label))
    tidy = " ".join(text.split())
    return Checked(tidy, tidy)


def _read_email(marker: Any, text: str, when: _When) -> Checked:  # noqa: ARG001 - one shape for all
    if not is_email(text):
        return Checked(problem=NO_EMAIL.format(label=marker.label))
    return Checked(text, text)


def _read_money(marker: Any, text: str, when: _When) -> Checked:  # noqa: ARG001 - one shape for all
    try:
        minor = read_money(text, when.currency)
    except MoneyError as error:
        return Checked(problem=str(error))
    return Checked(minor, money_words(minor, when.currency))


_READERS: dict[type[Marker], Callable[[Any, str, _When], Checked]] = {
    Text: _read_text,
    Number: _read_number,
    Choice: _read_choice,
    Pick: _read_pick,
    Money: _read_money,
    BirthDate: _read_birth_date,
    Phone: _read_phone,
    Email: _read_email,
}
