"""The bundled fonts as the paper uses them: which characters, which glyphs, which outlines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import uharfbuzz as hb  # type: ignore[import-untyped]  # it ships no type marker
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources.fonts import FAMILIES, INTER, Weight

Stroke = tuple[Literal["move", "line", "curve", "close"], tuple[float, ...]]
_PLAIN_FEATURES = {"kern": False, "liga": False, "calt": False, "clig": False, "ccmp": False}


@dataclass(frozen=True, slots=True)
class ShapedGlyph:
    """One glyph of a face; lengths in em, `top` and `bottom` of its ink measured from the line."""

    number: int
    advance: float
    right: float
    up: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file, opened."""

    name: str
    weight: Weight
    simple: bool
    """Letters stand side by side (Inter): ordinary PDF text suffices."""
    characters: frozenset[int]
    units_per_em: int
    font: hb.Font = field(repr=False)

    def has(self, character: str) -> bool:
        """Whether the face has a glyph for a character; joiners never need one."""
        return ord(character) in self.characters or character in "\u200c\u200d"

    def shape(self, text: str, *, right_to_left: bool, plain: bool) -> tuple[ShapedGlyph, ...]:
        """The glyphs of text from left to right, with joined forms and placed marks."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self.font, buffer, _PLAIN_FEATURES if plain else {})
        return tuple(
            self._glyph(info.codepoint, place)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def _glyph(self, number: int, place: hb.GlyphPosition) -> ShapedGlyph:
        em = self.units_per_em
        ink = self.font.get_glyph_extents(number)
        return ShapedGlyph(
            number=number,
            advance=place.x_advance / em,
            right=place.x_offset / em,
            up=place.y_offset / em,
            top=(place.y_offset + ink.y_bearing) / em,
            bottom=(place.y_offset + ink.y_bearing + ink.height) / em,
        )


def faces(weight: Weight) -> Iterator[Face]:
    """The faces of a weight in the order in which a character is looked for.

    Each file is opened when it is first asked for, and once: most labels need Inter alone.
    """
    for family in FAMILIES:
        yield _open_file(family.file(weight), weight, family is INTER)


@lru_cache(maxsize=2048)
def outline(face: Face, glyph: int) -> tuple[Stroke, ...]:
    """A glyph's outline in em, curves cubic, filled by the non-zero rule."""
    strokes: list[Stroke] = []
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: strokes.append(("move", (x, y))))
    pen.set_line_to_func(lambda x, y, _: strokes.append(("line", (x, y))))
    pen.set_cubic_to_func(lambda *points: strokes.append(("curve", points[:6])))
    pen.set_quadratic_to_func(lambda *points: strokes.append(_cubic(strokes, points[:4])))
    pen.set_close_path_func(lambda _: strokes.append(("close", ())))
    face.font.draw_glyph(glyph, pen, None)
    em = face.units_per_em
    return tuple((kind, tuple(value / em for value in values)) for kind, values in strokes)


def _cubic(strokes: list[Stroke], quadratic: tuple[float, ...]) -> Stroke:
    from_x, from_y = strokes[-1][1][-2:]
    by_x, by_y, to_x, to_y = quadratic
    return (
        "curve",
        (
            from_x + 2 / 3 * (by_x - from_x),
            from_y + 2 / 3 * (by_y - from_y),
            to_x + 2 / 3 * (by_x - to_x),
            to_y + 2 / 3 * (by_y - to_y),
            to_x,
            to_y,
        ),
    )


@cache
def _open_file(path: Path, weight: Weight, simple: bool) -> Face:  # noqa: FBT001
    hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
    if path.stem not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(path.stem, str(path)))
    return Face(
        path.stem, weight, simple, frozenset(hb_face.unicodes), hb_face.upem, hb.Font(hb_face)
    )
