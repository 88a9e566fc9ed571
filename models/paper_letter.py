"""What one paper carries, and why a code cannot be made or read."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from models.change_set import Sealed
from models.vocabulary import N_

FOREIGN = N_("This code is not from Almoner.")
MISREAD = N_(
    "The code was not read correctly. Scan it again; if it fails again, the paper is damaged or "
    "was changed."
)
OTHER_VERSION = N_(
    "This code was printed by another version of Almoner. Bring this workstation up to date, or "
    "enter the order by hand."
)
PARTS_MISSING = N_("Part {missing} of {count} of this paper is missing. Scan it as well.")
NOT_ONE_LETTER = N_("These codes are of different papers. Scan the codes of one paper.")
TOO_MUCH = N_("This is too much for codes on one paper. Print fewer orders together.")


class PaperError(ValueError):
    """A code cannot be made or read; the message is for the person at the scanner."""


class ForeignPaperError(PaperError):
    """It is no code of ours."""


class OtherVersionPaperError(PaperError):
    """It is of a version that this program does not know."""


class TamperedPaperError(PaperError):
    """What was read is not what was printed."""


class IncompletePaperError(PaperError):
    """Parts of the letter are missing; `missing` are their numbers, of `count`."""

    def __init__(self, missing: tuple[int, ...], count: int) -> None:
        words = PARTS_MISSING.format(missing=", ".join(map(str, missing)), count=count)
        super().__init__(words)
        self.missing, self.count = missing, count


class LetterKind(StrEnum):
    """What a paper is about; its subject is a prescription, or an encounter."""

    PRESCRIPTION = "prescription"
    ADMISSION = "admission"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one paper carries. `kind` is a `LetterKind` that this version knows, or another word."""

    kind: str
    subject: UUID
    sets: tuple[Sealed, ...]
