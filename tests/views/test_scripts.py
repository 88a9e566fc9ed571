"""Names are drawn in their own script, with a letter for each character and nothing on stderr."""

import sys
import unicodedata
from subprocess import run

import pytest
from PySide6.QtGui import QTextLayout

from views.theme import Theme

NAMES = {
    "Arabic": "محمد الأمين",
    "Hebrew": "יוסף כהן",
    "Devanagari": "अमित कुमार",
    "Bengali": "রহিম উদ্দিন",
    "Tamil": "முருகன்",
    "Telugu": "రాము",
    "Thai": "สมชาย",
    "Ethiopic": "አበበ በቀለ",
    "Armenian": "Արմեն",
    "Georgian": "გიორგი",
    "Cyrillic": "Иван Петров",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Latin": "Łukasz Ñúñez-Đặng",
}
OF_INTER = {"Cyrillic", "Greek", "Latin"}
PROGRAM = """
import sys
from PySide6.QtWidgets import QLabel
from views.start import application
from views.theme import Theme
Theme(application(), "light")
for name in sys.argv[1:]:
    assert not QLabel(name).grab().isNull()
"""


def fonts_of(text: str, theme: Theme) -> tuple[set[str], list[int]]:
    """The families that draw a text, and the number of every letter drawn; 0 is the empty box."""
    layout = QTextLayout(text, theme.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    families = {each.rawFont().familyName() for each in runs}
    return families, [number for each in runs for number in each.glyphIndexes()]


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_drawn_in_the_font_of_its_script(script: str, theme: Theme) -> None:
    name = NAMES[script]
    families, letters = fonts_of(name, theme)
    own = "Inter" if script in OF_INTER else f"Noto Sans {script}"
    assert own in families
    assert families <= {own, "Inter"}, "only the space may come from Inter"
    assert 0 not in letters


def test_a_script_without_a_font_shows_that_the_test_would_notice(theme: Theme) -> None:
    nobody_ships = "\U00013000"  # an Egyptian hieroglyph
    assert unicodedata.name(nobody_ships).startswith("EGYPTIAN")
    families, letters = fonts_of(nobody_ships, theme)
    assert 0 in letters or not families & {"Inter"}


@pytest.mark.slow
def test_no_script_prints_a_warning() -> None:
    command = [sys.executable, "-c", PROGRAM, *NAMES.values()]
    done = run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
