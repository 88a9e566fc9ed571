"""The tokens are legible: contrast as WCAG 2.1 defines it, over both themes."""

from dataclasses import asdict
from itertools import product
from typing import get_args

import pytest

from resources import theme as theme_module
from resources.theme import Theme, load_tokens

THEMES: tuple[Theme, ...] = get_args(Theme)
GROUNDS = ("canvas", "surface", "raised", "hover")

# (ink, ground): what is read on what. Text needs 4.5:1 (WCAG 2.1, 1.4.3 AA).
READ = [
    *product(("text", "muted", "accent", "danger", "attention", "success", "info"), GROUNDS),
    *product(("text", "muted"), ("field",)),
    *((kind, f"{kind}_surface") for kind in ("danger", "attention", "success", "info")),
    *(("text", f"{kind}_surface") for kind in ("danger", "attention", "success", "info")),
    ("rail_text", "rail"),
    ("rail_muted", "rail"),
    ("on_rail_active", "rail_active"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_selection", "selection"),
]

# What is aimed at or recognised by its edge needs 3:1 (WCAG 2.1, 1.4.11 AA).
AIMED_AT = [
    *product(("field_border", "focus"), ("canvas", "surface", "raised", "field")),
    ("accent", "canvas"),
    ("accent", "surface"),
    ("selection", "surface"),
    ("selection", "raised"),
]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_gives_the_published_values():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_text_can_be_read(theme: Theme, ink: str, ground: str):
    colour = asdict(load_tokens(theme).colour)
    assert contrast(colour[ink], colour[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), AIMED_AT)
def test_controls_can_be_seen(theme: Theme, edge: str, ground: str):
    colour = asdict(load_tokens(theme).colour)
    assert contrast(colour[edge], colour[ground]) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_is_measured_or_only_divides(theme: Theme):
    measured = {name for pair in (*READ, *AIMED_AT) for name in pair}
    assert set(asdict(load_tokens(theme).colour)) - measured == {"border"}


@pytest.mark.parametrize("theme", THEMES)
def test_colours_are_six_hexadecimal_digits(theme: Theme):
    for name, value in asdict(load_tokens(theme).colour).items():
        assert len(value) == 7, name
        assert value.startswith("#"), name
        int(value[1:], 16)


def test_distances_keep_the_grid():
    tokens = load_tokens("light")
    assert all(distance % 4 == 0 for distance in asdict(tokens.space).values())
    assert 28 <= tokens.size.row <= 32
    assert tokens.size.row_touch == tokens.size.control_touch == 44


@pytest.mark.parametrize("section", ["space", "radius", "type", "size", "light"])
def test_a_token_that_nothing_reads_is_refused(tmp_path, monkeypatch, section: str):
    planted = tmp_path / "tokens.toml"
    text = theme_module.TOKENS_FILE.read_text(encoding="utf-8")
    planted.write_text(text.replace(f"[{section}]", f"[{section}]\nodd = 4"), encoding="utf-8")
    monkeypatch.setattr(theme_module, "TOKENS_FILE", planted)
    load_tokens.cache_clear()
    with pytest.raises(ValueError, match="odd"):
        load_tokens("light")
    load_tokens.cache_clear()


def test_a_size_that_is_not_a_number_is_refused(tmp_path, monkeypatch):
    planted = tmp_path / "tokens.toml"
    text = theme_module.TOKENS_FILE.read_text(encoding="utf-8")
    planted.write_text(text.replace("row = 30", 'row = "30"'), encoding="utf-8")
    monkeypatch.setattr(theme_module, "TOKENS_FILE", planted)
    load_tokens.cache_clear()
    with pytest.raises(ValueError, match="row"):
        load_tokens("dark")
    load_tokens.cache_clear()


def test_both_themes_share_one_grid():
    light, dark = load_tokens("light"), load_tokens("dark")
    assert (light.space, light.radius, light.type, light.size) == (
        dark.space,
        dark.radius,
        dark.type,
        dark.size,
    )
