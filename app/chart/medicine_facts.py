"""What the records of medicines say happened: orders, stops, doses, what was handed over."""

from collections.abc import Iterator

from app.chart.fact import Fact, Names, one_line
from app.chart.rows import Kind
from app.code_words import code_words
from models.dose_words import amount_words
from models.medication import (
    MedicationAdministration,
    MedicationDispense,
    MedicationRequest,
    MedicationStop,
)
from models.vocabulary import N_, AdministrationStatus, RequestStatus

DRAFTED = N_("Order drafted: {medicine}")
SIGNED = N_("Order signed: {medicine}")
CANCELLED = N_("Order cancelled: {medicine}")
STOPPED = N_("{what}: {medicine}")
SIGNED_OFFLINE, DONE_OFFLINE = N_("SIGNED OFFLINE"), N_("Recorded offline")
GIVEN = N_("Given: {medicine}")
NOT_GIVEN = N_("Not given: {medicine}")
HANDED_OVER = N_("Dispensed: {medicine}")
FROM_PAPER = N_("From the paper prescription")
BATCH = N_("batch {batch}")
UNSCANNED = N_("wristband not scanned: {why}")


def request_facts(row: MedicationRequest, _names: Names) -> Iterator[Fact]:
    """An order: a draft, then signed."""
    words = {
        RequestStatus.DRAFT: DRAFTED,
        RequestStatus.ACTIVE: SIGNED,
        RequestStatus.CANCELLED: CANCELLED,
    }[row.status]
    detail = one_line(
        amount_words(row.dose_value, row.dose_unit),
        code_words(row.route),
        code_words(row.frequency),
        row.indication,
        row.override_reason,
    )
    yield Fact(
        kind=Kind.ORDER,
        at=row.signed_at or row.recorded_at,
        what=words.format(medicine=row.medication_text),
        detail=detail,
        by=row.signed_by_id,
        offline=SIGNED_OFFLINE if row.signed_offline else "",
    )


def stop_facts(row: MedicationStop, names: Names) -> Iterator[Fact]:
    """Stopped, held or resumed."""
    yield Fact(
        kind=Kind.ORDER,
        at=row.occurred_at,
        what=STOPPED.format(what=code_words(row.kind), medicine=names.order(row.request_id)),
        detail=one_line(row.reason),
        offline=DONE_OFFLINE if row.offline else "",
    )


def administration_facts(row: MedicationAdministration, names: Names) -> Iterator[Fact]:
    """A dose that was given, or was not and why."""
    medicine = names.medicine(row.medication_id, row.request_id)
    given = row.status is AdministrationStatus.COMPLETED
    dose = row.dose_value is not None and row.dose_unit is not None
    why = code_words(row.not_given_reason) if row.not_given_reason else ""
    unscanned = UNSCANNED.format(why=row.unscanned_reason) if row.unscanned_reason else ""
    yield Fact(
        kind=Kind.MEDICINE,
        at=row.occurred_at,
        what=(GIVEN if given else NOT_GIVEN).format(medicine=medicine),
        detail=one_line(
            amount_words(row.dose_value, row.dose_unit) if dose else "",  # type: ignore[arg-type]  # both are there
            code_words(row.route) if row.route else "",
            why,
            row.note,
            unscanned,
        ),
    )


def dispense_facts(row: MedicationDispense, names: Names) -> Iterator[Fact]:
    """What was handed over, out of which batch."""
    yield Fact(
        kind=Kind.MEDICINE,
        at=row.occurred_at,
        what=HANDED_OVER.format(medicine=names.medicine(row.medication_id, row.request_id)),
        detail=one_line(
            amount_words(row.quantity, row.unit), BATCH.format(batch=row.batch), row.directions
        ),
        offline=FROM_PAPER if row.from_paper else "",
    )
