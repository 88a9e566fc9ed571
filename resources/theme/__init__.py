"""The look of Almoner as values: colours by meaning, spaces, radii, type and sizes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

TOKENS_FILE = Path(__file__).parent / "tokens.toml"

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Colour:
    """Colours by meaning, each `#rrggbb`; a surface colour pairs with the mark of the same name."""

    canvas: str
    surface: str
    raised: str
    hover: str
    rail: str
    rail_text: str
    rail_muted: str
    rail_active: str
    on_rail_active: str
    text: str
    muted: str
    border: str
    accent: str
    accent_hover: str
    on_accent: str
    danger: str
    danger_surface: str
    attention: str
    attention_surface: str
    success: str
    success_surface: str
    info: str
    info_surface: str
    focus: str
    field: str
    field_border: str
    selection: str
    on_selection: str


@dataclass(frozen=True, slots=True)
class Space:
    """Distances in pixels, multiples of four."""

    xs: int
    s: int
    m: int
    l: int  # noqa: E741  the fourth of six shirt sizes, always read as `space.l`
    xl: int
    xxl: int


@dataclass(frozen=True, slots=True)
class Radius:
    """Corner radii in pixels."""

    small: int
    medium: int
    large: int
    pill: int


@dataclass(frozen=True, slots=True)
class Type:
    """The family, its sizes in pixels and its weights as in CSS."""

    family: str
    caption: int
    body: int
    heading: int
    title: int
    figure: int
    regular: int
    medium: int
    semibold: int
    bold: int


@dataclass(frozen=True, slots=True)
class Size:
    """Sizes of rows, controls and lines in pixels."""

    row: int
    row_touch: int
    control: int
    control_touch: int
    rail: int
    measure: int
    measure_narrow: int
    top_bar: int
    icon: int
    line: int
    focus: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme, complete."""

    theme: Theme
    colour: Colour
    space: Space
    radius: Radius
    type: Type
    size: Size


Section = TypeVar("Section", Colour, Space, Radius, Type, Size)


@lru_cache(maxsize=2)
def load_tokens(theme: Theme) -> Tokens:
    """Read one theme.

    Raises:
        ValueError: the file lacks a token, or has one that nothing reads.
    """
    tables = tomllib.loads(TOKENS_FILE.read_text(encoding="utf-8"))
    return Tokens(
        theme=theme,
        colour=_section(Colour, tables, theme),
        space=_section(Space, tables, "space"),
        radius=_section(Radius, tables, "radius"),
        type=_section(Type, tables, "type"),
        size=_section(Size, tables, "size"),
    )


def _section(kind: type[Section], tables: Mapping[str, Any], name: str) -> Section:
    values = tables[name]
    expected = {field.name: field.type for field in fields(kind)}
    if set(values) != set(expected):
        differing = sorted(set(values) ^ set(expected))
        raise ValueError(f"tokens.toml [{name}] and {kind.__name__} differ in {differing}")
    for key, value in values.items():
        if type(value) is not expected[key]:
            raise ValueError(f"tokens.toml [{name}] {key} = {value!r} is of the wrong kind")
    return kind(**values)
