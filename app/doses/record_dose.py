"""Recording that a dose was given, or why it was not.

What is only planned is checked and may be refused; what has happened is recorded, whatever the
order says: then the person types when it was given, and a note.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from app.code_words import CODE_WORDS
from app.command import Act, Opening, Refuse, UseCase
from app.doses.packs import checked_pack
from app.doses.refusals import DOSE_REFUSALS, DoseRefusal
from app.doses.schedule import administrations_for
from app.encounters.current import current_encounter
from app.fields import Choice, Context, Layout, Text, Width
from app.orders.formulary import DoseError, read_dose
from app.orders.standing import OrderState, Standing, standing_of
from app.orders.wording import state_of
from app.query import Look
from app.staff_words import person_words
from app.times import moment_words
from app.typed_times import TypedTimeError, parse_past_time
from models.medication import (
    Medication,
    MedicationAdministration,
    MedicationRequest,
    MedicationStop,
)
from models.vocabulary import (
    N_,
    AdministrationStatus,
    EncounterId,
    NotGivenReason,
    PatientId,
    RequestId,
)
from models.wristband_code import WristbandCodeError, decode

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


def record_dose(act: Act, command: RecordDose) -> UUID:
    """Record what happened to the dose; the opened form is one dose, however often it is saved."""
    if act.tx.get(MedicationAdministration, act.id) is not None:
        return act.id
    standing, medicine = _ordered(act, command.order_id)
    was_given = AdministrationStatus(command.outcome) is AdministrationStatus.COMPLETED
    scanned = _is_scanned(command)
    if was_given:
        _refuse_as_plan(act, command, standing)
        if not scanned and not command.unscanned_reason:
            raise Refuse(DoseRefusal.NOT_SCANNED, field="unscanned_reason")
    elif command.not_given_reason is None:
        raise Refuse(DoseRefusal.NO_REASON, field="not_given_reason")
    act.tx.add(_administration(act, command, standing, medicine))
    return act.id


def _ordered(act: Act, order_id: UUID | None) -> tuple[Standing, Medication]:
    order = act.tx.get(MedicationRequest, order_id) if order_id else None
    medicine = act.tx.get(Medication, order.medication_id) if order else None
    if order is None or medicine is None:
        raise Refuse(DoseRefusal.NO_ORDER)
    standing = standing_of(order, act.tx.all(MedicationStop, request_id=RequestId(order.id)))
    if order.signed_at is None:
        raise Refuse(DoseRefusal.NOT_SIGNED)
    return standing, medicine


def _is_scanned(command: RecordDose) -> bool:
    if command.band is None:
        return False
    try:
        band = decode(command.band)
    except WristbandCodeError as error:
        raise Refuse(DoseRefusal.BAD_BAND, why=str(error)) from error
    if band.patient_id != command.patient_id:
        raise Refuse(DoseRefusal.OTHER_PATIENT)
    return True


def _refuse_as_plan(act: Act, command: RecordDose, standing: Standing) -> None:
    """A dose that is still a plan is refused where it must not be given; a fact never is."""
    if command.given_at and command.note:
        return
    if standing.state is not OrderState.ACTIVE:
        raise Refuse(DoseRefusal.ENDED, field="note", state=state_of(standing))
    if command.due_at is None:
        return
    order_id = RequestId(standing.order.id)
    before = act.tx.all(MedicationAdministration, request_id=order_id)
    for each in administrations_for(standing.order, command.due_at, before):
        who = person_words(act.tx, each.recorded_by_id)
        when = moment_words(each.occurred_at, act.now)
        raise Refuse(DoseRefusal.ALREADY, field="note", who=who, when=when)


def _administration(
    act: Act, command: RecordDose, standing: Standing, medicine: Medication
) -> MedicationAdministration:
    order, status = standing.order, AdministrationStatus(command.outcome)
    was_given = status is AdministrationStatus.COMPLETED
    pack = checked_pack(act, command.pack, medicine) if was_given else None
    visit = current_encounter(act.tx, command.patient_id)
    reason = command.not_given_reason
    try:
        dose = read_dose(command.dose, medicine) if command.dose else order.dose_value
        at = parse_past_time(command.given_at, act.now, act.order) if command.given_at else act.now
    except DoseError as error:
        raise Refuse(DoseRefusal.BAD_DOSE, field="dose", why=str(error)) from error
    except TypedTimeError as error:
        raise Refuse(DoseRefusal.BAD_TIME, field="given_at", why=str(error)) from error
    return MedicationAdministration(
        id=act.id,
        patient_id=command.patient_id,
        encounter_id=EncounterId(visit.id) if visit else order.encounter_id,
        request_id=RequestId(order.id),
        medication_id=order.medication_id,
        status=status,
        occurred_at=at,
        due_at=command.due_at,
        dose_value=dose if was_given else None,
        dose_unit=order.dose_unit if was_given else None,
        route=order.route if was_given else None,
        not_given_reason=NotGivenReason(reason) if reason and not was_given else None,
        note=command.note,
        was_scanned=command.band is not None,
        unscanned_reason=command.unscanned_reason,
        batch=(pack.batch or None) if pack else None,
        expires_on=pack.expires_on if pack else None,
        **act.stamp(),
    )


RECORD_DOSE = UseCase(
    key="dose.record",
    title=N_("Record a dose"),
    input=RecordDose,
    function=record_dose,
    opening=open_dose,
    refusals=DOSE_REFUSALS,
)
