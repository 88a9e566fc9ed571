"""What two desks disagree on, with everything a person needs to decide."""

from uuid import UUID

from app.query import Look
from app.registration.people import people
from app.registration.wording import banner_name
from app.staff_words import desk_words, person_words
from app.sync.field_words import (
    FIELD_LABELS,
    options_of,
    spec_of,
    takes_free_text,
    value_words,
)
from app.sync.rows import ConflictDetail, ConflictRow, ConflictSide
from app.times import moment_words
from models.conflict import Conflict
from models.vocabulary import ConflictId, ConflictStatus


def open_conflicts(look: Look) -> tuple[ConflictRow, ...]:
    """The decisions that wait for a person, the oldest first."""
    waiting = look.read.all(Conflict, status=ConflictStatus.OPEN)
    known = people(look.read, sorted({conflict.patient_id for conflict in waiting}))
    names = {patient_id: banner_name(who.name) for patient_id, who in known.items()}
    return tuple(
        ConflictRow(
            conflict_id=ConflictId(conflict.id),
            patient_id=conflict.patient_id,
            patient=names.get(conflict.patient_id, ""),
            field=FIELD_LABELS[conflict.entity, conflict.field],
            standing=_words(look, conflict, conflict.standing),
            proposed=_words(look, conflict, conflict.proposed),
            proposed_by=person_words(look.read, conflict.proposed_user_id),
            proposed_when=moment_words(conflict.proposed_at, look.now),
        )
        for conflict in sorted(waiting, key=lambda c: (c.proposed_at or look.now, str(c.id)))
    )


def conflict_detail(look: Look, conflict_id: ConflictId) -> ConflictDetail | None:
    """One decision; None if this desk does not hold it or somebody has taken it."""
    conflict = look.read.get(Conflict, conflict_id)
    if conflict is None or conflict.status is not ConflictStatus.OPEN:
        return None
    spec = spec_of(conflict.entity, conflict.field)
    who = people(look.read, [conflict.patient_id]).get(conflict.patient_id)
    return ConflictDetail(
        conflict_id=conflict_id,
        patient_id=conflict.patient_id,
        patient=banner_name(who.name if who else None),
        field=FIELD_LABELS[conflict.entity, conflict.field],
        base=_words(look, conflict, conflict.base),
        standing=ConflictSide(
            _words(look, conflict, conflict.standing),
            *_signed(look, conflict.standing_user_id, conflict.standing_device_id),
            moment_words(conflict.standing_at, look.now),
        ),
        proposed=ConflictSide(
            _words(look, conflict, conflict.proposed),
            *_signed(look, conflict.proposed_user_id, conflict.proposed_device_id),
            moment_words(conflict.proposed_at, look.now),
        ),
        takes_free_text=takes_free_text(spec),
        options=options_of(spec),
    )


def _words(look: Look, conflict: Conflict, text: str | None) -> str:
    return value_words(spec_of(conflict.entity, conflict.field), text, look.now)


def _signed(look: Look, user_id: UUID | None, device_id: UUID | None) -> tuple[str, str]:
    return person_words(look.read, user_id), desk_words(look.read, device_id)
