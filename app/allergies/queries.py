"""What is recorded of a patient's allergies."""

from app.allergies.rows import AllergyCard, AllergyRow
from app.allergy_state import AllergyState
from app.code_words import code_words
from app.marks import SyncMark, marks_of
from app.query import Look, Query
from app.staff_words import person_words
from app.times import moment_words
from models.clinical import AllergyIntolerance
from models.vocabulary import N_, AllergyKind, ClinicalStatus, PatientId, ReplicaClass

CHECKED = N_("Checked against every order")
NOT_CHECKED = N_("CANNOT be checked: free text")
VOIDED = N_("Voided: {reason}")
BY = N_("{when} by {who}")


def allergy_card(look: Look, patient_id: PatientId) -> AllergyCard:
    """The allergies of a patient, or that this desk holds none of anybody's."""
    identity = look.store.identity
    if identity is not None and ReplicaClass.MEDS not in identity.classes:
        return AllergyCard(AllergyState.UNAVAILABLE)
    records = look.read.all(AllergyIntolerance, patient_id=patient_id)
    stands = {row.id: row.voided_at is None and row.status is ClinicalStatus.ACTIVE
              for row in records}  # fmt: skip
    none_known = [r for r in records if r.kind is AllergyKind.NONE_KNOWN and stands[r.id]]
    allergies = [row for row in records if row.kind is not AllergyKind.NONE_KNOWN]
    marks = marks_of(look.read, [row.id for row in allergies])
    ordered = sorted(allergies, key=lambda row: (not stands[row.id], row.substance.casefold()))
    rows = tuple(
        _row(look, row, marks.get(row.id, SyncMark.SENT), stands=stands[row.id]) for row in ordered
    )
    if any(row.stands for row in rows):
        return AllergyCard(AllergyState.KNOWN, rows)
    state = AllergyState.NONE_KNOWN if none_known else AllergyState.NOT_RECORDED
    return AllergyCard(state, rows)


def _row(look: Look, row: AllergyIntolerance, mark: SyncMark, *, stands: bool) -> AllergyRow:
    is_voided = row.voided_at is not None
    reason = VOIDED.format(reason=row.void_reason or "")
    who = person_words(look.read, row.recorded_by_id)
    return AllergyRow(
        allergy_id=row.id,
        substance=row.substance,
        reaction=row.reaction or "",
        kind=code_words(row.kind),
        risk=code_words(row.criticality) if row.criticality else "",
        checked=CHECKED if row.substance_code else NOT_CHECKED,
        state=reason if is_voided else code_words(row.status),
        recorded=BY.format(when=moment_words(row.recorded_at, look.now), who=who),
        stands=stands,
        can_be_checked=bool(row.substance_code),
        is_voided=is_voided,
        mark=mark,
    )


ALLERGY_CARD = Query(
    "allergies.card", N_("Allergies"), allergy_card, frozenset({"allergy_intolerance"})
)
