"""One prescription as the pharmacist checks it: each medicine, its warnings, its batches."""

from uuid import UUID

from app.orders.check import check_here
from app.pharmacy.directions import directions_of
from app.pharmacy.rows import AllergyTone, BatchChoice, DispenseItem, Prescription
from app.pharmacy.standing import (
    STANDING_WORDS,
    OrderStanding,
    Standing,
    came_by_paper,
    is_signed,
    standing_here,
)
from app.pharmacy.stock import batches, first_to_go
from app.query import Look
from app.registration.people import people
from app.registration.wording import banner_name, born_words, date_words
from app.staff_words import desk_words, person_words
from app.times import moment_words
from models.allergy_check import Level
from models.clinical import AllergyIntolerance
from models.dose_words import amount_words, medicine_words
from models.medication import Medication, MedicationDispense, MedicationRequest
from models.vocabulary import (
    N_,
    AllergyKind,
    ClinicalStatus,
    MedicationId,
    PatientId,
    RequestId,
)

SIGNED = N_("{time} by {name} at {desk}")
SIGNED_OFFLINE = N_("{time} by {name} at {desk}, signed offline")
HALTED = {Standing.STOPPED: N_("Stopped: {why}"), Standing.ON_HOLD: N_("On hold: {why}")}
NOT_RECORDED = N_("Allergies not recorded")
NONE_KNOWN = N_("No known allergies")
AS_NEEDED = N_("no quantity ordered")


def prescription(look: Look, prescription_id: UUID) -> Prescription | None:
    """Everything signed under one prescription; None if this desk does not hold it."""
    found = look.read.all(MedicationRequest, prescription_id=prescription_id)
    orders = [order for order in found if is_signed(order)]
    known = people(look.read, [orders[0].patient_id]) if orders else {}
    if not known:
        return None
    patient_id = PatientId(orders[0].patient_id)
    who = known[patient_id]
    words, tone = _allergies(look, patient_id)
    return Prescription(
        prescription_id=prescription_id,
        patient_id=patient_id,
        patient=banner_name(who.name),
        born=born_words(who.born),
        number=who.number_words,
        allergies=words,
        allergy_tone=tone,
        signed=signed_words(look, orders[0]),
        from_paper=any(came_by_paper(look.read, order) for order in orders),
        items=tuple(item for order in orders if (item := _item(look, order)) is not None),
    )


def signed_words(look: Look, order: MedicationRequest) -> str:
    """`10:42 by Ben Musa at W-02 (Ward 3)`."""
    words = SIGNED_OFFLINE if order.signed_offline else SIGNED
    return words.format(
        time=moment_words(order.signed_at, look.now),
        name=person_words(look.read, order.signed_by_id),
        desk=desk_words(look.read, order.recorded_on_id),
    )


def _item(look: Look, order: MedicationRequest) -> DispenseItem | None:
    medicine = look.read.get(Medication, order.medication_id)
    if medicine is None:
        return None
    found = standing_here(look.read, order)
    check = check_here(look.read, PatientId(order.patient_id), medicine, look.today)
    grave = [each.words for each in check.findings if each.level is not Level.OK]
    unit = medicine.supply_unit
    ordered = amount_words(order.quantity, unit) if order.quantity is not None else AS_NEEDED
    return DispenseItem(
        request_id=RequestId(order.id),
        medicine=medicine_words(medicine),
        gtin=medicine.gtin,
        unit=unit,
        directions=directions_of(order, medicine),
        ordered=ordered,
        dispensed=amount_words(found.dispensed, unit),
        remaining=found.remaining,
        standing=found.standing,
        state=STANDING_WORDS[found.standing],
        checked=check.words,
        warnings=(*_halt(found), *grave),
        stops=check.is_hard_stop or found.stop is not None,
        needs_reason=check.needs_reason and not check.passes(order.override_reason),
        batches=_choices(look, MedicationId(medicine.id), unit),
        dispenses=_dispenses(look, order),
    )


def _halt(found: OrderStanding) -> tuple[str, ...]:
    if found.stop is None:
        return ()
    return (HALTED[found.standing].format(why=found.stop.reason),)


def _choices(look: Look, medicine: MedicationId, unit: str) -> tuple[BatchChoice, ...]:
    """The batches that may be taken, the first to expire first; none that has expired."""
    held = [each for each in batches(look.read, [medicine]) if not each.is_expired(look.today)]
    next_one = first_to_go(held, look.today)
    held.sort(key=lambda each: (each != next_one, each.balance <= 0, each.expires_on))
    return tuple(
        BatchChoice(
            each.code,
            each.expires_on,
            date_words(each.expires_on),
            amount_words(each.balance, unit),
        )
        for each in held
    )


def _dispenses(look: Look, order: MedicationRequest) -> tuple[UUID, ...]:
    made = look.read.all(MedicationDispense, request_id=RequestId(order.id))
    standing = [each for each in made if each.voided_at is None]
    return tuple(each.id for each in sorted(standing, key=lambda d: d.occurred_at, reverse=True))


def _allergies(look: Look, patient_id: PatientId) -> tuple[str, AllergyTone]:
    """What is known of allergies, and how it is to look."""
    recorded = look.read.all(AllergyIntolerance, patient_id=patient_id)
    now = [a for a in recorded if a.voided_at is None and a.status is ClinicalStatus.ACTIVE]
    real = [a.substance for a in now if a.kind is not AllergyKind.NONE_KNOWN]
    if real:
        return ", ".join(real), "danger"
    return (NONE_KNOWN, "success") if now else (NOT_RECORDED, "attention")
