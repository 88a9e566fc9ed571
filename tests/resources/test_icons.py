"""The icons are all there, of one weight, and take the colour they are asked for."""

from xml.etree import ElementTree

import pytest

from resources.icons import ICONS, Icon, icon, icon_path


def test_names_and_files_are_the_same_set():
    assert {path.stem for path in ICONS.glob("*.svg")} == {name.value for name in Icon}


@pytest.mark.parametrize("name", Icon)
def test_an_icon_is_drawn_in_the_colour_asked_for(name: Icon):
    svg = icon(name, "#123456")
    root = ElementTree.fromstring(svg)  # noqa: S314  our own file
    assert root.attrib["stroke"] == "#123456"
    assert "currentColor" not in svg


@pytest.mark.parametrize("name", Icon)
def test_icons_are_of_one_weight_and_size(name: Icon):
    root = ElementTree.parse(icon_path(name)).getroot()  # noqa: S314  our own file
    assert root.attrib["stroke-width"] == "2"
    assert root.attrib["viewBox"] == "0 0 24 24"


def test_the_licence_lies_beside_them():
    assert "ISC License" in (ICONS / "LICENSE").read_text(encoding="utf-8")
