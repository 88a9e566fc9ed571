"""What the fields of care records are called where two desks may disagree on them."""

from models.vocabulary import N_

_COMMON: dict[str, str] = {
    "patient_id": N_("Whose record it is"),
    "encounter_id": N_("Which visit it belongs to"),
    "recorded_at": N_("When it was recorded"),
    "recorded_by_id": N_("Who recorded it"),
    "recorded_on_id": N_("At which desk it was recorded"),
    "voided_at": N_("When it was struck out"),
    "voided_by_id": N_("Who struck it out"),
    "void_reason": N_("Why it was struck out"),
}
_OWN: dict[str, dict[str, str]] = {
    "encounter": {
        "class_code": N_("Kind of visit"),
        "status": N_("State of the visit"),
        "started_at": N_("Visit began"),
        "ended_at": N_("Visit ended"),
        "ward_id": N_("Ward"),
        "attending_id": N_("Attending clinician"),
    },
    "allergy_intolerance": {
        "kind": N_("Allergy or intolerance"),
        "substance": N_("Substance"),
        "substance_code": N_("Code of the substance"),
        "reaction": N_("Reaction"),
        "criticality": N_("Risk"),
        "status": N_("State of the allergy"),
    },
    "condition": {
        "description": N_("Diagnosis"),
        "code": N_("Code of the diagnosis"),
        "code_system": N_("Code list of the diagnosis"),
        "status": N_("State of the diagnosis"),
        "onset_on": N_("Since"),
    },
    "discharge_summary": {
        "disposition": N_("Discharged to"),
        "discharged_at": N_("Discharged at"),
        "reason": N_("Reason for admission"),
        "course": N_("What happened in hospital"),
        "advice": N_("Advice to the patient"),
        "follow_up": N_("Follow-up"),
    },
    "medication_request": {
        "prescription_id": N_("Prescription"),
        "status": N_("State of the order"),
        "medication_id": N_("Medicine"),
        "medication_text": N_("Name of the medicine"),
        "dose_value": N_("Dose"),
        "dose_unit": N_("Unit of the dose"),
        "route": N_("Route"),
        "frequency": N_("How often"),
        "starts_at": N_("First dose from"),
        "duration_days": N_("Days"),
        "quantity": N_("Quantity"),
        "indication": N_("Indication"),
        "instructions": N_("Instructions"),
        "override_reason": N_("Why a warning was passed"),
        "checked": N_("What was checked"),
        "replaces_id": N_("Order it replaces"),
        "signed_at": N_("Signed at"),
        "signed_by_id": N_("Signed by"),
        "signed_offline": N_("Signed offline"),
    },
}


def care_field_labels() -> dict[tuple[str, str], str]:
    """(table, field) to its name."""
    return {
        (table, field): words
        for table, own in _OWN.items()
        for field, words in {**_COMMON, **own}.items()
    }
