create table device_key (
    id uuid primary key,
    device_id uuid not null references device,
    inc bigint not null,
    public_key text not null
);
create index ix_device_key_device_id on device_key (device_id);
create table medication (
    id uuid primary key,
    advice text,
    code text not null,
    display_name text not null,
    dose_per_unit numeric,
    dose_unit text not null,
    form text not null,
    gtin text,
    ingredient_code text not null,
    name text not null,
    strength text not null,
    supply_unit text not null,
    usual_route text not null
);
create table rule_table (
    id uuid primary key,
    good_until date not null,
    issued_on date not null,
    name text not null,
    row_count bigint not null,
    version text not null
);
create table substance_group (
    id uuid primary key,
    code text not null,
    group_code text not null,
    group_name text not null,
    is_cross boolean not null,
    name text not null,
    table_id uuid not null references rule_table
);
create table charge_item_definition (
    id uuid primary key,
    applies_to text,
    code text not null,
    currency text not null,
    effective_from date not null,
    effective_to date,
    event text not null,
    tax_note text,
    title text not null,
    unit_price_minor bigint not null
);
create table patient_distinction (
    id uuid primary key,
    other_patient_id uuid not null references patient,
    patient_id uuid not null references patient,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid
);
create table encounter (
    id uuid primary key,
    attending_id uuid references practitioner,
    class_code text not null,
    encounter_id uuid references encounter,
    ended_at timestamptz,
    patient_id uuid not null references patient,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    started_at timestamptz not null,
    status text not null,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner,
    ward_id uuid references location
);
create table queue_token (
    id uuid primary key,
    day date not null,
    encounter_id uuid references encounter,
    label text not null,
    patient_id uuid not null references patient,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table encounter_location (
    id uuid primary key,
    encounter_id uuid references encounter,
    location_id uuid not null references location,
    occurred_at timestamptz not null,
    patient_id uuid not null references patient,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    status text not null,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create index ix_encounter_location_encounter_id on encounter_location (encounter_id);
create index ix_encounter_location_location_id on encounter_location (location_id);
create table bed_cleaning (
    id uuid primary key,
    bed_id uuid not null references location,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid
);
create index ix_bed_cleaning_bed_id on bed_cleaning (bed_id);
create table observation (
    id uuid primary key,
    code text not null,
    code_system text not null,
    display text not null,
    effective_at timestamptz not null,
    encounter_id uuid references encounter,
    panel_id uuid references observation,
    patient_id uuid not null references patient,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    unit text,
    value numeric,
    value_code text,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table allergy_intolerance (
    id uuid primary key,
    criticality text,
    encounter_id uuid references encounter,
    kind text not null,
    patient_id uuid not null references patient,
    reaction text,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    status text not null,
    substance text not null,
    substance_code text,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table condition (
    id uuid primary key,
    code text,
    code_system text,
    description text not null,
    encounter_id uuid references encounter,
    onset_on date,
    patient_id uuid not null references patient,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    status text not null,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table clinical_note (
    id uuid primary key,
    addendum_to_id uuid references clinical_note,
    encounter_id uuid references encounter,
    kind text not null,
    patient_id uuid not null references patient,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    text text not null,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner,
    written_at timestamptz not null
);
create table discharge_summary (
    id uuid primary key,
    advice text,
    course text,
    discharged_at timestamptz not null,
    disposition text not null,
    encounter_id uuid references encounter,
    follow_up text,
    patient_id uuid not null references patient,
    reason text,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table medication_request (
    id uuid primary key,
    checked text,
    dose_unit text not null,
    dose_value numeric not null,
    duration_days bigint,
    encounter_id uuid references encounter,
    frequency text not null,
    indication text,
    instructions text,
    medication_id uuid not null references medication,
    medication_text text not null,
    override_reason text,
    patient_id uuid not null references patient,
    prescription_id uuid not null,
    quantity numeric,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    replaces_id uuid references medication_request,
    route text not null,
    signed_at timestamptz,
    signed_by_id uuid references practitioner,
    signed_offline boolean,
    starts_at timestamptz not null,
    status text not null,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create index ix_medication_request_encounter_id on medication_request (encounter_id);
create table medication_stop (
    id uuid primary key,
    encounter_id uuid references encounter,
    kind text not null,
    occurred_at timestamptz not null,
    offline boolean not null,
    patient_id uuid not null references patient,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    request_id uuid not null references medication_request,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create index ix_medication_stop_request_id on medication_stop (request_id);
create table medication_administration (
    id uuid primary key,
    batch text,
    dose_unit text,
    dose_value numeric,
    due_at timestamptz,
    encounter_id uuid references encounter,
    expires_on date,
    medication_id uuid not null references medication,
    not_given_reason text,
    note text,
    occurred_at timestamptz not null,
    patient_id uuid not null references patient,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    request_id uuid not null references medication_request,
    route text,
    status text not null,
    unscanned_reason text,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner,
    was_scanned boolean not null
);
create table medication_dispense (
    id uuid primary key,
    batch text not null,
    directions text not null,
    encounter_id uuid references encounter,
    expires_on date not null,
    from_paper boolean not null,
    medication_id uuid not null references medication,
    occurred_at timestamptz not null,
    patient_id uuid not null references patient,
    place_id uuid references location,
    quantity numeric not null,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    request_id uuid not null references medication_request,
    unit text not null,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table stock_movement (
    id uuid primary key,
    batch text not null,
    dispense_id uuid,
    expires_on date not null,
    kind text not null,
    medication_id uuid not null references medication,
    occurred_at timestamptz not null,
    place_id uuid references location,
    quantity numeric not null,
    reason text,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid
);
create index ix_stock_movement_medication_id on stock_movement (medication_id);
create table charge_item (
    id uuid primary key,
    amount_minor bigint not null,
    currency text not null,
    definition_id uuid not null references charge_item_definition,
    derived_at timestamptz not null,
    encounter_id uuid references encounter,
    occurred_at timestamptz not null,
    patient_id uuid not null references patient,
    quantity numeric not null,
    source_id uuid not null,
    source_table text not null,
    title text not null,
    unit_price_minor bigint not null
);
create index ix_charge_item_encounter_id on charge_item (encounter_id);
create table invoice (
    id uuid primary key,
    amends_id uuid references invoice,
    currency text not null,
    encounter_id uuid references encounter,
    issued_at timestamptz not null,
    kind text not null,
    known_at timestamptz,
    number text not null,
    offline boolean not null,
    patient_id uuid not null references patient,
    reason text,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    total_minor bigint not null,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table invoice_line (
    id uuid primary key,
    amount_minor bigint not null,
    charge_item_id uuid,
    encounter_id uuid references encounter,
    invoice_id uuid not null references invoice,
    occurred_at timestamptz,
    patient_id uuid not null references patient,
    position bigint not null,
    quantity numeric not null,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    tax_note text,
    title text not null,
    unit_price_minor bigint not null,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table payment (
    id uuid primary key,
    amount_minor bigint not null,
    currency text not null,
    encounter_id uuid references encounter,
    invoice_id uuid references invoice,
    kind text not null,
    method text not null,
    offline boolean not null,
    patient_id uuid not null references patient,
    reason text,
    receipt_number text not null,
    recorded_at timestamptz not null,
    recorded_by_id uuid not null references practitioner,
    recorded_on_id uuid,
    taken_at timestamptz not null,
    tendered_minor bigint,
    void_reason text,
    voided_at timestamptz,
    voided_by_id uuid references practitioner
);
create table attention_item (
    id uuid primary key,
    closed_at timestamptz,
    closed_by_id uuid references practitioner,
    closing_note text,
    encounter_id uuid references encounter,
    kind text not null,
    other_id uuid,
    other_table text,
    patient_id uuid references patient,
    raised_at timestamptz not null,
    replica_class bigint not null,
    roles text not null,
    status text not null,
    subject_id uuid not null,
    subject_table text not null
);
create table provenance (
    id uuid primary key,
    arrival text not null,
    carried_by_id uuid,
    encounter_id uuid references encounter,
    patient_id uuid references patient,
    received_at timestamptz not null,
    recorded_at timestamptz not null,
    recorded_on_id uuid not null,
    replica_class bigint not null,
    target_id uuid not null,
    target_table text not null
);
create table resource_lock (
    resource text primary key,
    holder_device uuid not null,
    holder_user uuid not null,
    token bigint not null,
    expires_at timestamptz not null
);
create sequence fence;
alter table bed_booking add column encounter_id uuid references encounter;
create index ix_bed_booking_encounter_id on bed_booking (encounter_id);
alter table conflict add column replica_class bigint;
alter table change_set add column carried_by uuid;
create index ix_allergy_intolerance_patient_id on allergy_intolerance (patient_id);
create index ix_bed_booking_patient_id on bed_booking (patient_id);
create index ix_encounter_patient_id on encounter (patient_id);
create index ix_encounter_location_patient_id on encounter_location (patient_id);
create index ix_medication_administration_request_id on medication_administration (request_id);
create index ix_medication_dispense_request_id on medication_dispense (request_id);
create index ix_medication_request_patient_id on medication_request (patient_id);
create index ix_medication_request_replaces_id on medication_request (replaces_id);
create index ix_substance_group_code on substance_group (code);
