"""What the pharmacy asks: what waits, what one prescription needs, what is on the shelf."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from app.pharmacy.prescription import prescription
from app.pharmacy.rows import PrescriptionRow, StockRow
from app.pharmacy.standing import OPEN, STANDING_WORDS, Standing, came_by_paper, standing_of
from app.pharmacy.stock import batches
from app.query import OUTBOX, Look, Query
from app.registration.people import people
from app.registration.wording import banner_name, date_words
from app.staff_words import person_words
from app.times import moment_words
from app.whereabouts import place_words, whereabouts
from local_store.tables import table
from models.dose_words import amount_words, medicine_words
from models.entity import Entity
from models.medication import (
    Medication,
    MedicationDispense,
    MedicationRequest,
    MedicationStop,
    StockMovement,
)
from models.vocabulary import N_, MedicationId, PatientId, RequestStatus

E = TypeVar("E", bound=Entity)
WORKLIST_MOST = 1000
"""So many signed orders, the newest, are looked through for what still waits."""
SOON = timedelta(days=30)
EXPIRED = N_("Expired: put aside")
EXPIRES_SOON = N_("Expires soon")
COUNT_NEEDED = N_("Count needed")
ORDER_TABLES = frozenset(
    {
        *("medication_request", "medication_dispense", "medication_stop", "medication"),
        *("patient_name", "patient_identifier", "patient_demographics", "encounter_location"),
        *("allergy_intolerance", "substance_group", "rule_table", "stock_movement", OUTBOX),
    }
)


def worklist(look: Look) -> tuple[PrescriptionRow, ...]:
    """Every prescription of which something is still to be dispensed, the newest first."""
    orders = _newest_orders(look)
    ids = [order.id for order in orders]
    given = _by_request(_among(look, MedicationDispense, ids))
    stops = _by_request(_among(look, MedicationStop, ids))
    waiting: dict[UUID, list[tuple[MedicationRequest, Standing]]] = defaultdict(list)
    for order in orders:
        found = standing_of(order, given[order.id], stops[order.id])
        if found.standing in OPEN:
            waiting[order.prescription_id].append((order, found.standing))
    return _rows(look, list(waiting.values()))


def _newest_orders(look: Look) -> list[MedicationRequest]:
    columns = table(MedicationRequest).c
    asked = (
        select(table(MedicationRequest))
        .where(columns.status == RequestStatus.ACTIVE.value, columns.signed_at.is_not(None))
        .where(columns.voided_at.is_(None))
        .order_by(columns.signed_at.desc(), columns.id)
        .limit(WORKLIST_MOST)
    )
    rows = look.read.connection.execute(asked).mappings()
    return [MedicationRequest.from_plain(row["id"], dict(row)) for row in rows]


def _among(look: Look, entity: type[E], requests: Sequence[UUID]) -> list[E]:
    whole = table(entity)
    asked = select(whole).where(whole.c.request_id.in_(requests))
    rows = look.read.connection.execute(asked).mappings()
    return [entity.from_plain(row["id"], dict(row)) for row in rows]


F = TypeVar("F", MedicationDispense, MedicationStop)


def _by_request(facts: Sequence[F]) -> dict[UUID, list[F]]:
    found: dict[UUID, list[F]] = defaultdict(list)
    for fact in facts:
        found[fact.request_id].append(fact)
    return found


def _rows(
    look: Look, waiting: Sequence[list[tuple[MedicationRequest, Standing]]]
) -> tuple[PrescriptionRow, ...]:
    ids = sorted({PatientId(items[0][0].patient_id) for items in waiting})
    known, where = people(look.read, ids), whereabouts(look.read, ids, look.now)
    made = []
    for items in waiting:
        order = items[0][0]
        patient_id = PatientId(order.patient_id)
        if patient_id not in known or order.signed_at is None:
            continue
        standings = {standing for _, standing in items}
        stay = where[patient_id].stay
        worst = max(standings, key=OPEN.index)
        made.append(
            PrescriptionRow(
                prescription_id=order.prescription_id,
                patient_id=patient_id,
                patient=banner_name(known[patient_id].name),
                place=place_words(look.read, stay.location_id) if stay else "",
                medicines=", ".join(each.medication_text for each, _ in items),
                signed_at=order.signed_at,
                signed_at_words=moment_words(order.signed_at, look.now),
                signed_by=person_words(look.read, order.signed_by_id),
                state=STANDING_WORDS[worst],
                is_halted=standings == {Standing.ON_HOLD},
                from_paper=any(came_by_paper(look.read, each) for each, _ in items),
            )
        )
    return tuple(made)


def stock(look: Look) -> tuple[StockRow, ...]:
    """Every batch that is on the shelf or should be; what needs a hand first."""
    named = {MedicationId(each.id): each for each in look.read.all(Medication)}
    first = {
        (each.medication_id, each.batch, each.expires_on): each.id
        for each in reversed(look.read.all(StockMovement))
    }
    rows = []
    for batch in batches(look.read):
        medicine = named.get(batch.medication_id)
        if medicine is None or not batch.balance:
            continue
        mark, words = _mark(batch.expires_on, batch.balance < 0, look.today)
        rows.append(
            StockRow(
                batch_id=first[batch.medication_id, batch.code, batch.expires_on],
                medicine=medicine_words(medicine),
                batch=batch.code,
                expires_on=batch.expires_on,
                expires=date_words(batch.expires_on),
                balance=batch.balance,
                amount=amount_words(batch.balance, medicine.supply_unit),
                mark=mark,
                words=words,
            )
        )
    order = ("count", "expired", "soon", "")
    rows.sort(key=lambda row: (order.index(row.mark), row.medicine.casefold(), row.expires_on))
    return tuple(rows)


def _mark(expires_on: date, below: bool, today: date) -> tuple[str, str]:  # noqa: FBT001 - one fact
    if below:
        return "count", COUNT_NEEDED
    if expires_on < today:
        return "expired", EXPIRED
    return ("soon", EXPIRES_SOON) if expires_on <= today + SOON else ("", "")


WORKLIST = Query("dispense.worklist", N_("Prescriptions that wait"), worklist, ORDER_TABLES)
PRESCRIPTION = Query("dispense.prescription", N_("Prescription"), prescription, ORDER_TABLES)
STOCK = Query("stock.list", N_("Stock"), stock, frozenset({"stock_movement", "medication"}))
