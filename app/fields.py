"""The input type of a use case is its form: what each field is called, takes and shows back.

A field is required unless its type allows None. An empty number means "not measured" and is None;
no number ever starts with a value.
"""

from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from enum import StrEnum
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
        capitalise: whether `okafor` is taken as `Okafor`; `van der Berg` stays as it was typed.
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
class Pick:
    """One of the records at hand, by its id; what can be picked comes with the opened form."""

    label: str
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
class Money:
    """An amount, taken as whole minor units of the `currency` in the context of the form."""

    label: str
    layout: Layout = field(default=PLAIN_LAYOUT, kw_only=True)


@dataclass(frozen=True, slots=True)
class Context:
    """Not typed: the desk knows it (the open patient, the row being edited)."""

    name: str


Marker = Text | Number | Choice | Pick | BirthDate | Phone | Email | Money


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


def form_fields(input_type: type[Any]) -> tuple[FormField, ...]:
    """The fields a person fills in, in the order they are declared."""
    return _shape(input_type)[0]


def context_fields(input_type: type[Any]) -> tuple[tuple[str, str], ...]:
    """The fields the desk fills in: (field, name in the context)."""
    return _shape(input_type)[1]


def untouched(input_type: type[Any]) -> dict[str, str]:
    """The texts of a form just opened: choices stand on their default, all else is empty."""
    texts = {}
    for shown in form_fields(input_type):
        texts[shown.name] = shown.marker.default if isinstance(shown.marker, Choice) else ""
    return texts


_Shape = tuple[tuple[FormField, ...], tuple[tuple[str, str], ...]]
_SHAPES: dict[type[Any], _Shape] = {}


def _shape(input_type: type[Any]) -> _Shape:
    known = _SHAPES.get(input_type)
    if known is None:
        hints = get_type_hints(input_type, include_extras=True)
        asked, given = [], []
        for each in dataclass_fields(input_type):
            hint, marker = _marked(input_type, each.name, hints[each.name])
            if isinstance(marker, Context):
                given.append((each.name, marker.name))
            else:
                asked.append(FormField(each.name, marker, required=not _allows_none(hint)))
        known = _SHAPES[input_type] = (tuple(asked), tuple(given))
    return known


def _marked(input_type: type[Any], name: str, hint: Any) -> tuple[Any, Marker | Context]:
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        for mark in marks:
            if isinstance(mark, Marker | Context):
                return inner, mark
    raise TypeError(f"{input_type.__name__}.{name} does not say what it is called on the form")


def _allows_none(hint: Any) -> bool:
    return NoneType in get_args(hint)
