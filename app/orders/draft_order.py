"""Drafting an order: one medicine, its dose, how and how often; checked before it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.code_words import CODE_WORDS
from app.command import Act, Opening, Refuse, UseCase
from app.encounters.current import current_encounter
from app.fields import Choice, Context, Layout, Number, Text, Width
from app.orders.check import check_here
from app.orders.formulary import DoseError, find_medicine, medicines, read_dose
from app.orders.standing import drafts_of
from app.query import Look
from models.allergy_check import Check
from models.dose_words import medicine_words
from models.dosing import supply_quantity
from models.medication import Medication, MedicationRequest
from models.vocabulary import (
    N_,
    EncounterId,
    Frequency,
    MedicationId,
    PatientId,
    RequestStatus,
    Route,
    RowId,
)

SHORT, LONG = Layout(width=Width.SHORT), Layout(width=Width.LONG)
ROUTES = tuple((route.value, CODE_WORDS[Route][route]) for route in Route)
FREQUENCIES = tuple((often.value, CODE_WORDS[Frequency][often]) for often in Frequency)
MOST_DAYS, MOST_UNITS = 366, 10_000


class DraftRefusal(StrEnum):
    """Why an order cannot be kept."""

    NO_MEDICINE = "no_medicine"
    BAD_DOSE = "bad_dose"
    HARD_STOP = "hard_stop"
    NEEDS_REASON = "needs_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOrder:
    """One line of a prescription. An empty route is the usual one of the medicine."""

    patient_id: Annotated[PatientId, Context("patient")]
    medicine: Annotated[
        str,
        Text(
            N_("Medicine"),
            200,
            layout=Layout(width=Width.LONG, help=N_("Part of the name, then choose")),
        ),
    ]
    dose: Annotated[str, Text(N_("Dose"), 30, layout=SHORT)]
    frequency: Annotated[str, Choice(N_("How often"), FREQUENCIES, layout=SHORT)]
    days: Annotated[int | None, Number(N_("Days"), N_("days"), 1, MOST_DAYS, layout=SHORT)]
    route: Annotated[str | None, Choice(N_("Route"), ROUTES, layout=SHORT)]
    quantity: Annotated[
        Decimal | None,
        Number(
            N_("Quantity"),
            N_("units of supply"),
            1,
            MOST_UNITS,
            decimals=2,
            layout=Layout(width=Width.SHORT, help=N_("Empty: as computed")),
        ),
    ]
    indication: Annotated[str | None, Text(N_("What it is for"), 200, layout=LONG)]
    instructions: Annotated[str | None, Text(N_("Instructions"), 300, layout=LONG)]
    override_reason: Annotated[
        str | None,
        Text(
            N_("Reason to order all the same"),
            300,
            layout=Layout(width=Width.LONG, help=N_("Only where a check stops the order")),
        ),
    ]


def open_draft(look: Look, context: Mapping[str, object]) -> Opening:
    """An empty form with the medicines, the most used first."""
    words = (medicine_words(each) for each in medicines(look.read))
    return Opening({}, context, {"medicine": tuple((each, each) for each in words)})


def draft_order(act: Act, command: DraftOrder) -> UUID:
    """Keep the order as a draft of the prescription that is being written for the patient."""
    if act.tx.get(MedicationRequest, act.id) is not None:
        return act.id
    medicine = find_medicine(medicines(act.tx), command.medicine)
    if medicine is None:
        raise Refuse(DraftRefusal.NO_MEDICINE, field="medicine")
    try:
        dose = read_dose(command.dose, medicine)
    except DoseError as error:
        raise Refuse(DraftRefusal.BAD_DOSE, field="dose", why=str(error)) from error
    check = check_here(act.tx, command.patient_id, medicine, act.now.date())
    _refuse_unsafe(check, command.override_reason)
    act.tx.add(_request(act, command, medicine, dose, check))
    return act.id


def _refuse_unsafe(check: Check, reason: str | None) -> None:
    if check.is_hard_stop:
        raise Refuse(DraftRefusal.HARD_STOP, field="medicine", why=check.words)
    if not check.passes(reason):
        raise Refuse(DraftRefusal.NEEDS_REASON, field="override_reason", why=check.words)


def _request(
    act: Act, command: DraftOrder, medicine: Medication, dose: Decimal, check: Check
) -> MedicationRequest:
    visit = current_encounter(act.tx, command.patient_id)
    open_drafts = [d for d in drafts_of(act.tx, command.patient_id) if d.recorded_by_id == act.by]
    prescription_id = open_drafts[-1].prescription_id if open_drafts else RowId(act.id)
    frequency = Frequency(command.frequency)
    computed = supply_quantity(dose, medicine.dose_per_unit, frequency, command.days)
    needs_reason = check.needs_reason
    return MedicationRequest(
        id=act.id,
        patient_id=command.patient_id,
        encounter_id=EncounterId(visit.id) if visit else None,
        prescription_id=prescription_id,
        status=RequestStatus.DRAFT,
        medication_id=MedicationId(medicine.id),
        medication_text=medicine_words(medicine),
        dose_value=dose,
        dose_unit=medicine.dose_unit,
        route=Route(command.route) if command.route else medicine.usual_route,
        frequency=frequency,
        starts_at=act.tx.now,
        duration_days=command.days,
        quantity=computed if command.quantity is None else command.quantity,
        indication=command.indication,
        instructions=command.instructions,
        override_reason=command.override_reason if needs_reason else None,
        checked=check.words,
        **act.stamp(),
    )


DRAFT_ORDER = UseCase(
    key="order.draft",
    title=N_("Prescribe"),
    input=DraftOrder,
    function=draft_order,
    opening=open_draft,
    refusals={
        DraftRefusal.NO_MEDICINE: N_(
            "This is no medicine of the formulary, or more than one. Choose one from the list."
        ),
        DraftRefusal.BAD_DOSE: N_("{why}"),
        DraftRefusal.HARD_STOP: N_("{why} Nobody may order it. Choose another medicine."),
        DraftRefusal.NEEDS_REASON: N_(
            "{why} Choose another medicine, or write the reason to order it all the same."
        ),
    },
)
