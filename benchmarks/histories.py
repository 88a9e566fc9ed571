"""Five years of a patient, the same in every run: visits, vital signs, orders, doses and notes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from models.clinical import ClinicalNote, Observation
from models.encounter import Encounter
from models.entity import Entity
from models.medication import Medication, MedicationAdministration, MedicationRequest
from models.vital_signs import LOINC, MEASURES, PANEL_CODE, PANEL_DISPLAY, Sign
from models.vocabulary import (
    AdministrationStatus,
    EncounterClass,
    EncounterId,
    EncounterStatus,
    Frequency,
    MedicationId,
    NoteKind,
    PatientId,
    PractitionerId,
    RequestId,
    RequestStatus,
    Route,
    RowId,
)
from models.wire import RowImage

YEARS = 5
VISITS_A_YEAR = 2
SETS_A_VISIT, DOSES_A_VISIT, NOTES_A_VISIT = 20, 24, 4
NUMBERS = {
    Sign.RESPIRATION: "16",
    Sign.SPO2: "97",
    Sign.SYSTOLIC: "124",
    Sign.DIASTOLIC: "78",
    Sign.PULSE: "80",
    Sign.TEMPERATURE: "36.9",
}
FIRST = datetime(2021, 1, 4, 8, 0, tzinfo=UTC)
WHO = PractitionerId(UUID(int=7))
MEDICINE = Medication(
    id=UUID(int=21),
    code="M1",
    name="Paracetamol",
    display_name="Paracetamol",
    form="tablet",
    strength="500 mg",
    ingredient_code="paracetamol",
    dose_unit="mg",
    supply_unit="tablet",
    dose_per_unit=Decimal(500),
    usual_route=Route.ORAL,
)


def visits_of(patient: UUID, years: int = YEARS) -> list[EncounterId]:
    """The visits that a history has, the oldest first."""
    return [EncounterId(uuid5(patient, f"visit {n}")) for n in range(years * VISITS_A_YEAR)]


def history(patient: UUID, years: int = YEARS) -> Iterator[Entity]:
    """Every record of one patient's years."""
    for number, visit in enumerate(visits_of(patient, years)):
        begins = FIRST + timedelta(days=180 * number)
        yield Encounter(
            id=visit,
            patient_id=PatientId(patient),
            class_code=EncounterClass.INPATIENT,
            status=EncounterStatus.FINISHED,
            started_at=begins,
            ended_at=begins + timedelta(days=5),
            recorded_at=begins,
            recorded_by_id=WHO,
        )
        yield from _signs(patient, visit, begins)
        yield from _medicines(patient, visit, begins)
        yield from _notes(patient, visit, begins)


def images(records: Iterator[Entity], after_seq: int) -> list[RowImage]:
    """The records as the service would send them."""
    return [
        RowImage(type(each).TABLE, each.id, seq, each.root_id, each.plain())
        for seq, each in enumerate(records, after_seq + 1)
    ]


def _common(patient: UUID, visit: EncounterId, at: datetime) -> dict[str, object]:
    return {
        "patient_id": PatientId(patient),
        "encounter_id": visit,
        "recorded_at": at,
        "recorded_by_id": WHO,
    }


def _signs(patient: UUID, visit: EncounterId, begins: datetime) -> Iterator[Observation]:
    for number in range(SETS_A_VISIT):
        at = begins + timedelta(hours=6 * number)
        common = {**_common(patient, visit, at), "effective_at": at}
        panel = uuid5(visit, f"set {number}")
        yield Observation(
            id=panel,
            code=PANEL_CODE,
            code_system=LOINC,
            display=PANEL_DISPLAY,
            **common,  # type: ignore[arg-type]  # the fields that every record has
        )
        for sign, value in NUMBERS.items():
            measure = MEASURES[sign]
            yield Observation(
                id=uuid5(panel, measure.code),
                panel_id=RowId(panel),
                code=measure.code,
                code_system=measure.system,
                display=measure.display,
                value=Decimal(value),
                unit=measure.unit,
                **common,  # type: ignore[arg-type]  # the fields that every record has
            )


def _medicines(patient: UUID, visit: EncounterId, begins: datetime) -> Iterator[Entity]:
    request = RequestId(uuid5(visit, "order"))
    common = _common(patient, visit, begins)
    yield MedicationRequest(
        id=request,
        prescription_id=RowId(uuid5(visit, "prescription")),
        status=RequestStatus.ACTIVE,
        medication_id=MedicationId(MEDICINE.id),
        medication_text="Paracetamol 500 mg tablet",
        dose_value=Decimal(1000),
        dose_unit="mg",
        route=Route.ORAL,
        frequency=Frequency.FOUR_TIMES_DAILY,
        starts_at=begins,
        duration_days=5,
        signed_at=begins,
        signed_by_id=WHO,
        signed_offline=False,
        **common,  # type: ignore[arg-type]  # the fields that every record has
    )
    for number in range(DOSES_A_VISIT):
        at = begins + timedelta(hours=5 * number)
        yield MedicationAdministration(
            id=uuid5(visit, f"dose {number}"),
            request_id=request,
            medication_id=MedicationId(MEDICINE.id),
            status=AdministrationStatus.COMPLETED,
            occurred_at=at,
            due_at=at,
            dose_value=Decimal(1000),
            dose_unit="mg",
            route=Route.ORAL,
            was_scanned=True,
            **_common(patient, visit, at),  # type: ignore[arg-type]
        )


def _notes(patient: UUID, visit: EncounterId, begins: datetime) -> Iterator[ClinicalNote]:
    for number in range(NOTES_A_VISIT):
        at = begins + timedelta(days=number)
        yield ClinicalNote(
            id=uuid5(visit, f"note {number}"),
            kind=NoteKind.PROGRESS,
            text="Comfortable. Eating and drinking. Plan: go on as before.",
            written_at=at,
            **_common(patient, visit, at),  # type: ignore[arg-type]
        )
