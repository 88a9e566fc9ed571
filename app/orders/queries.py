"""What is ordered for a patient, and what an order being typed would be."""

from collections.abc import Mapping
from typing import Literal

from app.fields import form_fields
from app.forms import check_field
from app.marks import SyncMark, marks_of
from app.orders.check import check_here
from app.orders.formulary import DoseError, find_medicine, medicines, read_dose
from app.orders.order_form import DraftOrder
from app.orders.rows import FindingRow, OrderPreview, OrderRow
from app.orders.standing import STATE_WORDS, OrderState, Standing, orders_of
from app.orders.wording import (
    SIGNED_OFFLINE,
    directions_of,
    dose_directions,
    formulary_of,
    offline_of,
    quantity_of,
    state_of,
)
from app.query import OUTBOX, Look, Query
from app.staff_words import person_words
from app.times import moment_words
from models.allergy_check import Level
from models.dosing import supply_quantity
from models.medication import Medication
from models.vocabulary import N_, Frequency, PatientId, Route

SIGNED_BY = N_("Signed {when} by {who}")
DRAFTED_BY = N_("Drafted {when} by {who}")
OVERRIDDEN = N_("Ordered all the same: {reason}")
NOT_UNDERSTOOD = N_("Choose one medicine from the list.")
ORDER_TABLES = frozenset(
    {"medication_request", "medication_stop", "medication", "practitioner", OUTBOX}
)
_TONES: dict[Level, Literal["danger", "attention", "success"]] = {
    Level.HARD_STOP: "danger",
    Level.STOP: "danger",
    Level.ASK_FIRST: "danger",
    Level.NOT_CHECKED: "attention",
    Level.WARNING: "attention",
    Level.OK: "success",
}
_ORDER = {state: place for place, state in enumerate(OrderState)}


def patient_orders(look: Look, patient_id: PatientId) -> tuple[OrderRow, ...]:
    """The orders of a patient: drafts, active, held, then what is over; the newest first."""
    known, standings = formulary_of(look.read), orders_of(look.read, patient_id)
    marks = marks_of(look.read, [each.order.id for each in standings])
    newest = sorted(standings, key=lambda each: each.order.starts_at, reverse=True)
    return tuple(
        _row(look, each, known.get(each.order.medication_id), marks.get(each.order.id))
        for each in sorted(newest, key=lambda each: _ORDER[each.state])
    )


def order_preview(look: Look, patient_id: PatientId, raw: Mapping[str, str]) -> OrderPreview:
    """What the form means as it stands, and what the safety check says to it."""
    typed = raw.get("medicine", "")
    medicine = find_medicine(medicines(look.read), typed)
    if medicine is None:
        return OrderPreview(problem=NOT_UNDERSTOOD if typed.strip() else "")
    check = check_here(look.read, patient_id, medicine, look.today)
    findings = tuple(FindingRow(_TONES[each.level], each.words) for each in check.findings)
    directions, quantity, problem = _understood(look, medicine, raw)
    return OrderPreview(
        medicine=medicine.display_name,
        directions=directions,
        quantity=quantity,
        problem=problem,
        unit=medicine.dose_unit,
        findings=findings,
        is_hard_stop=check.is_hard_stop,
        needs_reason=check.needs_reason,
    )


def _understood(look: Look, medicine: Medication, raw: Mapping[str, str]) -> tuple[str, str, str]:
    if not raw.get("dose", "").strip():
        return "", "", ""
    try:
        dose = read_dose(raw["dose"], medicine)
    except DoseError as error:
        return "", "", str(error)
    values = {
        field.name: check_field(field, raw.get(field.name, ""), look.today).value
        for field in form_fields(DraftOrder)
    }
    often, days = values["frequency"], values["days"]
    if not isinstance(often, str):
        return "", "", ""
    route = Route(str(values["route"])) if values["route"] else medicine.usual_route
    length = days if isinstance(days, int) else None
    words = dose_directions(medicine, dose, route, Frequency(often), length)
    quantity = supply_quantity(dose, medicine.dose_per_unit, Frequency(often), length)
    return words, quantity_of(quantity, medicine), ""


def _row(
    look: Look, each: Standing, medicine: Medication | None, mark: SyncMark | None
) -> OrderRow:
    order, was_offline = each.order, offline_of(each)
    words = SIGNED_BY if order.signed_at else DRAFTED_BY
    when = moment_words(order.signed_at or order.recorded_at, look.now)
    who = person_words(look.read, order.signed_by_id or order.recorded_by_id)
    state = STATE_WORDS[each.state]
    return OrderRow(
        order_id=order.id,
        prescription_id=order.prescription_id,
        medicine=order.medication_text,
        directions=directions_of(order, medicine),
        instructions=order.instructions or "",
        quantity=quantity_of(order.quantity, medicine),
        state=each.state,
        state_words=f"{state} · {SIGNED_OFFLINE}" if was_offline else state,
        why=state_of(each) if each.last is not None else "",
        check=order.checked or "",
        override=OVERRIDDEN.format(reason=order.override_reason) if order.override_reason else "",
        signed=words.format(when=when, who=who),
        was_offline=was_offline,
        mark=mark or SyncMark.SENT,
    )


PATIENT_ORDERS = Query("orders.patient", N_("Orders"), patient_orders, ORDER_TABLES)
ORDER_PREVIEW = Query(
    "orders.preview",
    N_("What this order would be"),
    order_preview,
    frozenset({"medication", "allergy_intolerance", "rule_table", "substance_group"}),
)
