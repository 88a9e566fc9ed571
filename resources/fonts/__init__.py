"""The bundled fonts: Inter for Latin, Greek and Cyrillic, Noto Sans for other scripts."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FONTS = Path(__file__).parent


class Weight(StrEnum):
    """How heavy the letters are; Noto Sans ships in two weights and answers with the nearer."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class Family:
    """One family of files; `stem` is the beginning of their names."""

    stem: str
    weights: frozenset[Weight]

    def file(self, weight: Weight) -> Path:
        """The TrueType file of that weight, or of the nearest one that ships."""
        if weight in self.weights:
            return FONTS / f"{self.stem}-{weight.value}.ttf"
        light = weight in (Weight.REGULAR, Weight.MEDIUM)
        return FONTS / f"{self.stem}-{(Weight.REGULAR if light else Weight.BOLD).value}.ttf"


INTER = Family("Inter", frozenset(Weight))
NOTO_SCRIPTS = (
    "Arabic",
    "Hebrew",
    "Devanagari",
    "Bengali",
    "Tamil",
    "Telugu",
    "Ethiopic",
    "Thai",
    "Armenian",
    "Georgian",
)
# The order in which a character is looked for.
FAMILIES = (
    INTER,
    *(
        Family(f"NotoSans{script}", frozenset({Weight.REGULAR, Weight.BOLD}))
        for script in NOTO_SCRIPTS
    ),
)


def font_files() -> tuple[Path, ...]:
    """Every font file, Inter first: what a program loads before it draws its first word."""
    return tuple(
        family.file(weight) for family in FAMILIES for weight in Weight if weight in family.weights
    )
