"""A cashier's desk with one patient, one visit, a tariff of two lines, and charges that arrive."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from app.billing.queries import BILL
from app.billing.rows import Bill
from app.command import Done, Outcome
from app.desk import Person
from models.billing import ChargeItem, ChargeItemDefinition
from models.encounter import Encounter
from models.entity import Entity
from models.patient import (
    MRN_SYSTEM,
    Patient,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.practitioner import Practitioner
from models.vocabulary import (
    AdministrativeGender,
    ChargeTrigger,
    EncounterClass,
    EncounterId,
    EncounterStatus,
    NameUse,
    PatientId,
    PractitionerId,
    Profile,
    Role,
    RowId,
)
from tests.builders import ADA, NOW, OTHER_DEVICE, Workbench, a_workbench, row_id

IFE = PractitionerId(row_id(4))
CASHIER = Person(IFE, "ife", "Ife Bello", (Role.CASHIER,))
PATIENT, VISIT = PatientId(row_id(600)), EncounterId(row_id(610))
VISIT_FEE, BED_DAY = RowId(row_id(620)), RowId(row_id(621))


def tariff() -> list[Entity]:
    """Two lines, in euros."""
    lines = (
        (VISIT_FEE, "V-IN", "Inpatient admission", ChargeTrigger.ENCOUNTER_OPENED, 9500),
        (BED_DAY, "BED", "Bed day", ChargeTrigger.BED_DAY, 18000),
    )
    return [
        ChargeItemDefinition(
            id=key,
            code=code,
            title=title,
            event=event,
            unit_price_minor=price,
            currency="EUR",
            tax_note="VAT exempt: hospital care",
            effective_from=NOW.date(),
        )
        for key, code, title, event, price in lines
    ]


def a_patient(patient: PatientId = PATIENT, family: str = "Okafor") -> list[Entity]:
    """Somebody registered at another desk."""
    return [
        Patient(id=patient, registered_at=NOW, registered_by_id=ADA),
        PatientName(
            id=row_id(patient.int % 1000 + 1),
            patient_id=patient,
            use=NameUse.OFFICIAL,
            family=family,
            given="Chidi",
        ),
        PatientDemographics(id=patient, patient_id=patient, gender=AdministrativeGender.MALE),
        PatientIdentifier(
            id=row_id(patient.int % 1000 + 2),
            patient_id=patient,
            system=MRN_SYSTEM,
            value="000010004",
            type_code="MR",
        ),
    ]


def a_visit(**changes: Any) -> Encounter:
    """A visit in progress since the day before yesterday."""
    values: dict[str, Any] = {
        "id": VISIT,
        "patient_id": PATIENT,
        "class_code": EncounterClass.INPATIENT,
        "status": EncounterStatus.IN_PROGRESS,
        "started_at": NOW - timedelta(days=2),
        "recorded_at": NOW,
        "recorded_by_id": ADA,
        "recorded_on_id": OTHER_DEVICE,
        **changes,
    }
    return Encounter(**values)


@dataclass
class Till:
    """A cashier's desk; charges come from the service as they do in the hospital."""

    bench: Workbench
    charges: int = 0
    printed_before: set[Path] = field(default_factory=set)

    def charge(self, amount: int = 18000, **changes: Any) -> ChargeItem:
        """The service charges something, and it arrives here."""
        self.charges += 1
        values: dict[str, Any] = {
            "id": UUID(int=(1 << 100) + self.charges),
            "patient_id": PATIENT,
            "encounter_id": VISIT,
            "definition_id": BED_DAY,
            "title": f"Bed day {self.charges}",
            "quantity": Decimal(1),
            "unit_price_minor": amount,
            "amount_minor": amount,
            "currency": "EUR",
            "occurred_at": NOW + timedelta(minutes=self.charges),
            "derived_at": NOW,
            "source_table": "encounter_location",
            "source_id": row_id(900 + self.charges),
            **changes,
        }
        item = ChargeItem(**values)
        self.bench.arrive(item)
        return item

    def do(self, use_case: Any, context: Any = None, **raw: Any) -> Outcome:
        """Open the form on the patient, fill in, save; a minute passes."""
        self.bench.clock.go_on(60)
        return self.bench.save(use_case, {"patient": PATIENT, **(context or {})}, **raw)

    def done(self, use_case: Any, context: Any = None, **raw: Any) -> UUID:
        """The same, where it must succeed; gives the id of what was made."""
        outcome = self.do(use_case, context, **raw)
        assert isinstance(outcome, Done), outcome
        found: UUID = outcome.result
        return found

    def bill(self) -> Bill:
        """The bill of the visit as the screen gets it."""
        found = self.bench.office.ask(BILL, PATIENT, VISIT)
        assert found is not None
        return found


def a_till(folder: Path, series: str = "A1") -> Till:
    """A cashier's desk of the hospital that has had its first copy."""
    bench = a_workbench(folder, Profile.CASHIER, series)
    ife = Practitioner(id=IFE, given="Ife", family="Bello", active=True)
    bench.arrive(ife, *tariff(), *a_patient(), a_visit())
    bench.desk.sign_in(CASHIER)
    return Till(bench)
