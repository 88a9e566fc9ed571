"""A small invented formulary with its table of classes, and what a patient is allergic to."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from models.clinical import AllergyIntolerance
from models.medication import Medication, RuleTable, SubstanceGroup
from models.vocabulary import (
    AllergyKind,
    ClinicalStatus,
    MedicationId,
    PatientId,
    PractitionerId,
    Route,
    RowId,
)

TODAY = date(2026, 11, 21)
WHEN = datetime(2026, 11, 21, 9, tzinfo=UTC)
PATIENT = PatientId(UUID(int=1))
SOMEBODY = PractitionerId(UUID(int=2))
TABLE = RowId(UUID(int=100))


def medicine(name: str, number: int, **more: Any) -> Medication:
    """A capsule of 500 mg, unless said otherwise."""
    given: dict[str, Any] = {
        "code": f"DEMO-{number}",
        "display_name": name,
        "form": "capsule",
        "strength": "500 mg",
        "ingredient_code": name,
        "dose_unit": "mg",
        "supply_unit": "capsule",
        "dose_per_unit": Decimal(500),
        "usual_route": Route.ORAL,
    }
    return Medication(id=MedicationId(UUID(int=200 + number)), name=name, **(given | more))


AMOXICILLIN = medicine("amoxicillin", 1)
CEFTRIAXONE = medicine("ceftriaxone", 2)
DOXYCYCLINE = medicine("doxycycline", 3)
FLUCLOXACILLIN = medicine("flucloxacillin", 4)
CEFALEXIN = medicine("cefalexin", 5)

_MEMBERS = (
    ("amoxicillin", "penicillins", "penicillins", False),
    ("flucloxacillin", "penicillins", "penicillins", False),
    ("ceftriaxone", "cephalosporins", "cephalosporins", False),
    ("cefalexin", "cephalosporins", "cephalosporins", False),
    ("amoxicillin", "side-chain-1", "amoxicillin side chain", True),
    ("cefalexin", "side-chain-1", "amoxicillin side chain", True),
)
GROUPS = tuple(
    SubstanceGroup(
        id=UUID(int=300 + number),
        table_id=TABLE,
        code=code,
        name=code,
        group_code=group,
        group_name=name,
        is_cross=is_cross,
    )
    for number, (code, group, name, is_cross) in enumerate(_MEMBERS)
)


def rule_table(**more: Any) -> RuleTable:
    """The table in force, good until the end of the year."""
    given: dict[str, Any] = {
        "name": "Demonstration classes",
        "version": "1",
        "issued_on": date(2026, 1, 1),
        "good_until": date(2026, 12, 31),
        "row_count": len(GROUPS),
    }
    return RuleTable(id=TABLE, **(given | more))


def allergy(substance: str, code: str | None, **more: Any) -> AllergyIntolerance:
    """An active allergy with a reaction."""
    given: dict[str, Any] = {
        "kind": AllergyKind.ALLERGY,
        "status": ClinicalStatus.ACTIVE,
        "reaction": "rash",
        "id": UUID(int=400),
        "patient_id": PATIENT,
        "recorded_at": WHEN,
        "recorded_by_id": SOMEBODY,
    }
    return AllergyIntolerance(substance=substance, substance_code=code, **(given | more))


NONE_KNOWN = allergy(
    "No known allergies", None, kind=AllergyKind.NONE_KNOWN, reaction=None, id=UUID(int=401)
)
