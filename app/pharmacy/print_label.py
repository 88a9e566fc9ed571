"""Printing the label of what was dispensed; every one after the first says that it is a copy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from app.command import Paper, PrintTask, Refuse
from app.desk_card import hospital_name
from app.fields import Context
from app.pharmacy.directions import directions_of
from app.print_room import PaperPlace
from app.registration.people import people
from app.registration.wording import banner_name
from app.staff_words import person_words
from models.dose_words import amount_words, medicine_words
from models.medication import Medication, MedicationDispense, MedicationRequest
from models.print_job import JobState
from models.vocabulary import N_, Route
from printing.documents.dispensing_label import KEY, TITLE, DispensingLabelData, label_for
from printing.lettering import LetteringError

QUEUED = N_("The label is in the print queue of {printer}.")
KEEP_AWAY = N_("Keep out of the reach and sight of children.")
ON_SKIN = N_("Use this medicine only on your skin.")
PRESCRIBED = N_("Prescribed by {name}")


class LabelRefusal(StrEnum):
    """Why a label cannot be printed."""

    NOT_HELD = "not_held"
    WILL_NOT_FIT = "will_not_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLabel:
    """A label for one medicine that was handed over."""

    dispense_id: Annotated[UUID | None, Context("dispense")]


def print_label(paper: Paper, command: PrintLabel) -> str:
    """Put the label into the print queue of this desk's usual printer."""
    read = paper.look.read
    dispense = read.get(MedicationDispense, command.dispense_id) if command.dispense_id else None
    if dispense is None:
        raise Refuse(LabelRefusal.NOT_HELD)
    label, printer = label_data(paper, dispense), paper.room.usual
    try:
        content = label_for(printer).render(label)
    except LetteringError as error:
        raise Refuse(LabelRefusal.WILL_NOT_FIT, why=str(error)) from error
    job_id = paper.id if label.copy else _first_label(dispense)
    place = PaperPlace(job_id, KEY, TITLE, paper.look.now)
    paper.room.put(place, printer, content, about=dispense.patient_id, is_copy=label.copy)
    return QUEUED.format(printer=printer.name)


def label_data(paper: Paper, dispense: MedicationDispense) -> DispensingLabelData:
    """What the label says, from what this desk holds.

    Raises:
        Refuse: this desk does not hold the order, the medicine or the patient.
    """
    look = paper.look
    order = look.read.get(MedicationRequest, dispense.request_id)
    medicine = look.read.get(Medication, dispense.medication_id)
    known = people(look.read, [dispense.patient_id]).get(dispense.patient_id)
    if order is None or medicine is None or known is None:
        raise Refuse(LabelRefusal.NOT_HELD)
    skin = ON_SKIN if order.route is Route.TOPICAL else ""
    whole = directions_of(order, medicine)
    more = order.instructions if order.instructions and order.instructions not in whole else ""
    return DispensingLabelData(
        patient=banner_name(known.name),
        number=known.number_words,
        medicine=medicine_words(medicine),
        quantity=amount_words(dispense.quantity, dispense.unit),
        directions=whole,
        cautions=tuple(filter(None, (more, medicine.advice, skin, KEEP_AWAY))),
        batch=dispense.batch,
        expires_on=dispense.expires_on,
        supplied_on=dispense.occurred_at.astimezone(look.now.tzinfo).date(),
        prescriber=PRESCRIBED.format(name=person_words(look.read, order.signed_by_id)),
        hospital=hospital_name(look),
        address=_address(paper),
        copy=_printed_before(paper, dispense),
    )


def _address(paper: Paper) -> str:
    """Where the supplier is found: the place of this desk."""
    identity = paper.look.store.identity
    return identity.place if identity is not None else ""


def _first_label(dispense: MedicationDispense) -> UUID:
    """The print job of the first label of a hand-over, whoever asks for it."""
    return uuid5(dispense.id, KEY)


def _printed_before(paper: Paper, dispense: MedicationDispense) -> bool:
    first, jobs = _first_label(dispense), paper.room.jobs
    return any(job.id == first for state in JobState for job in jobs.in_state(state))


PRINT_LABEL = PrintTask(
    key="dispense.print_label",
    title=N_("Print dispensing label"),
    input=PrintLabel,
    function=print_label,
    refusals={
        LabelRefusal.NOT_HELD: N_(
            "This desk does not hold what was dispensed. Choose the medicine at the pharmacy first."
        ),
        LabelRefusal.WILL_NOT_FIT: N_("The label cannot be set: {why}"),
    },
)
