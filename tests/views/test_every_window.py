"""What holds for every window: names, room for long words, both directions, both themes."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

import views
from resources.strings import translation_for
from resources.theme import load_tokens
from tests.views.windows import WINDOWS
from views.start import translate
from views.stylesheet import stylesheet
from views.theme import Theme
from views.words import kept_together, without_isolates

LITERALS = (
    r"#[0-9a-fA-F]{6}\b",
    r"set(?:ContentsMargins|Spacing)\(\d",
    r"\b(?:[2-9]|\d{2,})px",
)
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)


@pytest.mark.parametrize("name", WINDOWS)
def test_every_control_has_an_accessible_name(name: str, shown: Callable[[str], QWidget]) -> None:
    window = shown(name)
    controls = [each for kind in CONTROLS for each in window.findChildren(kind)]
    assert controls or name == "opening"
    nameless = [
        f"{type(each).__name__} {each.objectName()} in {type(each.parent()).__name__}"
        for each in controls
        if not each.accessibleName() and not is_inside(each)
    ]
    assert nameless == []


def is_inside(control: QWidget) -> bool:
    """Qt's own parts of a control that has a name: a list's corner, an edit's clear button."""
    parent = control.parent()
    return (
        isinstance(parent, QAbstractItemView | QLineEdit | QComboBox)
        or (
            type(control).__module__.startswith("PySide6")
            and control.objectName().startswith("qt_")
        )
        or (isinstance(parent, QWidget) and isinstance(parent.parent(), QComboBox))
    )


@pytest.mark.parametrize("name", WINDOWS)
def test_no_layout_breaks_in_any_language(
    name: str, language: str, shown: Callable[[str], QWidget]
) -> None:
    window = shown(name)
    assert window.width() <= 1366, "the window must still fit the smallest screen"
    broken = [
        f"{each.text()!r} {each.height()} < {needed(each)}"
        for each in window.findChildren(QLabel)
        if each.isVisible() and each.text() and each.height() < needed(each)
    ]
    assert broken == []
    squeezed = [
        f"{each.text()!r} {each.width()} < {each.minimumSizeHint().width()}"
        for each in window.findChildren(QAbstractButton)
        if each.isVisible() and each.text() and each.width() < each.minimumSizeHint().width()
    ]
    assert squeezed == []


def needed(label: QLabel) -> int:
    """The height its words need at the width it has."""
    if label.wordWrap():
        return label.heightForWidth(label.width())
    return label.minimumSizeHint().height()


def test_right_to_left_the_rail_stands_on_the_right(
    shown: Callable[[str], QWidget], theme: Theme
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window: Any = shown("reception")
        assert window.rail.x() > window.width() // 2
        window.top.search.look_for("oka")
        results = window.top.search.results
        assert results.x() + results.width() <= window.rail.x() + 1
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_theme_changes_every_window_at_once(
    shown: Callable[[str], QWidget], theme: Theme
) -> None:
    window: Any = shown("reception")
    light = window.grab().toImage().pixelColor(300, 30)
    theme.choose("dark")
    dark = window.grab().toImage().pixelColor(300, 30)
    assert light.lightness() > 200
    assert dark.lightness() < 60


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_style_sheet_uses_tokens_that_exist(name: Any) -> None:
    sheet = stylesheet(load_tokens(name))
    assert "$" not in sheet


def test_no_view_writes_a_colour_or_a_number_of_pixels() -> None:
    folder = Path(views.__file__).parent
    found = []
    for file in folder.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        found += [f"{file.name}: {hit}" for hit in re.findall(r"#[0-9a-fA-F]{6}\b", text)]
        found += [
            f"{file.name}: {hit}" for hit in re.findall(r"set(?:ContentsMargins|Spacing)\(\d", text)
        ]
        found += [f"{file.name}: {hit}" for hit in re.findall(r"\b(?:[2-9]|\d{2,})px", text)]
    assert found == []


def test_english_has_its_plurals(theme: Theme) -> None:
    translate_one = QCoreApplication.translate("Pill", "%n change(s) waiting", "", 1)
    assert translate_one == "1 change waiting"
    assert QCoreApplication.translate("Pill", "%n change(s) waiting", "", 2) == "2 changes waiting"


def test_every_counted_text_is_in_the_english_catalogue() -> None:
    known = translation_for("en").with_suffix(".ts").read_text(encoding="utf-8")
    for file in Path(views.__file__).parent.rglob("*.py"):
        for text in re.findall(r'"([^"]*%n[^"]*)"', file.read_text(encoding="utf-8")):
            assert text.replace("'", "&apos;") in known, f"{file.name}: {text}"


def test_dates_and_numbers_keep_their_order_on_a_page_from_the_right(qapp: QApplication) -> None:
    assert kept_together("03-Apr-1984") == "03-Apr-1984"
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        for text in ("03-Apr-1984 (42y)", "204 117 38-5", "الأمين, Ada"):
            kept = kept_together(text)
            assert unicodedata.bidirectional(kept[0]) in ("LRI", "FSI")
            assert without_isolates(kept) == text
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_an_unknown_language_speaks_english(qapp: QApplication) -> None:
    assert translation_for("tlh_KL").name == "almoner_en.qm"
    translate(qapp, QLocale("ar"))
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
