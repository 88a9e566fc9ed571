create table practitioner (
    id uuid primary key,
    active boolean not null,
    family text not null,
    given text not null
);
create table device (
    id uuid primary key,
    name text not null,
    place text not null,
    profile text not null
);
create table location (
    id uuid primary key,
    kind text not null,
    name text not null,
    number bigint not null,
    part_of_id uuid references location
);
create table sync_clock (
    id integer primary key check (id = 1),
    epoch uuid not null,
    last_seq bigint not null,
    last_hlc bigint not null
) with (fillfactor = 10);
create table commit_mark (
    seq_hi bigint primary key,
    mark bytea not null check (octet_length(mark) = 8)
);
create table enrolment (
    device_id uuid not null,
    incarnation integer not null,
    public_key bytea not null,
    profile text not null,
    series text,
    status text not null,
    next_dseq bigint not null,
    chain bytea not null,
    primary key (device_id, incarnation),
    unique (series)
);
create table enrol_code (
    code_hash bytea primary key,
    profile text not null,
    name text not null,
    place text not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create table change_set (
    id uuid primary key,
    content bytea not null,
    content_hash bytea not null,
    device_id uuid not null,
    incarnation integer not null,
    dseq bigint not null,
    user_id uuid not null,
    hlc bigint not null,
    gen integer not null,
    on_behalf_of uuid,
    received_at timestamptz not null,
    status text not null,
    decided_seq bigint not null,
    late boolean not null,
    receipt json not null,
    waits_on uuid[]
);
create index ix_change_set_decided_seq on change_set (decided_seq);
create index ix_change_set_waits_on on change_set using gin (waits_on) where status = 'parked';
create table change_log (
    seq bigint primary key,
    change_set_id uuid not null,
    entity smallint not null,
    row_id uuid not null,
    root_id uuid,
    class smallint not null,
    body bytea not null
);
create table row_state (
    entity smallint not null,
    row_id uuid not null,
    seq bigint not null,
    class smallint not null,
    h bigint not null,
    field_meta json,
    primary key (entity, row_id)
);
create table number_lease (
    lease_id uuid primary key,
    lo bigint not null,
    hi bigint not null,
    device_id uuid not null,
    incarnation integer not null,
    constraint number_lease_disjoint exclude using gist (int8range(lo, hi, '[]') with &&)
);
create table quarantine (
    id bigint generated always as identity primary key,
    device_id uuid not null,
    incarnation integer not null,
    dseq bigint not null,
    received_at timestamptz not null,
    raw bytea not null,
    why text not null
);
create table practitioner_role (
    id uuid primary key,
    practitioner_id uuid not null references practitioner,
    role text not null
);
create index ix_practitioner_role_practitioner_id on practitioner_role (practitioner_id);
create table practitioner_credential (
    id uuid primary key,
    password_hash text not null,
    practitioner_id uuid not null references practitioner,
    username text not null
);
create table patient (
    id uuid primary key,
    registered_at timestamptz not null,
    registered_by_id uuid references practitioner
);
create table chain_link (
    device_id uuid not null,
    incarnation integer not null,
    dseq bigint not null,
    change_set_id uuid not null references change_set,
    prev bytea not null,
    sig bytea not null,
    primary key (device_id, incarnation, dseq)
);
create table command (
    id uuid primary key,
    name text not null,
    args_hash bytea not null,
    device_id uuid not null,
    user_id uuid not null,
    reply json not null,
    change_set_id uuid references change_set
);
create index ix_command_change_set_id on command (change_set_id);
create table patient_name (
    id uuid primary key,
    family text,
    given text,
    patient_id uuid not null references patient,
    prefix text,
    suffix text,
    use text not null
);
create index ix_patient_name_patient_id on patient_name (patient_id);
create table patient_identifier (
    id uuid primary key,
    patient_id uuid not null references patient,
    system text not null,
    type_code text,
    value text not null
);
create table patient_demographics (
    id uuid primary key,
    born_on date,
    born_precision text,
    deceased_at timestamptz,
    gender text not null,
    language text,
    patient_id uuid not null references patient
);
create table patient_contact (
    id uuid primary key,
    patient_id uuid not null references patient,
    system text not null,
    use text,
    value text not null
);
create table patient_address (
    id uuid primary key,
    city text,
    country text,
    district text,
    lines text,
    patient_id uuid not null references patient,
    postal_code text,
    state text,
    use text
);
create table bed_booking (
    id uuid primary key,
    bed_id uuid not null references location,
    bed_number bigint not null,
    booked_by_id uuid not null references practitioner,
    ends_at timestamptz,
    patient_id uuid not null references patient,
    starts_at timestamptz not null,
    constraint bed_booking_one_patient_a_bed exclude using gist (
        int8range(bed_number, bed_number, '[]') with &&,
        tstzrange(starts_at, ends_at) with &&
    )
);
create index ix_bed_booking_bed_id on bed_booking (bed_id);
create table conflict (
    id uuid primary key,
    base text,
    change_set_id uuid not null,
    entity text not null,
    field text not null,
    patient_id uuid not null references patient,
    proposed text not null,
    proposed_at timestamptz,
    proposed_device_id uuid,
    proposed_user_id uuid references practitioner,
    resolution text,
    resolved_at timestamptz,
    resolved_by_id uuid references practitioner,
    row_id uuid not null,
    standing text not null,
    standing_at timestamptz,
    standing_device_id uuid,
    standing_user_id uuid references practitioner,
    status text not null
);
