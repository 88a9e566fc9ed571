"""What a banner says about allergies."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.allergy_state import STATE_WORDS, AllergyState
from app.query import Look
from models.clinical import AllergyIntolerance
from models.vocabulary import AllergyKind, ClinicalStatus, PatientId, ReplicaClass


@dataclass(frozen=True, slots=True)
class AllergyBand:
    """What the banner says; `substances` are named only where allergies are known."""

    state: AllergyState = AllergyState.UNAVAILABLE
    substances: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Its heading."""
        return STATE_WORDS[self.state]


def allergy_band(look: Look, patient_id: PatientId) -> AllergyBand:
    """What this desk may say: one that holds no medicines cannot know, and says so."""
    identity = look.store.identity
    if identity is None or ReplicaClass.MEDS not in identity.classes:
        return AllergyBand()
    return band_of(look.read.all(AllergyIntolerance, patient_id=patient_id))


def band_of(rows: Iterable[AllergyIntolerance]) -> AllergyBand:
    """What the rows of one patient come to; struck out and past ones do not count."""
    standing = [
        row for row in rows if row.voided_at is None and row.status is ClinicalStatus.ACTIVE
    ]
    known = [row for row in standing if row.kind is not AllergyKind.NONE_KNOWN]
    if known:
        names = sorted({row.substance for row in known}, key=str.casefold)
        return AllergyBand(AllergyState.KNOWN, tuple(names))
    return AllergyBand(AllergyState.NONE_KNOWN if standing else AllergyState.NOT_RECORDED)
