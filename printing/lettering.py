"""Setting text: the right font for every character, right-to-left scripts, widths, and fitting.

Nothing is dropped silently: a character that no bundled font has is an error that names it, and
text that is too long becomes smaller, then two lines, and then an error, but never shorter.
"""

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, name, normalize

from printing import bidi
from printing.document import DocumentError
from printing.faces import Face, ShapedGlyph, faces
from resources.fonts import Weight

_JOINERS = "\u200c\u200d"
"""Zero width non-joiner and joiner: invisible, but they choose the letter forms."""


class LetteringError(DocumentError):
    """The text cannot be set as asked; the message is for the person who prints."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one weight."""

    text: str
    weight: Weight = Weight.REGULAR


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters in one face and one direction, as glyphs from left to right."""

    face: Face
    text: str
    glyphs: tuple[ShapedGlyph, ...]
    width_em: float
    right_to_left: bool
    plain: bool
    """Each character is its own glyph at its own width: ordinary PDF text draws it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set line; its runs stand in the order they are drawn, from the left."""

    runs: tuple[Run, ...]
    width_em: float
    text: str

    def width(self, size: float) -> float:
        """The width at a size, in the unit of the size."""
        return self.width_em * size

    @property
    def rise_em(self) -> float:
        """How high the ink stands over the line."""
        return max((glyph.top for run in self.runs for glyph in run.glyphs), default=0.0)

    @property
    def drop_em(self) -> float:
        """How deep the ink hangs under the line, as a positive length."""
        return -min((glyph.bottom for run in self.runs for glyph in run.glyphs), default=0.0)

    @property
    def plain_text(self) -> bool:
        """Whether every run is ordinary text from left to right."""
        return all(run.plain for run in self.runs)


@dataclass(frozen=True, slots=True)
class Setting:
    """Text fitted into a width: one or two lines, all at one size."""

    lines: tuple[Line, ...]
    size: float


def clean(text: str) -> str:
    """Text as it is set: composed (NFC), single spaces, no invisible formatting characters.

    Raises:
        LetteringError: it holds a control character.
    """
    composed = normalize("NFC", " ".join(text.split()))
    kept = "".join(c for c in composed if category(c) != "Cf" or c in _JOINERS)
    for character in kept:
        if category(character) in ("Cc", "Cs", "Co", "Cn"):
            raise LetteringError(_unprintable(character))
    return kept


@lru_cache(maxsize=512)
def set_line(pieces: tuple[Piece, ...]) -> Line:
    """Set pieces one after the other on a line, in the direction of the first letter.

    Raises:
        LetteringError: no bundled font has a character, or it is a control character.
    """
    cleaned = [(character, piece.weight) for piece in pieces for character in clean_keep(piece)]
    text = "".join(character for character, _ in cleaned)
    spans: list[tuple[Face, int, str]] = []
    previous: Face | None = None
    for (character, weight), level in zip(cleaned, bidi.levels(text), strict=True):
        face = _face_for(character, weight, previous)
        if spans and spans[-1][0] is face and spans[-1][1] == level:
            spans[-1] = (face, level, spans[-1][2] + character)
        else:
            spans.append((face, level, character))
        previous = face
    order = bidi.visual_order([level for _, level, _ in spans])
    runs = tuple(_run(*spans[at]) for at in order)
    return Line(runs, sum(run.width_em for run in runs), text)


def clean_keep(piece: Piece) -> str:
    """A piece's clean text with the space that parts it from its neighbour kept."""
    inner = clean(piece.text)
    before = " " if inner and piece.text[0].isspace() else ""
    after = " " if inner and piece.text[-1].isspace() else ""
    return before + inner + after


def fit(
    pieces: tuple[Piece, ...], width: float, *, largest: float, floor: float, least: float
) -> Setting:
    """Fit pieces into a width: shrink to `floor`, then take two lines, then shrink to `least`.

    Two lines are never larger than `floor`, so that they take no more height than planned.

    Sizes and width are in one unit.

    Raises:
        LetteringError: it does not fit two lines at the least size.
    """
    whole = set_line(pieces)
    size = _size_for((whole,), width, largest)
    if size >= floor:
        return Setting((whole,), size)
    lines = min(_splits(pieces), key=lambda lines: max(line.width_em for line in lines))
    size = _size_for(lines, width, floor)
    if size < least:
        raise LetteringError(
            f"{whole.text!r} is too long for this label, even on two lines. Choose larger stock."
        )
    return Setting(lines, size)


def _size_for(lines: tuple[Line, ...], width: float, largest: float) -> float:
    widest = max(line.width_em for line in lines)
    return largest if widest == 0 else min(largest, width / widest)


def _splits(pieces: tuple[Piece, ...]) -> list[tuple[Line, ...]]:
    """Every way to break between words; a text of one word is broken within it."""
    words = [Piece(word, piece.weight) for piece in pieces for word in piece.text.split()]
    if len(words) > 1:
        return [(_words(words[:at]), _words(words[at:])) for at in range(1, len(words))]
    only = words[0]
    middle = len(only.text) // 2
    halves = Piece(only.text[:middle] + "-", only.weight), Piece(only.text[middle:], only.weight)
    return [tuple(set_line((half,)) for half in halves)]


def _words(words: list[Piece]) -> Line:
    spaced = [Piece(f"{word.text} ", word.weight) for word in words[:-1]]
    return set_line((*spaced, words[-1]))


def _face_for(character: str, weight: Weight, previous: Face | None) -> Face:
    neutral = not character.isalnum()
    if neutral and previous is not None and previous.weight is weight and previous.has(character):
        return previous
    for face in faces(weight):
        if face.has(character):
            return face
    raise LetteringError(_unprintable(character))


def _run(face: Face, level: int, text: str) -> Run:
    backwards = level % 2 == 1
    plain = face.simple and not backwards and not any(category(c) in ("Mn", "Cf") for c in text)
    glyphs = face.shape(text, right_to_left=backwards, plain=plain)
    return Run(face, text, glyphs, sum(glyph.advance for glyph in glyphs), backwards, plain)


def _unprintable(character: str) -> str:
    called = name(character, "a control character")
    return (
        f"U+{ord(character):04X} ({called}) cannot be printed with the fonts of this system. "
        "Correct the text, or write it also in another script."
    )
