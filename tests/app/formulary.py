"""A ward with a doctor at it, a small formulary, a table of classes, and a patient."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from app.allergies.record_allergy import RECORD_ALLERGY
from app.command import Done
from app.desk import Person
from app.orders.draft_order import DRAFT_ORDER
from models.entity import Entity
from models.vocabulary import PatientId, Role
from tests.builders import ADA, CLEO, Workbench, row_id
from tests.models.formulary import (
    AMOXICILLIN,
    CEFALEXIN,
    CEFTRIAXONE,
    DOXYCYCLINE,
    FLUCLOXACILLIN,
    GROUPS,
    rule_table,
)

DOCTOR = Person(row_id(2), "ben", "Ben Musa", (Role.DOCTOR,))  # type: ignore[arg-type]
NURSE = Person(ADA, "ada", "Ada Obi", (Role.NURSE,))
ADMINISTRATOR = Person(CLEO, "cleo", "Cleo Adeyemi", (Role.ADMINISTRATOR,))
FORMULARY: tuple[Entity, ...] = (
    AMOXICILLIN,
    CEFTRIAXONE,
    DOXYCYCLINE,
    FLUCLOXACILLIN,
    CEFALEXIN,
)


def stock_the_ward(ward: Workbench, **table: Any) -> PatientId:
    """Fill the store of a ward, seat the doctor, and register a patient."""
    ward.arrive(*FORMULARY, rule_table(**table), *GROUPS)
    ward.lease(2000, 2009)
    patient_id = ward.register()
    ward.desk.sign_in(DOCTOR)
    return patient_id


def record(ward: Workbench, patient_id: PatientId, substance: str, reaction: str = "rash") -> UUID:
    """Record an allergy."""
    ward.clock.go_on(60)
    done = ward.save(
        RECORD_ALLERGY, {"patient": patient_id}, substance=substance, reaction=reaction
    )
    assert isinstance(done, Done), done
    return UUID(str(done.result))


def draft(ward: Workbench, patient_id: PatientId, medicine: str = "doxycycline", **raw: str) -> Any:
    """Draft an order of 500 mg three times a day for five days."""
    ward.clock.go_on(60)
    texts = {"dose": "500", "frequency": "three-times-daily", "days": "5", **raw}
    return ward.save(DRAFT_ORDER, {"patient": patient_id}, medicine=medicine, **texts)


def later(ward: Workbench, **spell: float) -> None:
    """Let time pass."""
    ward.clock.go_on(timedelta(**spell).total_seconds())
