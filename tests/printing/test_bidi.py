"""Mixed directions are drawn in the order that Unicode Annex 9 gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.bidi import base_level, levels, visual_order


def drawn(text: str) -> str:
    """The characters from left to right; capitals stand for Hebrew letters, `@` for Arabic ones."""
    real = "".join(chr(0x5D0 + ord(c) - 65) if c.isupper() else c for c in text)
    real = real.replace("@", "\u0628")
    return "".join(text[at] for at in visual_order(levels(real)))


# Worked by the rules; capitals read from right to left.
CASES = [
    ("car means CAR.", "car means RAC."),
    ("CAR MEANS car.", ".car SNAEM RAC"),
    ("ABC 123 DEF", "FED 123 CBA"),
    ("abc 123 DEF", "abc 123 FED"),
    ("he said ABC 12 to me", "he said 12 CBA to me"),
    ("ABC 3.5 DEF", "FED 3.5 CBA"),
    ("ABC 1-2", "1-2 CBA"),
    ("ABC $12", "$12 CBA"),
    ("@ 12-34", "34-12 @"),
    ("abc (DEF)", "abc (FED)"),
    ("A b C", "C b A"),
    ("ABC ", " CBA"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_line_is_drawn_in_the_order_of_the_annex(text: str, expected: str):
    assert drawn(text) == expected


def test_the_first_letter_decides_the_direction():
    assert base_level("12 \u05d0 a") == 1
    assert base_level("12 a \u05d0") == 0
    assert base_level("12") == 0


@given(st.text())
def test_every_character_is_drawn_exactly_once(text: str):
    assert sorted(visual_order(levels(text))) == list(range(len(text)))


@given(st.text(alphabet="abc ÉŁ0123456789.,-"))
def test_latin_text_keeps_its_order(text: str):
    assert visual_order(levels(text)) == list(range(len(text)))
