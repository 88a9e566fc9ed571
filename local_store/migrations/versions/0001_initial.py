"""The first store: the records of two desks and a cable, and what the desk keeps for itself."""

from alembic import op

revision = "0001"
down_revision = None

_TABLES = """
CREATE TABLE practitioner (
    id BLOB NOT NULL, active BOOLEAN NOT NULL, family TEXT NOT NULL, given TEXT NOT NULL,
    _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE practitioner_role (
    id BLOB NOT NULL, practitioner_id BLOB NOT NULL, role TEXT NOT NULL,
    _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE practitioner_credential (
    id BLOB NOT NULL, password_hash TEXT NOT NULL, practitioner_id BLOB NOT NULL,
    username TEXT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE device (
    id BLOB NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL, profile TEXT NOT NULL,
    _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE location (
    id BLOB NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, number BIGINT NOT NULL,
    part_of_id BLOB, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE patient (
    id BLOB NOT NULL, registered_at BIGINT NOT NULL, registered_by_id BLOB,
    _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE patient_name (
    id BLOB NOT NULL, family TEXT, given TEXT, patient_id BLOB NOT NULL, prefix TEXT,
    suffix TEXT, use TEXT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_patient_name_patient_id ON patient_name (patient_id);
CREATE TABLE patient_identifier (
    id BLOB NOT NULL, patient_id BLOB NOT NULL, system TEXT NOT NULL, type_code TEXT,
    value TEXT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_patient_identifier_patient_id ON patient_identifier (patient_id);
CREATE TABLE patient_demographics (
    id BLOB NOT NULL, born_on TEXT, born_precision TEXT, deceased_at BIGINT,
    gender TEXT NOT NULL, language TEXT, patient_id BLOB NOT NULL, _seq BIGINT NOT NULL,
    _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_patient_demographics_patient_id ON patient_demographics (patient_id);
CREATE TABLE patient_contact (
    id BLOB NOT NULL, patient_id BLOB NOT NULL, system TEXT NOT NULL, use TEXT,
    value TEXT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_patient_contact_patient_id ON patient_contact (patient_id);
CREATE TABLE patient_address (
    id BLOB NOT NULL, city TEXT, country TEXT, district TEXT, lines TEXT,
    patient_id BLOB NOT NULL, postal_code TEXT, state TEXT, use TEXT, _seq BIGINT NOT NULL,
    _root BLOB, _h BIGINT, _ext TEXT, _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_patient_address_patient_id ON patient_address (patient_id);
CREATE TABLE bed_booking (
    id BLOB NOT NULL, bed_id BLOB NOT NULL, bed_number BIGINT NOT NULL,
    booked_by_id BLOB NOT NULL, ends_at BIGINT, patient_id BLOB NOT NULL,
    starts_at BIGINT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_bed_booking_patient_id ON bed_booking (patient_id);
CREATE TABLE "conflict" (
    id BLOB NOT NULL, base TEXT, change_set_id BLOB NOT NULL, entity TEXT NOT NULL,
    field TEXT NOT NULL, patient_id BLOB NOT NULL, proposed TEXT NOT NULL,
    proposed_at BIGINT, proposed_device_id BLOB, proposed_user_id BLOB, resolution TEXT,
    resolved_at BIGINT, resolved_by_id BLOB, row_id BLOB NOT NULL, standing TEXT NOT NULL,
    standing_at BIGINT, standing_device_id BLOB, standing_user_id BLOB,
    status TEXT NOT NULL, _seq BIGINT NOT NULL, _root BLOB, _h BIGINT, _ext TEXT,
    _dirty INTEGER NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_conflict_patient_id ON "conflict" (patient_id);
CREATE TABLE sync_state (
    k TEXT NOT NULL, v BLOB, PRIMARY KEY (k)
) WITHOUT ROWID;
CREATE TABLE mark (
    seq INTEGER NOT NULL, mark BLOB NOT NULL, PRIMARY KEY (seq)
);
CREATE TABLE outbox (
    place INTEGER NOT NULL, cs_id BLOB NOT NULL, content BLOB NOT NULL, prev BLOB NOT NULL,
    sig BLOB NOT NULL, state TEXT NOT NULL, receipt TEXT, seq_hi BIGINT,
    PRIMARY KEY (place), UNIQUE (cs_id)
);
CREATE TABLE sent_log (
    place INTEGER NOT NULL, cs_id BLOB NOT NULL, content BLOB NOT NULL, prev BLOB NOT NULL,
    sig BLOB NOT NULL, seq_hi BIGINT, PRIMARY KEY (place)
);
CREATE TABLE rescued (
    n INTEGER NOT NULL, cs_id BLOB NOT NULL, content BLOB NOT NULL, PRIMARY KEY (n)
);
CREATE TABLE overlay_touch (
    row_id BLOB NOT NULL, entity BIGINT NOT NULL, cs_id BLOB NOT NULL,
    PRIMARY KEY (row_id, entity, cs_id)
) WITHOUT ROWID;
CREATE TABLE row_base (
    entity BIGINT NOT NULL, row_id BLOB NOT NULL, seq BIGINT NOT NULL, root BLOB,
    h BIGINT NOT NULL, image BLOB NOT NULL, ext TEXT, PRIMARY KEY (entity, row_id)
) WITHOUT ROWID;
CREATE TABLE number_block (
    lease_id BLOB NOT NULL, inc BIGINT NOT NULL, lo BIGINT NOT NULL, hi BIGINT NOT NULL,
    next BIGINT NOT NULL, PRIMARY KEY (lease_id)
) WITHOUT ROWID;
CREATE TABLE command_log (
    id BLOB NOT NULL, name TEXT NOT NULL, args TEXT NOT NULL, user_id BLOB NOT NULL,
    state TEXT NOT NULL, result TEXT, seq BIGINT, at BIGINT NOT NULL, PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE TABLE form_draft (
    user_id BLOB NOT NULL, "key" TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL,
    updated_at BIGINT NOT NULL, PRIMARY KEY (user_id, "key")
) WITHOUT ROWID;
CREATE TABLE print_job (
    n INTEGER NOT NULL, id BLOB NOT NULL, document_key TEXT NOT NULL,
    subject_patient_id BLOB, title TEXT NOT NULL, printer TEXT NOT NULL,
    content_type TEXT NOT NULL, content BLOB, copies BIGINT NOT NULL,
    is_copy BOOLEAN NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL,
    queued_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, PRIMARY KEY (n), UNIQUE (id)
);
CREATE INDEX ix_print_job_state ON print_job (state);
CREATE TABLE preference (
    "key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key")
) WITHOUT ROWID;
CREATE TABLE patient_index (
    n INTEGER NOT NULL, patient_id BLOB NOT NULL, name TEXT NOT NULL, sound TEXT NOT NULL,
    number TEXT NOT NULL, born TEXT NOT NULL, phone TEXT NOT NULL, family TEXT, given TEXT,
    prefix TEXT, born_on TEXT, born_precision TEXT, gender TEXT, mrn TEXT,
    deceased BOOLEAN NOT NULL, PRIMARY KEY (n), UNIQUE (patient_id)
);
"""

# Text that people search by lies folded in patient_index; the full-text table only points into it.
_SEARCH = """
CREATE VIRTUAL TABLE patient_search USING fts5(
    name, sound, number, born, phone,
    content='patient_index', content_rowid='n', detail='column', columnsize=0, prefix='1 2 3',
    tokenize='unicode61 remove_diacritics 0'
);
INSERT INTO patient_search (patient_search, rank) VALUES ('pgsz', 1900);
"""


def upgrade() -> None:
    for statement in (_TABLES + _SEARCH).split(";\n"):
        if statement.strip():
            op.execute(statement)
