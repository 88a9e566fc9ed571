"""Opening a visit: what it is, for which ward, and the number an outpatient waits under."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.code_words import CODE_WORDS, code_words
from app.command import Act, Refuse, UseCase
from app.encounters.wards import is_ward, opening_of_visit
from app.fields import Choice, Context, Layout, Pick
from app.times import moment_words
from models.encounter import Encounter, QueueToken
from models.visits import open_visits
from models.vocabulary import (
    N_,
    EncounterClass,
    EncounterId,
    EncounterStatus,
    LocationId,
    PatientId,
)

_KINDS = tuple(CODE_WORDS[EncounterClass].items())


class VisitRefusal(StrEnum):
    """Why a visit is not opened."""

    ALREADY_OPEN = "already_open"
    NO_WARD = "no_ward"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVisit:
    """What a visit is; the patient is the one who is open."""

    patient_id: Annotated[PatientId, Context("patient")]
    kind: Annotated[
        str,
        Choice(
            N_("Kind of visit"),
            _KINDS,
            layout=Layout(help=N_("An outpatient gets a number to wait under.")),
        ),
    ]
    ward: Annotated[
        UUID | None,
        Pick(N_("Ward"), layout=Layout(help=N_("Where they are to go; may be left open."))),
    ]


def open_visit(act: Act, command: OpenVisit) -> EncounterId:
    """Record the visit, whose id is that of the opened form, and for an outpatient the number."""
    visit_id, kind = EncounterId(act.id), EncounterClass(command.kind)
    if act.tx.get(Encounter, visit_id) is not None:
        return visit_id
    for other in open_visits(act.tx.all(Encounter, patient_id=command.patient_id)):
        if other.class_code is kind:
            since = moment_words(other.started_at, act.now)
            raise Refuse(
                VisitRefusal.ALREADY_OPEN, field="kind", kind=code_words(kind), since=since
            )
    act.tx.add(
        Encounter(
            id=visit_id,
            patient_id=command.patient_id,
            class_code=kind,
            status=EncounterStatus.IN_PROGRESS,
            started_at=act.tx.now,
            ward_id=_ward(act, command.ward),
            **act.stamp(),
        )
    )
    if kind is EncounterClass.AMBULATORY:
        _give_number(act, command.patient_id, visit_id)
    return visit_id


def _ward(act: Act, ward: UUID | None) -> LocationId | None:
    if ward is not None and not is_ward(act.tx, ward):
        raise Refuse(VisitRefusal.NO_WARD, field="ward")
    return LocationId(ward) if ward else None


def _give_number(act: Act, patient_id: PatientId, visit_id: EncounterId) -> None:
    """The next number of this desk today: no two desks have the same letters."""
    day = act.now.date()
    number = act.tx.take_count(f"token {day.isoformat()}")
    act.tx.add(
        QueueToken(
            id=act.tx.new_id(),
            patient_id=patient_id,
            encounter_id=visit_id,
            label=f"{act.series}{number:03d}",
            day=day,
            **act.stamp(),
        )
    )


OPEN_VISIT = UseCase(
    key="encounter.open",
    title=N_("Open visit"),
    input=OpenVisit,
    function=open_visit,
    opening=opening_of_visit,
    refusals={
        VisitRefusal.ALREADY_OPEN: N_(
            "{kind} visit open since {since}: go on with that one, whatever is recorded now "
            "belongs to it. Press Esc, or choose another kind of visit."
        ),
        VisitRefusal.NO_WARD: N_("This ward is not known at this desk. Choose one from the list."),
    },
)
