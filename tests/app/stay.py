"""A patient in a visit that another desk opened, with what that desk recorded."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.chart.rows import Timeline, TimelineRow
from app.chart.timeline import TIMELINE
from models.clinical import AllergyIntolerance
from models.encounter import Encounter, EncounterLocation, QueueToken
from models.medication import MedicationRequest
from models.vocabulary import (
    AllergyKind,
    ClinicalStatus,
    EncounterClass,
    EncounterId,
    EncounterStatus,
    Frequency,
    MedicationId,
    PatientId,
    RequestStatus,
    Route,
    RowId,
    StayStatus,
)
from tests.app.test_vitals import nurse_with
from tests.builders import BEDS, BEN, NOW, OTHER_DEVICE, Workbench, row_id

VISIT = EncounterId(row_id(500))
OLD_VISIT = EncounterId(row_id(501))


def stamp(patient_id: PatientId, minutes: int = 0) -> dict[str, Any]:
    """What a record of the visit, made at another desk, says of itself."""
    return {
        "patient_id": patient_id,
        "encounter_id": VISIT,
        "recorded_at": NOW + timedelta(minutes=minutes),
        "recorded_by_id": BEN,
        "recorded_on_id": OTHER_DEVICE,
    }


def visit(patient_id: PatientId, encounter_id: EncounterId = VISIT, days: int = 0) -> Encounter:
    started = NOW - timedelta(days=days)
    return Encounter(
        id=encounter_id,
        **stamp(patient_id) | {"encounter_id": None, "recorded_at": started},
        class_code=EncounterClass.INPATIENT,
        status=EncounterStatus.FINISHED if days else EncounterStatus.IN_PROGRESS,
        started_at=started,
        ended_at=started + timedelta(days=1) if days else None,
    )


def order(patient_id: PatientId, number: int = 600, **more: Any) -> MedicationRequest:
    return MedicationRequest(
        id=row_id(number),
        **stamp(patient_id, 5),
        **{
            "prescription_id": RowId(row_id(number)),
            "status": RequestStatus.ACTIVE,
            "medication_id": MedicationId(row_id(700)),
            "medication_text": "amoxicillin 500 mg capsule",
            "dose_value": Decimal(500),
            "dose_unit": "mg",
            "route": Route.ORAL,
            "frequency": Frequency.THREE_TIMES_DAILY,
            "starts_at": NOW + timedelta(minutes=5),
            "signed_at": NOW + timedelta(minutes=5),
            "signed_by_id": BEN,
            "signed_offline": False,
            **more,
        },
    )


def admitted(ward: Workbench) -> PatientId:
    """A patient in a visit that came from another desk, with an older one."""
    patient_id = nurse_with(ward)
    ward.accept()
    ward.arrive(
        visit(patient_id),
        visit(patient_id, OLD_VISIT, days=400),
        QueueToken(id=row_id(510), **stamp(patient_id, 1), label="B017", day=NOW.date()),
        EncounterLocation(
            id=row_id(511),
            **stamp(patient_id, 2),
            location_id=BEDS[0],
            status=StayStatus.ACTIVE,
            occurred_at=NOW + timedelta(minutes=2),
        ),
        AllergyIntolerance(
            id=row_id(512),
            **stamp(patient_id, 3),
            kind=AllergyKind.ALLERGY,
            substance="Penicillin",
            reaction="rash",
            status=ClinicalStatus.ACTIVE,
        ),
    )
    ward.clock.go_on(600)
    return patient_id


def story(ward: Workbench, patient_id: PatientId) -> Timeline:
    return ward.office.ask(TIMELINE, patient_id, VISIT)


def the(found: Timeline, beginning: str) -> TimelineRow:
    (row,) = (row for row in found.rows if row.what.startswith(beginning))
    return row
