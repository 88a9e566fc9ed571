"""The fonts open, cover the scripts promised, set figures in columns, and stay small."""

import pytest
import uharfbuzz as hb  # type: ignore[import-untyped]  # it ships no type marker

from resources.fonts import FAMILIES, FONTS, INTER, Weight, font_files

SAMPLES = {
    "Latin": "Ọbáfẹ́mi Łukasz Nguyễn Ðặng ƙɗŋ",
    "Greek": "Παπαδόπουλος",
    "Cyrillic": "Щербаков",
    "Arabic": "محمد پچگی",
    "Hebrew": "כהן",
    "Devanagari": "शर्मा",
    "Bengali": "রহমান",
    "Tamil": "முருகன்",
    "Telugu": "రావు",
    "Ethiopic": "ተስፋዬ",
    "Thai": "สมชาย",
    "Armenian": "Պետրոսյան",
    "Georgian": "გიორგი",
}


def opened(path) -> hb.Font:
    return hb.Font(hb.Face(path.read_bytes()))


def test_every_file_in_the_folder_is_listed_and_the_reverse():
    assert set(font_files()) == set(FONTS.glob("*.ttf"))


@pytest.mark.parametrize("path", font_files(), ids=lambda path: path.stem)
def test_outlines_are_truetype_as_the_pdf_needs(path):
    assert path.read_bytes()[:4] == b"\x00\x01\x00\x00"


@pytest.mark.parametrize("script", SAMPLES)
@pytest.mark.parametrize("weight", Weight)
def test_a_script_is_covered_in_every_weight(script: str, weight: Weight):
    covered = {point for family in FAMILIES for point in opened(family.file(weight)).face.unicodes}
    assert [c for c in SAMPLES[script] if ord(c) not in covered] == []


@pytest.mark.parametrize("weight", Weight)
def test_figures_can_be_set_in_columns(weight: Weight):
    font = opened(INTER.file(weight))
    widths = set()
    for digit in "0123456789":
        buffer = hb.Buffer()
        buffer.add_str(digit)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {"tnum": True})
        widths.add(buffer.glyph_positions[0].x_advance)
    assert len(widths) == 1


def test_together_they_stay_under_six_megabytes():
    assert sum(path.stat().st_size for path in font_files()) < 6_000_000


def test_licences_lie_beside_them():
    for name in ("Inter-LICENSE.txt", "Noto-LICENSE.txt"):
        assert "SIL Open Font License" in (FONTS / name).read_text(encoding="utf-8")
