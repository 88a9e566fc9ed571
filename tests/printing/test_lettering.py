"""Text is set in the right fonts, fits, and is never silently cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.lettering import LetteringError, Piece, clean, fit, set_line
from resources.fonts import Weight


def line(text: str, weight: Weight = Weight.REGULAR):
    return set_line((Piece(text, weight),))


def test_latin_is_ordinary_text_in_inter():
    runs = line("Łukasz Nguyễn").runs
    assert [(run.face.name, run.plain) for run in runs] == [("Inter-Regular", True)]


def test_each_script_takes_its_own_font_and_nothing_is_missing():
    for text, font in (
        ("محمد", "NotoSansArabic-Bold"),
        ("כהן", "NotoSansHebrew-Bold"),
        ("शर्मा", "NotoSansDevanagari-Bold"),
        ("ተስፋዬ", "NotoSansEthiopic-Bold"),
    ):
        (run,) = line(text, Weight.BOLD).runs
        assert run.face.name == font
        assert all(glyph.number != 0 for glyph in run.glyphs)


def test_arabic_letters_join():
    apart = {line(letter).runs[0].glyphs[0].number for letter in "محمد"}
    joined = {glyph.number for glyph in line("محمد").runs[0].glyphs}
    assert not joined & (apart - {line("د").runs[0].glyphs[0].number})


def test_devanagari_makes_conjuncts():
    (run,) = line("क्ष").runs
    assert len(run.glyphs) < 3


def test_marks_that_have_no_composed_letter_are_placed_by_shaping():
    assert not line("Ẹ́").plain_text
    assert line("É").plain_text


def test_the_family_of_an_arabic_name_stands_at_the_right():
    set_name = set_line((Piece("الأنصاري ", Weight.BOLD), Piece("محمد")))
    assert set_name.runs[0].face.name == "NotoSansArabic-Regular"
    assert set_name.runs[-1].face.name == "NotoSansArabic-Bold"


def test_spaces_between_pieces_stay():
    joined = set_line((Piece("OKAFOR ", Weight.BOLD), Piece("Chidi")))
    assert joined.text == "OKAFOR Chidi"


@pytest.mark.parametrize("text", ["李小龙", "a\x00b", "😀", "\ue000"])
def test_what_cannot_be_printed_is_said_and_named(text: str):
    with pytest.raises(LetteringError, match=r"U\+[0-9A-F]{4}"):
        line(text)


def test_invisible_direction_marks_and_double_spaces_go_joiners_stay():
    assert clean("a\u200e  b\u202e") == "a b"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


def test_a_short_name_keeps_the_largest_size():
    setting = fit((Piece("Ng"),), 300, largest=20, floor=12, least=6)
    assert (setting.size, len(setting.lines)) == (20, 1)


def test_a_longer_name_gets_smaller_before_it_takes_two_lines():
    text = (Piece("Featherstone "), Piece("Wilhelmina"))
    one = fit(text, 200, largest=20, floor=12, least=6)
    assert len(one.lines) == 1
    assert 12 <= one.size < 20
    two = fit(text, 100, largest=20, floor=12, least=6)
    assert [found.text for found in two.lines] == ["Featherstone", "Wilhelmina"]


def test_one_very_long_word_is_broken_with_a_hyphen():
    two = fit((Piece("Abcdefghijklmnop"),), 60, largest=20, floor=12, least=6)
    assert [found.text for found in two.lines] == ["Abcdefgh-", "ijklmnop"]


def test_what_does_not_fit_is_refused_with_advice():
    with pytest.raises(LetteringError, match="too long"):
        fit((Piece("A" * 400),), 60, largest=20, floor=12, least=6)


LETTERS = st.text(alphabet="abcdeABCÉŁ אבגדבתثमर", min_size=1, max_size=60)


@settings(deadline=None)  # opening fonts and encoders the first time takes longer
@given(LETTERS, st.floats(80, 400))
def test_what_fits_is_complete_and_within_the_width(text: str, width: float):
    try:
        setting = fit((Piece(text),), width, largest=20, floor=12, least=3)
    except LetteringError as error:
        assert "too long" in str(error)  # noqa: PT017  both ends are allowed
        return
    assert max(found.width(setting.size) for found in setting.lines) <= width * 1.000001
    shown = "".join(found.text for found in setting.lines).replace(" ", "").replace("-", "")
    assert shown == "".join(clean(text).split())
