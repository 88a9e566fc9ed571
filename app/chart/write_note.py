"""Writing a clinical note; final when written, added to by another note."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from app.code_words import CODE_WORDS
from app.command import Act, UseCase
from app.encounters.current import current_encounter
from app.fields import Choice, Context, Layout, Text, Width
from models.clinical import ClinicalNote
from models.vocabulary import N_, EncounterId, NoteKind, PatientId

_KINDS = tuple(CODE_WORDS[NoteKind].items())


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote:
    """What somebody has to say."""

    patient_id: Annotated[PatientId, Context("patient")]
    kind: Annotated[str, Choice(N_("Kind of note"), _KINDS, layout=Layout(width=Width.LONG))]
    text: Annotated[
        str,
        Text(
            N_("Note"),
            20_000,
            lines=6,
            layout=Layout(width=Width.LONG, help=N_("Enter makes a new line; Ctrl+Enter saves.")),
        ),
    ]


def write_note(act: Act, command: WriteNote) -> UUID:
    """Record the note, whose id is that of the opened form."""
    if act.tx.get(ClinicalNote, act.id) is None:
        visit = current_encounter(act.tx, command.patient_id)
        act.tx.add(
            ClinicalNote(
                id=act.id,
                patient_id=command.patient_id,
                encounter_id=EncounterId(visit.id) if visit else None,
                kind=NoteKind(command.kind),
                text=command.text,
                written_at=act.tx.now,
                **act.stamp(),
            )
        )
    return act.id


WRITE_NOTE = UseCase(
    key="note.write", title=N_("Write a note"), input=WriteNote, function=write_note
)
