"""A patient's day: visits, observations, orders, medicines, bills, and paper that carries work."""

from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = """
CREATE TABLE device_key (
    id BLOB NOT NULL, device_id BLOB NOT NULL, inc BIGINT NOT NULL, public_key TEXT NOT
    NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE medication (
    id BLOB NOT NULL, advice TEXT, code TEXT NOT NULL, display_name TEXT NOT NULL,
    dose_per_unit TEXT, dose_unit TEXT NOT NULL, form TEXT NOT NULL, gtin TEXT,
    ingredient_code TEXT NOT NULL, name TEXT NOT NULL, strength TEXT NOT NULL, supply_unit
    TEXT NOT NULL, usual_route TEXT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT,
    _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE rule_table (
    id BLOB NOT NULL, good_until TEXT NOT NULL, issued_on TEXT NOT NULL, name TEXT NOT NULL,
    row_count BIGINT NOT NULL, version TEXT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h
    BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE substance_group (
    id BLOB NOT NULL, code TEXT NOT NULL, group_code TEXT NOT NULL, group_name TEXT NOT
    NULL, is_cross BOOLEAN NOT NULL, name TEXT NOT NULL, table_id BLOB NOT NULL, _seq BIGINT
    NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE charge_item_definition (
    id BLOB NOT NULL, applies_to TEXT, code TEXT NOT NULL, currency TEXT NOT NULL,
    effective_from TEXT NOT NULL, effective_to TEXT, event TEXT NOT NULL, tax_note TEXT,
    title TEXT NOT NULL, unit_price_minor BIGINT NOT NULL, _seq BIGINT NOT NULL, _root BLOB,
    _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE patient_distinction (
    id BLOB NOT NULL, other_patient_id BLOB NOT NULL, patient_id BLOB NOT NULL, reason TEXT
    NOT NULL, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id
    BLOB, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_patient_distinction_patient_id ON patient_distinction (patient_id);
CREATE TABLE encounter (
    id BLOB NOT NULL, attending_id BLOB, class_code TEXT NOT NULL, encounter_id BLOB,
    ended_at BIGINT, patient_id BLOB NOT NULL, recorded_at BIGINT NOT NULL, recorded_by_id
    BLOB NOT NULL, recorded_on_id BLOB, started_at BIGINT NOT NULL, status TEXT NOT NULL,
    void_reason TEXT, voided_at BIGINT, voided_by_id BLOB, ward_id BLOB, _seq BIGINT NOT
    NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_encounter_encounter_id ON encounter (encounter_id);
CREATE INDEX ix_encounter_patient_id ON encounter (patient_id);
CREATE TABLE queue_token (
    id BLOB NOT NULL, day TEXT NOT NULL, encounter_id BLOB, label TEXT NOT NULL, patient_id
    BLOB NOT NULL, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id
    BLOB, void_reason TEXT, voided_at BIGINT, voided_by_id BLOB, _seq BIGINT NOT NULL, _root
    BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_queue_token_encounter_id ON queue_token (encounter_id);
CREATE INDEX ix_queue_token_patient_id ON queue_token (patient_id);
CREATE TABLE encounter_location (
    id BLOB NOT NULL, encounter_id BLOB, location_id BLOB NOT NULL, occurred_at BIGINT NOT
    NULL, patient_id BLOB NOT NULL, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT
    NULL, recorded_on_id BLOB, status TEXT NOT NULL, void_reason TEXT, voided_at BIGINT,
    voided_by_id BLOB, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty
    INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_encounter_location_encounter_id ON encounter_location (encounter_id);
CREATE INDEX ix_encounter_location_patient_id ON encounter_location (patient_id);
CREATE TABLE bed_cleaning (
    id BLOB NOT NULL, bed_id BLOB NOT NULL, occurred_at BIGINT NOT NULL, recorded_at BIGINT
    NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id BLOB, _seq BIGINT NOT NULL, _root
    BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE observation (
    id BLOB NOT NULL, code TEXT NOT NULL, code_system TEXT NOT NULL, display TEXT NOT NULL,
    effective_at BIGINT NOT NULL, encounter_id BLOB, panel_id BLOB, patient_id BLOB NOT
    NULL, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id BLOB,
    unit TEXT, value TEXT, value_code TEXT, void_reason TEXT, voided_at BIGINT, voided_by_id
    BLOB, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_observation_encounter_id ON observation (encounter_id);
CREATE INDEX ix_observation_patient_id ON observation (patient_id);
CREATE TABLE allergy_intolerance (
    id BLOB NOT NULL, criticality TEXT, encounter_id BLOB, kind TEXT NOT NULL, patient_id
    BLOB NOT NULL, reaction TEXT, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT NULL,
    recorded_on_id BLOB, status TEXT NOT NULL, substance TEXT NOT NULL, substance_code TEXT,
    void_reason TEXT, voided_at BIGINT, voided_by_id BLOB, _seq BIGINT NOT NULL, _root BLOB,
    _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_allergy_intolerance_encounter_id ON allergy_intolerance (encounter_id);
CREATE INDEX ix_allergy_intolerance_patient_id ON allergy_intolerance (patient_id);
CREATE TABLE condition (
    id BLOB NOT NULL, code TEXT, code_system TEXT, description TEXT NOT NULL, encounter_id
    BLOB, onset_on TEXT, patient_id BLOB NOT NULL, recorded_at BIGINT NOT NULL,
    recorded_by_id BLOB NOT NULL, recorded_on_id BLOB, status TEXT NOT NULL, void_reason
    TEXT, voided_at BIGINT, voided_by_id BLOB, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT,
    _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_condition_encounter_id ON condition (encounter_id);
CREATE INDEX ix_condition_patient_id ON condition (patient_id);
CREATE TABLE clinical_note (
    id BLOB NOT NULL, addendum_to_id BLOB, encounter_id BLOB, kind TEXT NOT NULL, patient_id
    BLOB NOT NULL, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id
    BLOB, text TEXT NOT NULL, void_reason TEXT, voided_at BIGINT, voided_by_id BLOB,
    written_at BIGINT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_clinical_note_encounter_id ON clinical_note (encounter_id);
CREATE INDEX ix_clinical_note_patient_id ON clinical_note (patient_id);
CREATE TABLE discharge_summary (
    id BLOB NOT NULL, advice TEXT, course TEXT, discharged_at BIGINT NOT NULL, disposition
    TEXT NOT NULL, encounter_id BLOB, follow_up TEXT, patient_id BLOB NOT NULL, reason TEXT,
    recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id BLOB,
    void_reason TEXT, voided_at BIGINT, voided_by_id BLOB, _seq BIGINT NOT NULL, _root BLOB,
    _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_discharge_summary_encounter_id ON discharge_summary (encounter_id);
CREATE INDEX ix_discharge_summary_patient_id ON discharge_summary (patient_id);
CREATE TABLE medication_request (
    id BLOB NOT NULL, checked TEXT, dose_unit TEXT NOT NULL, dose_value TEXT NOT NULL,
    duration_days BIGINT, encounter_id BLOB, frequency TEXT NOT NULL, indication TEXT,
    instructions TEXT, medication_id BLOB NOT NULL, medication_text TEXT NOT NULL,
    override_reason TEXT, patient_id BLOB NOT NULL, prescription_id BLOB NOT NULL, quantity
    TEXT, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id BLOB,
    replaces_id BLOB, route TEXT NOT NULL, signed_at BIGINT, signed_by_id BLOB,
    signed_offline BOOLEAN, starts_at BIGINT NOT NULL, status TEXT NOT NULL, void_reason
    TEXT, voided_at BIGINT, voided_by_id BLOB, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT,
    _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_medication_request_encounter_id ON medication_request (encounter_id);
CREATE INDEX ix_medication_request_patient_id ON medication_request (patient_id);
CREATE TABLE medication_stop (
    id BLOB NOT NULL, encounter_id BLOB, kind TEXT NOT NULL, occurred_at BIGINT NOT NULL,
    offline BOOLEAN NOT NULL, patient_id BLOB NOT NULL, reason TEXT NOT NULL, recorded_at
    BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id BLOB, request_id BLOB NOT
    NULL, void_reason TEXT, voided_at BIGINT, voided_by_id BLOB, _seq BIGINT NOT NULL, _root
    BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_medication_stop_encounter_id ON medication_stop (encounter_id);
CREATE INDEX ix_medication_stop_patient_id ON medication_stop (patient_id);
CREATE TABLE medication_administration (
    id BLOB NOT NULL, batch TEXT, dose_unit TEXT, dose_value TEXT, due_at BIGINT,
    encounter_id BLOB, expires_on TEXT, medication_id BLOB NOT NULL, not_given_reason TEXT,
    note TEXT, occurred_at BIGINT NOT NULL, patient_id BLOB NOT NULL, recorded_at BIGINT NOT
    NULL, recorded_by_id BLOB NOT NULL, recorded_on_id BLOB, request_id BLOB NOT NULL, route
    TEXT, status TEXT NOT NULL, unscanned_reason TEXT, void_reason TEXT, voided_at BIGINT,
    voided_by_id BLOB, was_scanned BOOLEAN NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h
    BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_medication_administration_encounter_id ON medication_administration (encounter_id);
CREATE INDEX ix_medication_administration_patient_id ON medication_administration (patient_id);
CREATE TABLE medication_dispense (
    id BLOB NOT NULL, batch TEXT NOT NULL, directions TEXT NOT NULL, encounter_id BLOB,
    expires_on TEXT NOT NULL, from_paper BOOLEAN NOT NULL, medication_id BLOB NOT NULL,
    occurred_at BIGINT NOT NULL, patient_id BLOB NOT NULL, place_id BLOB, quantity TEXT NOT
    NULL, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id BLOB,
    request_id BLOB NOT NULL, unit TEXT NOT NULL, void_reason TEXT, voided_at BIGINT,
    voided_by_id BLOB, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty
    INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_medication_dispense_encounter_id ON medication_dispense (encounter_id);
CREATE INDEX ix_medication_dispense_patient_id ON medication_dispense (patient_id);
CREATE TABLE stock_movement (
    id BLOB NOT NULL, batch TEXT NOT NULL, dispense_id BLOB, expires_on TEXT NOT NULL, kind
    TEXT NOT NULL, medication_id BLOB NOT NULL, occurred_at BIGINT NOT NULL, place_id BLOB,
    quantity TEXT NOT NULL, reason TEXT, recorded_at BIGINT NOT NULL, recorded_by_id BLOB
    NOT NULL, recorded_on_id BLOB, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE charge_item (
    id BLOB NOT NULL, amount_minor BIGINT NOT NULL, currency TEXT NOT NULL, definition_id
    BLOB NOT NULL, derived_at BIGINT NOT NULL, encounter_id BLOB, occurred_at BIGINT NOT
    NULL, patient_id BLOB NOT NULL, quantity TEXT NOT NULL, source_id BLOB NOT NULL,
    source_table TEXT NOT NULL, title TEXT NOT NULL, unit_price_minor BIGINT NOT NULL, _seq
    BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY
    (id)
) WITHOUT ROWID;
CREATE INDEX ix_charge_item_encounter_id ON charge_item (encounter_id);
CREATE INDEX ix_charge_item_patient_id ON charge_item (patient_id);
CREATE TABLE invoice (
    id BLOB NOT NULL, amends_id BLOB, currency TEXT NOT NULL, encounter_id BLOB, issued_at
    BIGINT NOT NULL, kind TEXT NOT NULL, known_at BIGINT, number TEXT NOT NULL, offline
    BOOLEAN NOT NULL, patient_id BLOB NOT NULL, reason TEXT, recorded_at BIGINT NOT NULL,
    recorded_by_id BLOB NOT NULL, recorded_on_id BLOB, total_minor BIGINT NOT NULL,
    void_reason TEXT, voided_at BIGINT, voided_by_id BLOB, _seq BIGINT NOT NULL, _root BLOB,
    _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_invoice_encounter_id ON invoice (encounter_id);
CREATE INDEX ix_invoice_patient_id ON invoice (patient_id);
CREATE TABLE invoice_line (
    id BLOB NOT NULL, amount_minor BIGINT NOT NULL, charge_item_id BLOB, encounter_id BLOB,
    invoice_id BLOB NOT NULL, occurred_at BIGINT, patient_id BLOB NOT NULL, position BIGINT
    NOT NULL, quantity TEXT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by_id BLOB NOT
    NULL, recorded_on_id BLOB, tax_note TEXT, title TEXT NOT NULL, unit_price_minor BIGINT
    NOT NULL, void_reason TEXT, voided_at BIGINT, voided_by_id BLOB, _seq BIGINT NOT NULL,
    _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_invoice_line_encounter_id ON invoice_line (encounter_id);
CREATE INDEX ix_invoice_line_patient_id ON invoice_line (patient_id);
CREATE TABLE payment (
    id BLOB NOT NULL, amount_minor BIGINT NOT NULL, currency TEXT NOT NULL, encounter_id
    BLOB, invoice_id BLOB, kind TEXT NOT NULL, method TEXT NOT NULL, offline BOOLEAN NOT
    NULL, patient_id BLOB NOT NULL, reason TEXT, receipt_number TEXT NOT NULL, recorded_at
    BIGINT NOT NULL, recorded_by_id BLOB NOT NULL, recorded_on_id BLOB, taken_at BIGINT NOT
    NULL, tendered_minor BIGINT, void_reason TEXT, voided_at BIGINT, voided_by_id BLOB, _seq
    BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY
    (id)
) WITHOUT ROWID;
CREATE INDEX ix_payment_encounter_id ON payment (encounter_id);
CREATE INDEX ix_payment_patient_id ON payment (patient_id);
CREATE TABLE attention_item (
    id BLOB NOT NULL, closed_at BIGINT, closed_by_id BLOB, closing_note TEXT, encounter_id
    BLOB, kind TEXT NOT NULL, other_id BLOB, other_table TEXT, patient_id BLOB, raised_at
    BIGINT NOT NULL, replica_class BIGINT NOT NULL, roles TEXT NOT NULL, status TEXT NOT
    NULL, subject_id BLOB NOT NULL, subject_table TEXT NOT NULL, _seq BIGINT NOT NULL, _root
    BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_attention_item_encounter_id ON attention_item (encounter_id);
CREATE INDEX ix_attention_item_patient_id ON attention_item (patient_id);
CREATE TABLE provenance (
    id BLOB NOT NULL, arrival TEXT NOT NULL, carried_by_id BLOB, encounter_id BLOB,
    patient_id BLOB, received_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL,
    recorded_on_id BLOB NOT NULL, replica_class BIGINT NOT NULL, target_id BLOB NOT NULL,
    target_table TEXT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_provenance_encounter_id ON provenance (encounter_id);
CREATE INDEX ix_provenance_patient_id ON provenance (patient_id);
CREATE TABLE carried (
    place INTEGER NOT NULL, cs_id BLOB NOT NULL, content BLOB NOT NULL, device BLOB NOT NULL,
    inc BIGINT NOT NULL, dseq BIGINT NOT NULL, prev BLOB NOT NULL, sig BLOB NOT NULL,
    scanned_at BIGINT NOT NULL, state TEXT NOT NULL, receipt TEXT, seq_hi BIGINT,
    PRIMARY KEY (place), UNIQUE (cs_id)
);
CREATE INDEX ix_carried_state ON carried (state);
CREATE TABLE counter (
    name TEXT NOT NULL, next BIGINT NOT NULL, PRIMARY KEY (name)
) WITHOUT ROWID;
ALTER TABLE bed_booking ADD COLUMN encounter_id BLOB;
ALTER TABLE conflict ADD COLUMN replica_class BIGINT;
"""


def upgrade() -> None:
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
