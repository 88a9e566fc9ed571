"""The input type of a use case is its form: what each field is called, takes and shows back.

A field is required unless its type allows None. An empty number means "not measured" and is None;
no number ever starts with a value.
"""

from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints


class Width(StrEnum):
    """How much room a field wants in the form."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a field stands and what helps to fill it in.

    Attributes:
        help: one line under the field.
        section: heading of the group of fields it stands in, or "".
        width: how much room it wants.
    """

    help: str = ""
    section: str = ""
    width: Width = Width.MEDIUM


PLAIN_LAYOUT = Layout()


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, or several.

    Attributes:
        label: what the field is called.
        max_length: the most characters it takes.
        capitalise: whether `okafor` is offered as `Okafor`.
        lines: how many lines it shows.
    """

    label: str
    max_length: int = 120
    capitalise: bool = field(default=False, kw_only=True)
    lines: int = field(default=1, kw_only=True)
    layout: Layout = field(default=PLAIN_LAYOUT, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number:
    """A measured number in a unit, between two limits, both included. It starts empty."""

    label: str
    unit: str
    lo: float
    hi: float
    decimals: int = field(default=0, kw_only=True)
    layout: Layout = field(default=PLAIN_LAYOUT, kw_only=True)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values, each with its word: (value, words). `default` is "" for none."""

    label: str
    options: tuple[tuple[str, str], ...]
    default: str = ""
    layout: Layout = field(default=PLAIN_LAYOUT, kw_only=True)


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date or an age, as people type it."""

    label: str
    layout: Layout = field(default=PLAIN_LAYOUT, kw_only=True)


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as people write it."""

    label: str
    layout: Layout = field(default=PLAIN_LAYOUT, kw_only=True)


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address."""

    label: str
    layout: Layout = field(default=PLAIN_LAYOUT, kw_only=True)


@dataclass(frozen=True, slots=True)
class Context:
    """Not typed: the desk knows it (the open patient, the row being edited)."""

    name: str


Marker = Text | Number | Choice | BirthDate | Phone | Email


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form as a view draws it."""

    name: str
    marker: Marker
    required: bool

    @property
    def label(self) -> str:
        """What the field is called."""
        return self.marker.label


@cache
def form_fields(input_type: type) -> tuple[FormField, ...]:
    """The fields a person fills in, in the order they are declared."""
    found = []
    for name, hint, marker in _annotations(input_type):
        if not isinstance(marker, Context):
            found.append(FormField(name, marker, required=not _allows_none(hint)))
    return tuple(found)


@cache
def context_fields(input_type: type) -> tuple[tuple[str, str], ...]:
    """The fields the desk fills in: (field, name in the context)."""
    return tuple(
        (name, marker.name)
        for name, _, marker in _annotations(input_type)
        if isinstance(marker, Context)
    )


def untouched(input_type: type) -> dict[str, str]:
    """The texts of a form just opened: choices stand on their default, all else is empty."""
    texts = {}
    for shown in form_fields(input_type):
        texts[shown.name] = shown.marker.default if isinstance(shown.marker, Choice) else ""
    return texts


def _annotations(input_type: type) -> list[tuple[str, Any, Marker | Context]]:
    hints = get_type_hints(input_type, include_extras=True)
    return [(f.name, *_marked(input_type, f.name, hints[f.name])) for f in _own(input_type)]


def _own(input_type: Any) -> tuple[Any, ...]:
    return dataclass_fields(input_type)


def _marked(input_type: type, name: str, hint: Any) -> tuple[Any, Marker | Context]:
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        for mark in marks:
            if isinstance(mark, Marker | Context):
                return inner, mark
    raise TypeError(f"{input_type.__name__}.{name} does not say what it is called on the form")


def _allows_none(hint: Any) -> bool:
    return NoneType in get_args(hint)
