"""What the discharge summary says, gathered from what this desk holds."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from app.allergy_state import AllergyState
from app.chart.fact import Names
from app.code_words import code_words
from app.command import Paper
from app.desk_card import hospital_name
from app.discharge.queries import newest_encounter
from app.marks import marks_of
from app.orders.standing import OrderState, Standing, orders_of
from app.orders.wording import directions_of, formulary_of
from app.query import Look
from app.registration.allergy_band import allergy_band
from app.registration.people import Known, people
from app.registration.wording import (
    GENDER_WORDS,
    NOT_KNOWN,
    age_words,
    banner_name,
    born_words,
)
from app.times import stamp_words
from models.clinical import (
    AllergyIntolerance,
    Condition,
    DischargeSummary,
    discharge_summary_id,
)
from models.encounter import Encounter, EncounterLocation
from models.vocabulary import (
    N_,
    AllergyKind,
    ClinicalStatus,
    EncounterId,
    LocationId,
    PatientId,
    PractitionerId,
    StayStatus,
)
from printing.documents.discharge_summary import DischargeSummaryData, Medicine

NAME, BORN, GENDER, NUMBER = N_("Name"), N_("Born"), N_("Gender"), N_("Record number")
ADMITTED, KIND, WARDS, UNDER = N_("Came"), N_("Kind of visit"), N_("Places"), N_("Under")
LEFT, WHERE_TO = N_("Left"), N_("Discharged to")
WRITTEN_BY, WRITTEN_AT, WHERE = N_("Name"), N_("Completed at"), N_("Desk")
DOCUMENT, PRINTED = N_("Document {id}"), N_("printed {when} by {who}")
INACTIVE = N_("{description} ({status})")
FOR, HELD_FOR = N_("For: {why}"), N_("On hold: {why}")
STOPPED_FOR = N_("Stopped {when}: {why}")
ADDRESS = N_("Address")


class NotDischarged(LookupError):
    """There is no summary of the newest visit here."""


def summary_data(paper: Paper, patient_id: PatientId) -> DischargeSummaryData:
    """Everything on the paper.

    Raises:
        NotDischarged: the newest visit has no summary at this desk.
    """
    look = paper.look
    known = people(look.read, [patient_id]).get(patient_id)
    visit = newest_encounter(look.read, patient_id)
    summary = _summary(look, visit)
    if known is None or visit is None or summary is None:
        raise NotDischarged
    names = Names(look)
    allergies, grave = _allergies(look, patient_id)
    current, stopped = _medicines(look, patient_id, visit)
    return DischargeSummaryData(
        hospital=hospital_name(look),
        patient=_patient(look, known),
        patient_name=banner_name(known.name),
        patient_number=known.number_words,
        admission=_admission(visit, names),
        discharge=(
            (LEFT, stamp_words(summary.discharged_at.astimezone(look.now.tzinfo))),
            (WHERE_TO, code_words(summary.disposition)),
        ),
        diagnoses=_diagnoses(look, patient_id),
        allergies=allergies,
        allergies_grave=grave,
        current=current,
        stopped=stopped,
        reason=summary.reason or "",
        course=summary.course or "",
        advice=summary.advice or "",
        follow_up=summary.follow_up or "",
        completed_by=(
            (WRITTEN_BY, names.person(summary.recorded_by_id)),
            (WRITTEN_AT, stamp_words(summary.recorded_at.astimezone(look.now.tzinfo))),
            (WHERE, names.desk(summary.recorded_on_id)),
        ),
        document_id=DOCUMENT.format(id=str(summary.id)),
        provisional=bool(marks_of(look.read, [summary.id])),
        printed=_printed(look, names, paper.by),
    )


def _summary(look: Look, visit: Encounter | None) -> DischargeSummary | None:
    if visit is None:
        return None
    found = look.read.get(DischargeSummary, discharge_summary_id(EncounterId(visit.id)))
    return found if found is not None and found.voided_at is None else None


def _patient(look: Look, known: Known) -> tuple[tuple[str, str], ...]:
    age = age_words(known.born, look.now)
    born = born_words(known.born)
    address = ", ".join(
        part
        for each in known.addresses[:1]
        for part in (*(each.lines or "").split("\n"), each.postal_code, each.city)
        if part
    )
    return (
        (NAME, banner_name(known.name)),
        (BORN, f"{born} ({age})" if age else born),
        (GENDER, GENDER_WORDS[known.facts.gender] if known.facts else NOT_KNOWN),
        (NUMBER, known.number_words),
        (ADDRESS, address),
    )


def _admission(visit: Encounter, names: Names) -> tuple[tuple[str, str], ...]:
    look = names.look
    stays = look.read.all(EncounterLocation, encounter_id=EncounterId(visit.id))
    came = [s for s in stays if s.status is StayStatus.ACTIVE and s.voided_at is None]
    came.sort(key=lambda stay: (stay.occurred_at, stay.id))
    places: dict[LocationId, None] = dict.fromkeys(stay.location_id for stay in came)
    return (
        (ADMITTED, stamp_words(visit.started_at.astimezone(look.now.tzinfo))),
        (KIND, code_words(visit.class_code)),
        (WARDS, "; ".join(names.place(place) for place in places)),
        (UNDER, names.person(visit.attending_id) if visit.attending_id else ""),
    )


def _diagnoses(look: Look, patient_id: PatientId) -> tuple[str, ...]:
    rows = [r for r in look.read.all(Condition, patient_id=patient_id) if r.voided_at is None]
    rows.sort(key=lambda row: (row.status is not ClinicalStatus.ACTIVE, row.recorded_at, row.id))
    return tuple(
        row.description
        if row.status is ClinicalStatus.ACTIVE
        else INACTIVE.format(description=row.description, status=code_words(row.status))
        for row in rows
    )


def _allergies(look: Look, patient_id: PatientId) -> tuple[tuple[str, ...], bool]:
    """The state in words, and below it each allergy that stands."""
    band = allergy_band(look, patient_id)
    if band.state is not AllergyState.KNOWN:
        return (band.words,), band.state is not AllergyState.NONE_KNOWN
    rows = look.read.all(AllergyIntolerance, patient_id=patient_id)
    standing = (
        row
        for row in rows
        if row.voided_at is None
        and row.status is ClinicalStatus.ACTIVE
        and row.kind is not AllergyKind.NONE_KNOWN
    )
    return (band.words, *(_allergy(row) for row in standing)), True


def _allergy(row: AllergyIntolerance) -> str:
    risk = code_words(row.criticality) if row.criticality else ""
    return " · ".join(part for part in (row.substance, row.reaction, risk) if part)


def _medicines(
    look: Look, patient_id: PatientId, visit: Encounter
) -> tuple[tuple[Medicine, ...], tuple[Medicine, ...]]:
    """Those that go on, whichever visit they are of, and those stopped during this one."""
    formulary = formulary_of(look.read)

    def listed(standings: Iterable[Standing]) -> tuple[Medicine, ...]:
        return tuple(
            Medicine(
                name=each.order.medication_text,
                dose=directions_of(each.order, formulary.get(each.order.medication_id)),
                why=_why(each, look.now),
            )
            for each in sorted(standings, key=lambda s: (s.order.starts_at, s.order.id))
        )

    orders = orders_of(look.read, patient_id)
    going_on = (OrderState.ACTIVE, OrderState.HELD)
    return (
        listed(each for each in orders if each.state in going_on and _lasts(each, look.now)),
        listed(
            each
            for each in orders
            if each.state is OrderState.STOPPED
            and each.last is not None
            and each.last.occurred_at >= visit.started_at
        ),
    )


def _lasts(each: Standing, now: datetime) -> bool:
    """Whether the course is not over: one without a length goes on until it is stopped."""
    days = each.order.duration_days
    if days is None:
        return True
    elapsed = Decimal((now - each.order.starts_at).total_seconds()) / (24 * 3600)
    return elapsed < days


def _why(each: Standing, now: datetime) -> str:
    last = each.last
    if each.state is OrderState.STOPPED and last is not None:
        return STOPPED_FOR.format(
            when=stamp_words(last.occurred_at.astimezone(now.tzinfo)), why=last.reason
        )
    if each.state is OrderState.HELD and last is not None:
        return HELD_FOR.format(why=last.reason)
    return FOR.format(why=each.order.indication) if each.order.indication else ""


def _printed(look: Look, names: Names, by: PractitionerId) -> str:
    return PRINTED.format(when=stamp_words(look.now), who=names.person(by))
