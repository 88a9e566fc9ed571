"""The doses of the day of one patient, and what a scan means beside the bed."""

from uuid import UUID

from app.code_words import code_words
from app.doses.packs import product_of
from app.doses.refusals import DOSE_REFUSALS, DoseRefusal
from app.doses.rows import STATE_WORDS, DoseRow, DoseScan
from app.doses.schedule import Dose, doses_of_day
from app.marks import SyncMark, marks_of
from app.orders.standing import OrderState, orders_of
from app.orders.wording import SIGNED_OFFLINE, formulary_of, state_of
from app.pack_scan import read_pack
from app.query import OUTBOX, Look, Query
from app.registration.people import people
from app.registration.wording import banner_name, date_words
from app.staff_words import person_words
from app.times import moment_words
from models.dose_words import amount_words, dose_in_units, medicine_words
from models.medication import Medication, MedicationAdministration
from models.vocabulary import N_, AdministrationStatus, MedicationId, PatientId
from models.wristband_code import WristbandCodeError, decode, looks_like_wristband

GIVEN = N_("Given {when} by {who}")
NOT_GIVEN = N_("Not given: {reason}, {when} by {who}")
AMOUNT = N_("{amount}, {route}")
THE_BAND = N_("The wristband is this patient's.")
OTHER_BAND = N_(
    "STOP: this is the wristband of {name}. The patient in front is somebody else. Nothing was "
    "recorded and nothing was opened."
)
ANOTHER = N_("another patient")
BATCH, EXPIRY = N_("batch {batch}"), N_("expires {day}")


def doses_today(look: Look, patient_id: PatientId) -> tuple[DoseRow, ...]:
    """Late, due, when needed, later, then what was recorded."""
    given = look.read.all(MedicationAdministration, patient_id=patient_id)
    doses = doses_of_day(orders_of(look.read, patient_id), given, look.now)
    known = formulary_of(look.read)
    marks = marks_of(look.read, [dose.given.id for dose in doses if dose.given])
    return tuple(_row(look, dose, known.get(dose.order.medication_id), marks) for dose in doses)


def dose_scan(look: Look, patient_id: PatientId, text: str) -> DoseScan:
    """What was scanned; neither opens nor records anything."""
    if looks_like_wristband(text):
        return _band(look, patient_id, text)
    pack = read_pack(text)
    if pack is None:
        return DoseScan("none")
    product = product_of(look.read, pack)
    if product is None:
        return DoseScan("bad-pack", DOSE_REFUSALS[DoseRefusal.UNKNOWN_PACK])
    if pack.expires_on is not None and pack.is_expired(look.today):
        words = DOSE_REFUSALS[DoseRefusal.EXPIRED].format(day=date_words(pack.expires_on))
        return DoseScan("bad-pack", words, MedicationId(product.id))
    batch = BATCH.format(batch=pack.batch) if pack.batch else ""
    expiry = EXPIRY.format(day=date_words(pack.expires_on)) if pack.expires_on else ""
    words = " · ".join(each for each in (medicine_words(product), batch, expiry) if each)
    return DoseScan("pack", words, MedicationId(product.id))


def _band(look: Look, patient_id: PatientId, text: str) -> DoseScan:
    try:
        band = decode(text)
    except WristbandCodeError as error:
        return DoseScan("bad-pack", str(error))
    if band.patient_id == patient_id:
        return DoseScan("band", THE_BAND)
    whose = PatientId(band.patient_id)
    known = people(look.read, [whose]).get(whose)
    return DoseScan(
        "other-band", OTHER_BAND.format(name=banner_name(known.name) if known else ANOTHER)
    )


def _row(
    look: Look, dose: Dose, medicine: Medication | None, marks: dict[UUID, SyncMark]
) -> DoseRow:
    order, given = dose.order, dose.given
    amount = (
        dose_in_units(medicine, order.dose_value, order.dose_unit)
        if medicine
        else amount_words(order.dose_value, order.dose_unit)
    )
    is_over = dose.standing.state is not OrderState.ACTIVE
    remarks = (
        state_of(dose.standing) if is_over else "",
        SIGNED_OFFLINE if order.signed_offline else "",
        order.instructions or "",
    )
    return DoseRow(
        order_id=order.id,
        medication_id=order.medication_id,
        due_at=dose.due_at,
        due=moment_words(dose.due_at, look.now) if dose.due_at else "",
        medicine=order.medication_text,
        amount=AMOUNT.format(amount=amount, route=code_words(order.route)),
        state=dose.state,
        state_words=STATE_WORDS[dose.state],
        what=_what(look, given) if given else "",
        remark=" · ".join(each for each in remarks if each),
        mark=marks.get(given.id, SyncMark.SENT) if given else SyncMark.SENT,
    )


def _what(look: Look, given: MedicationAdministration) -> str:
    who = person_words(look.read, given.recorded_by_id)
    when = moment_words(given.occurred_at, look.now)
    if given.status is AdministrationStatus.COMPLETED:
        return GIVEN.format(when=when, who=who)
    reason = code_words(given.not_given_reason) if given.not_given_reason else ""
    return NOT_GIVEN.format(reason=reason, when=when, who=who)


DOSES_TODAY = Query(
    "doses.today",
    N_("Doses of the day"),
    doses_today,
    frozenset(
        {
            *("medication_request", "medication_stop", "medication_administration"),
            *("medication", "practitioner", OUTBOX),
        }
    ),
)
DOSE_SCAN = Query(
    "doses.scan",
    N_("What was scanned"),
    dose_scan,
    frozenset({"medication", "patient_name"}),
)
