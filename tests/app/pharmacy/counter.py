"""A pharmacy desk with three medicines on the shelf and an order that the ward signed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.command import Outcome
from app.desk import Person
from app.pharmacy.record_dispense import RECORD_DISPENSE
from models.clinical import AllergyIntolerance
from models.medication import Medication, MedicationRequest, MedicationStop, StockMovement
from models.patient import Patient, PatientName
from models.vocabulary import (
    AllergyKind,
    ClinicalStatus,
    Frequency,
    MedicationId,
    MovementKind,
    NameUse,
    PatientId,
    Profile,
    RequestId,
    RequestStatus,
    Role,
    Route,
    RowId,
    StopKind,
)
from tests.builders import BEN, NOW, OTHER_DEVICE, Workbench, a_workbench, row_id
from tests.models.formulary import AMOXICILLIN, DOXYCYCLINE, GROUPS, medicine, rule_table

PATIENT = PatientId(row_id(500))
PRESCRIPTION = RowId(row_id(510))
PARACETAMOL = medicine("paracetamol", 9, gtin="09506000001081", advice="Not more than 4 g a day")
AMOX = replace(AMOXICILLIN, gtin="09506000001012")
DOXY = replace(DOXYCYCLINE, gtin="09506000001067")
MEDICINES = (AMOX, DOXY, PARACETAMOL)
GOOD, EXPIRED = date(2027, 6, 30), date(2026, 11, 20)
PHARMACIST = Person(BEN, "ben", "Ben Musa", (Role.PHARMACIST,))
SAID: dict[str, Any] = {"recorded_at": NOW, "recorded_by_id": BEN, "recorded_on_id": OTHER_DEVICE}


def order_of(product: Medication, number: int, **more: Any) -> MedicationRequest:
    """Fifteen capsules, signed at the ward."""
    given: dict[str, Any] = {
        "patient_id": PATIENT,
        "prescription_id": PRESCRIPTION,
        "status": RequestStatus.ACTIVE,
        "medication_id": MedicationId(product.id),
        "medication_text": product.display_name,
        "dose_value": Decimal(500),
        "dose_unit": "mg",
        "route": Route.ORAL,
        "frequency": Frequency.THREE_TIMES_DAILY,
        "starts_at": NOW,
        "duration_days": 5,
        "quantity": Decimal(15),
        "signed_at": NOW,
        "signed_by_id": BEN,
        "signed_offline": False,
        **SAID,
    }
    return MedicationRequest(id=RequestId(row_id(520 + number)), **(given | more))


def moved(product: Medication, number: int, quantity: int, batch: str, day: date) -> StockMovement:
    return StockMovement(
        id=row_id(560 + number),
        medication_id=MedicationId(product.id),
        batch=batch,
        expires_on=day,
        quantity=Decimal(quantity),
        kind=MovementKind.RECEIPT,
        occurred_at=NOW,
        **SAID,
    )


def allergy(kind: AllergyKind, code: str | None = None) -> AllergyIntolerance:
    return AllergyIntolerance(
        id=row_id(550),
        patient_id=PATIENT,
        kind=kind,
        substance=code or "",
        substance_code=code,
        status=ClinicalStatus.ACTIVE,
        **SAID,
    )


def stop_of(order: MedicationRequest, kind: StopKind, number: int = 0) -> MedicationStop:
    return MedicationStop(
        id=row_id(540 + number),
        patient_id=PATIENT,
        request_id=RequestId(order.id),
        kind=kind,
        reason="Rash after the second dose",
        occurred_at=NOW + timedelta(minutes=number),
        offline=False,
        **SAID,
    )


def somebody() -> tuple[Patient, PatientName]:
    return (
        Patient(id=PATIENT, registered_at=NOW, registered_by_id=BEN),
        PatientName(
            id=row_id(501),
            patient_id=PATIENT,
            use=NameUse.OFFICIAL,
            family="Okafor",
            given="Chidi",
        ),
    )


ORDERS = tuple(order_of(product, number) for number, product in enumerate(MEDICINES))


@dataclass
class Counter:
    """The pharmacist's hands."""

    bench: Workbench

    def dispense(self, order: MedicationRequest = ORDERS[0], **typed: Any) -> Outcome:
        context = {"request": RequestId(order.id), "gtin": typed.pop("gtin", None)}
        texts = {"quantity": "15", "batch": "B-1", "expires": "06/2027", **typed}
        return self.bench.save(RECORD_DISPENSE, context, **texts)

    def balance(self, product: Medication, batch: str) -> Decimal:
        with self.bench.store.read() as read:
            rows = read.all(StockMovement, medication_id=MedicationId(product.id), batch=batch)
        return sum((row.quantity for row in rows), Decimal(0))


def a_counter(folder: Path, *rows: Any, recorded: Any = None) -> Counter:
    """The desk with its first copy; `recorded` is what is known of allergies, or "nothing"."""
    bench = a_workbench(folder, Profile.PHARMACY)
    known = recorded or allergy(AllergyKind.NONE_KNOWN)
    allergies = () if recorded == "nothing" else (known,)
    shelf = (
        moved(AMOX, 0, 20, "B-1", GOOD),
        moved(AMOX, 1, 20, "B-2", date(2028, 1, 31)),
        moved(AMOX, 2, 20, "B-0", EXPIRED),
        moved(DOXY, 3, 5, "D-1", GOOD),
    )
    bench.arrive(*MEDICINES, rule_table(), *GROUPS, *somebody(), *allergies, *ORDERS, *shelf, *rows)
    bench.desk.sign_in(PHARMACIST)
    return Counter(bench)
