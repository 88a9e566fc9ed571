"""Discharging a patient: the visit ends, the summary is written, the bed becomes to clean."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.code_words import CODE_WORDS
from app.command import Act, Refuse, UseCase
from app.discharge.end_visit import VisitSeen, end_visit, open_on_visit, written_before
from app.fields import Choice, Context, Layout, Text, Width
from app.typed_times import TypedTimeError, parse_past_time
from models.clinical import DischargeSummary, discharge_summary_id
from models.vocabulary import (
    N_,
    Disposition,
    EncounterId,
    PatientId,
)

_WHERE_TO = tuple(CODE_WORDS[Disposition].items())
LONG = Layout(width=Width.LONG)


class DischargeRefusal(StrEnum):
    """Why a patient cannot be discharged."""

    NO_VISIT = "no_visit"
    DISCHARGED = "discharged"
    BAD_TIME = "bad_time"
    BEFORE_IT_BEGAN = "before_it_began"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDischarge:
    """What the next ones to care for the patient need to know; `seen` is the visit in progress."""

    patient_id: Annotated[PatientId, Context("patient")]
    seen: Annotated[VisitSeen | None, Context("seen")]
    disposition: Annotated[str, Choice(N_("Discharged to"), _WHERE_TO)]
    left: Annotated[
        str | None, Text(N_("Left at"), 30, layout=Layout(help=N_("Now, or 0930, or 20/11 0930")))
    ]
    reason: Annotated[str | None, Text(N_("Reason for admission"), 1000, lines=4, layout=LONG)]
    course: Annotated[
        str | None, Text(N_("What happened in hospital"), 20_000, lines=4, layout=LONG)
    ]
    advice: Annotated[str | None, Text(N_("Advice to the patient"), 5000, lines=3, layout=LONG)]
    follow_up: Annotated[str | None, Text(N_("Follow-up"), 1000, lines=3, layout=LONG)]


def record_discharge(act: Act, command: RecordDischarge) -> UUID:
    """End the visit; what was ordered, stopped or cancelled in it never stands in the way."""
    seen = command.seen
    if seen is None:
        raise Refuse(DischargeRefusal.NO_VISIT, field="disposition")
    encounter_id = EncounterId(seen.row.id)
    left_at = _left_at(act, command.left)
    if left_at < seen.row.started_at:
        raise Refuse(DischargeRefusal.BEFORE_IT_BEGAN, field="left")
    summary = DischargeSummary(
        id=discharge_summary_id(encounter_id),
        patient_id=command.patient_id,
        encounter_id=encounter_id,
        disposition=Disposition(command.disposition),
        discharged_at=left_at,
        reason=command.reason,
        course=command.course,
        advice=command.advice,
        follow_up=command.follow_up,
        **act.stamp(),
    )
    same = written_before(act.tx, summary)
    if same is None:
        act.tx.add(summary)
        end_visit(act, seen, left_at)
    elif not same:
        raise Refuse(DischargeRefusal.DISCHARGED, field="disposition")
    return summary.id


def _left_at(act: Act, text: str | None) -> datetime:
    if not text:
        return act.tx.now
    try:
        return parse_past_time(text, act.now, act.order)
    except TypedTimeError as error:
        raise Refuse(DischargeRefusal.BAD_TIME, field="left", why=str(error)) from error


RECORD_DISCHARGE = UseCase(
    key="discharge.record",
    title=N_("Discharge"),
    input=RecordDischarge,
    function=record_discharge,
    opening=open_on_visit,
    refusals={
        DischargeRefusal.NO_VISIT: N_(
            "No visit of this patient is in progress at this desk, so there is none to end. Look "
            "at the timeline: the patient may have been discharged already."
        ),
        DischargeRefusal.DISCHARGED: N_(
            "This visit was ended before, and its summary says something else. Look at the "
            "timeline; what is missing goes into a note."
        ),
        DischargeRefusal.BAD_TIME: N_("{why}"),
        DischargeRefusal.BEFORE_IT_BEGAN: N_(
            "That is before the visit began. Check the time the patient left."
        ),
    },
)
