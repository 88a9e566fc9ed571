"""What a printed prescription says, from what this desk holds."""

from collections.abc import Sequence
from datetime import datetime

from app.code_words import code_words
from app.command import Paper
from app.desk_card import hospital_name
from app.orders.standing import OrderState, Standing
from app.orders.wording import SIGNED_OFFLINE, directions_of, formulary_of, offline_of, quantity_of
from app.query import Look
from app.registration.people import Known, people
from app.registration.wording import (
    GENDER_WORDS,
    NOT_KNOWN,
    age_words,
    banner_name,
    born_words,
    date_words,
)
from app.staff_words import desk_words, person_words
from app.whereabouts import place_words, whereabouts
from models.clinical import AllergyIntolerance
from models.dose_words import count_words
from models.encounter import Encounter
from models.entity import Entity
from models.medication import Medication, MedicationRequest, MedicationStop
from models.paper_link import LetterKind, encode_parts
from models.vocabulary import N_, AllergyKind, ClinicalStatus, PatientId, StopKind
from printing.documents.prescription import PrescribedItem, PrescriptionData

NOT_RECORDED = N_("Allergies not recorded")
REACTION = N_("{substance}: {reaction}")
NOT_CHECKED = N_("{words} (free text, NOT CHECKED)")
NO_REACTION = N_("reaction not recorded")
STOPPED = N_("STOPPED {when} by {who}: {reason}")
ON_HOLD = N_("ON HOLD since {when} by {who}: {reason}")
OFFLINE = N_("{words}, {when}, {desk}")
IN_WORDS = N_("{quantity} ({words})")
PRINTED = N_("Printed {when} by {who}")
BORN, GENDER, NUMBER, WHERE = N_("Born"), N_("Gender"), N_("MRN"), N_("Where")
SIGNED_BY, SIGNED, REFERENCE = N_("Signed by"), N_("Signed"), N_("Reference")
_REFERENCE_DIGITS = 8


def reference_of(orders: Sequence[Standing]) -> str:
    """What the prescription is called by: the end of its id."""
    return orders[0].order.prescription_id.hex[-_REFERENCE_DIGITS:].upper()


def are_stopped(orders: Sequence[Standing]) -> bool:
    """Whether nothing of the prescription is to be given any more."""
    return all(each.state is OrderState.STOPPED for each in orders)


def prescription_of(paper: Paper, orders: Sequence[Standing], *, copy: bool) -> PrescriptionData:
    """Everything on the paper."""
    look, patient_id = paper.look, orders[0].order.patient_id
    known = people(look.read, [patient_id])[patient_id]
    medicines = formulary_of(look.read)
    return PrescriptionData(
        hospital=hospital_name(look),
        patient_name=banner_name(known.name),
        patient_number=known.number_words,
        patient=_patient(look, known),
        allergies=_allergies(look, patient_id),
        items=[_item(look, each, medicines.get(each.order.medication_id)) for each in orders],
        prescriber=_prescriber(look, orders),
        offline=_offline(look, orders),
        codes=_codes(look, known, orders),
        reference=reference_of(orders),
        printed=PRINTED.format(when=_moment(look, look.now), who=person_words(look.read, paper.by)),
        is_stopped=are_stopped(orders),
        copy=copy,
    )


def _patient(look: Look, known: Known) -> list[tuple[str, str]]:
    patient_id = PatientId(known.patient.id)
    born, age = born_words(known.born), age_words(known.born, look.now)
    where = whereabouts(look.read, [patient_id], look.now)[patient_id]
    ward = where.visit.ward_id if where.visit else None
    place = where.stay.location_id if where.stay else ward
    return [
        (BORN, f"{born} ({age})" if age else born),
        (GENDER, GENDER_WORDS[known.facts.gender] if known.facts else NOT_KNOWN),
        (NUMBER, known.number_words),
        (WHERE, place_words(look.read, place) if place else ""),
    ]


def _allergies(look: Look, patient_id: PatientId) -> list[str]:
    rows = [
        row
        for row in look.read.all(AllergyIntolerance, patient_id=patient_id)
        if row.voided_at is None and row.status is ClinicalStatus.ACTIVE
    ]
    known = [row for row in rows if row.kind is not AllergyKind.NONE_KNOWN]
    if not rows:
        return [NOT_RECORDED]
    return [_allergy(row) for row in known] or [code_words(AllergyKind.NONE_KNOWN)]


def _allergy(row: AllergyIntolerance) -> str:
    words = REACTION.format(substance=row.substance, reaction=row.reaction or NO_REACTION)
    return words if row.substance_code else NOT_CHECKED.format(words=words)


def _item(look: Look, each: Standing, medicine: Medication | None) -> PrescribedItem:
    order = each.order
    quantity = quantity_of(order.quantity, medicine)
    words = count_words(order.quantity) if order.quantity is not None else None
    return PrescribedItem(
        medicine=order.medication_text,
        directions=". ".join(
            part for part in (directions_of(order, medicine), order.instructions) if part
        ),
        route=code_words(order.route),
        quantity=IN_WORDS.format(quantity=quantity, words=words) if words else quantity,
        indication=order.indication or "",
        check=order.checked or "",
        override=order.override_reason or "",
        stopped=_stopped(look, each),
    )


def _stopped(look: Look, each: Standing) -> str:
    last = each.last
    if last is None or last.kind is StopKind.RESUME:
        return ""
    words = STOPPED if last.kind is StopKind.STOP else ON_HOLD
    who = person_words(look.read, last.recorded_by_id)
    return words.format(when=_moment(look, last.occurred_at), who=who, reason=last.reason)


def _prescriber(look: Look, orders: Sequence[Standing]) -> list[tuple[str, str]]:
    order = orders[0].order
    return [
        (SIGNED_BY, person_words(look.read, order.signed_by_id)),
        (SIGNED, _moment(look, order.signed_at or order.recorded_at)),
        (REFERENCE, reference_of(orders)),
    ]


def _offline(look: Look, orders: Sequence[Standing]) -> str:
    """When and where the newest signature without the service was made, or ""."""
    made = []
    for each in orders:
        order, last = each.order, each.last
        if order.signed_offline:
            made.append((order.signed_at or order.recorded_at, order.recorded_on_id))
        if last is not None and last.offline:
            made.append((last.occurred_at, last.recorded_on_id))
    if not made or not any(offline_of(each) for each in orders):
        return ""
    when, desk = max(made, key=lambda each: each[0])
    where = desk_words(look.read, desk)
    return OFFLINE.format(words=SIGNED_OFFLINE, when=_moment(look, when), desk=where)


def _codes(look: Look, known: Known, orders: Sequence[Standing]) -> tuple[str, ...]:
    """The signed records that a pharmacy without a line may lack: who, the visit, the orders."""
    read, patient_id = look.read, PatientId(known.patient.id)
    facts: list[Entity] = [known.patient, *known.identifiers]
    facts += [row for row in (known.name, known.facts) if row is not None]
    facts += read.all(AllergyIntolerance, patient_id=patient_id)
    rows = [(type(row), row.id) for row in facts]
    rows += [(Encounter, each.order.encounter_id) for each in orders if each.order.encounter_id]
    always = [(MedicationRequest, each.order.id) for each in orders]
    stops = [stop for each in orders for stop in _stops(look, each)]
    sealed = read.sealed_for(rows, [*always, *((MedicationStop, stop.id) for stop in stops)])
    if not sealed:
        return ()
    subject = orders[0].order.prescription_id
    return encode_parts(sealed, subject=subject, kind=LetterKind.PRESCRIPTION)


def _stops(look: Look, each: Standing) -> list[MedicationStop]:
    stops = look.read.all(MedicationStop, patient_id=each.order.patient_id)
    return [stop for stop in stops if stop.request_id == each.order.id]


def _moment(look: Look, at: datetime) -> str:
    """`21-Nov-2026 10:42`, whole: a paper is read on another day."""
    there = at.astimezone(look.now.tzinfo)
    return f"{date_words(there.date())} {there:%H:%M}"
