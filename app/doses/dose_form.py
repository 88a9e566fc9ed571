"""The form of one dose, given or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from app.code_words import CODE_WORDS
from app.command import Opening
from app.fields import Choice, Context, Layout, Text, Width
from app.query import Look
from models.vocabulary import N_, AdministrationStatus, NotGivenReason, PatientId

SHORT, LONG = Layout(width=Width.SHORT), Layout(width=Width.LONG)
OUTCOMES = tuple(
    (status.value, CODE_WORDS[AdministrationStatus][status]) for status in AdministrationStatus
)
REASONS = tuple((why.value, CODE_WORDS[NotGivenReason][why]) for why in NotGivenReason)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDose:
    """One dose of one order.

    `band` and `pack` are the scans as they were read, or None; `due_at` is the planned time.
    """

    patient_id: Annotated[PatientId, Context("patient")]
    order_id: Annotated[UUID | None, Context("order")]
    due_at: Annotated[datetime | None, Context("due")]
    band: Annotated[str | None, Context("band")]
    pack: Annotated[str | None, Context("pack")]
    outcome: Annotated[str, Choice(N_("Given?"), OUTCOMES, layout=SHORT)]
    not_given_reason: Annotated[
        str | None, Choice(N_("Why it was not given"), REASONS, layout=SHORT)
    ]
    dose: Annotated[
        str | None,
        Text(N_("Dose"), 30, layout=Layout(width=Width.SHORT, help=N_("Empty: as ordered"))),
    ]
    given_at: Annotated[
        str | None,
        Text(N_("When"), 30, layout=Layout(width=Width.SHORT, help=N_("Now, or 0930"))),
    ]
    unscanned_reason: Annotated[
        str | None, Text(N_("Why the wristband was not scanned"), 200, layout=LONG)
    ]
    note: Annotated[str | None, Text(N_("Note"), 300, layout=LONG)]


def open_dose(_look: Look, context: Mapping[str, object]) -> Opening:
    """The form on a dose that was given, the usual case."""
    nothing = dict.fromkeys(("order", "due", "band", "pack"))
    return Opening({"outcome": AdministrationStatus.COMPLETED}, {**nothing, **context})
