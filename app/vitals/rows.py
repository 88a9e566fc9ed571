"""What the screens show of vital signs: frozen rows, every text ready to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from app.marks import SyncMark
from models.vital_signs import Sign
from models.vocabulary import PatientId

__all__ = ["NewsWords", "Sign", "Tone", "VitalsChart", "VitalsSet"]
Tone = Literal["success", "info", "attention", "danger"]


@dataclass(frozen=True, slots=True)
class NewsWords:
    """The early-warning score in words.

    Attributes:
        figure: `7`, `≥ 4` while something is missing, or "–" where there is none.
        tone: how grave it is; the title says the same in words.
        title: `NEWS2 7: emergency response`.
        words: how often to look again, and whom to call; what is missing.
        parts: what each sign scores, for those that do.
    """

    figure: str
    tone: Tone
    title: str
    words: str
    parts: Mapping[Sign, int]


@dataclass(frozen=True, slots=True)
class VitalsSet:
    """One set of vital signs.

    Attributes:
        panel_id: the record that stands for the set.
        taken_at: when it was taken, in the zone of the site.
        taken: the same in words.
        numbers: what was measured, for the chart.
        texts: every sign as it is read, with its unit where it has one; unmeasured signs lack.
        score: the recorded total, or None.
        score_words: `7`, or "" where there is none.
        news: the score in words, as it follows from the measures.
        who: who recorded it.
        where: at which desk.
        how: late entry, struck out and why; "" for a set recorded when it was taken.
        is_void: whether it was struck out; it stays to be seen.
        mark: how far it has come.
    """

    panel_id: UUID
    taken_at: datetime
    taken: str
    numbers: Mapping[Sign, Decimal]
    texts: Mapping[Sign, str]
    score: int | None
    score_words: str
    news: NewsWords
    who: str
    where: str
    how: str
    is_void: bool
    mark: SyncMark

    def text(self, sign: Sign) -> str:
        """One sign as it is read, or ""."""
        return self.texts.get(sign, "")


@dataclass(frozen=True, slots=True)
class VitalsChart:
    """Every set of a patient, the newest first, and what the score needs beside them.

    Attributes:
        patient_id: whose they are.
        age_years: whole years, None where the birth date is not known.
        sets: all of them, struck out or not.
    """

    patient_id: PatientId
    age_years: int | None
    sets: tuple[VitalsSet, ...]

    @property
    def latest(self) -> VitalsSet | None:
        """The newest set that stands."""
        return next((each for each in self.sets if not each.is_void), None)
