"""Every table of the service: the records of `models` as typed tables, and the protocol's own.

The migrations bring a database to exactly this shape; a test compares the two.
"""

from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Sequence,
    SmallInteger,
    Table,
    Text,
    Uuid,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON, ExcludeConstraint

from models.registry import BY_TABLE, ENTITIES
from models.tables import build_table

METADATA = MetaData()
DOMAIN = {entity: build_table(entity, METADATA, foreign_keys=True) for entity in ENTITIES}

GUARD = """
create function almoner_guard() returns trigger language plpgsql as $$
begin
  if current_setting('almoner.apply', true) is distinct from 'on' then
    raise exception 'table % is written only through the change log', tg_table_name
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$
"""
"""No script may write a domain row past the log; the apply transaction says that it is one."""


def _ddl(statement: str) -> DDL:
    return DDL(statement)  # type: ignore[no-untyped-call]  # typed in its documentation only


def _guard(table: Table) -> DDL:
    return _ddl(
        f"create trigger almoner_guard before insert or update or delete or truncate "
        f"on {table.name} for each statement execute function almoner_guard()"
    )


event.listen(METADATA, "before_create", _ddl(GUARD.replace("%", "%%")))
for _table in DOMAIN.values():
    event.listen(_table, "after_create", _guard(_table))

# No contrib module is needed: equality of a number is written as overlap of two ranges.
DOMAIN[BY_TABLE["bed_booking"]].append_constraint(
    ExcludeConstraint(
        (text("int8range(bed_number, bed_number, '[]')"), "&&"),
        (text("tstzrange(starts_at, ends_at)"), "&&"),
        using="gist",
        name="bed_booking_one_patient_a_bed",
    )
)
_INDEXED: dict[str, tuple[str, ...]] = {
    "allergy_intolerance": ("patient_id",),
    "bed_booking": ("bed_id", "encounter_id", "patient_id"),
    "bed_cleaning": ("bed_id",),
    "charge_item": ("encounter_id",),
    "device_key": ("device_id",),
    "encounter": ("patient_id",),
    "encounter_location": ("encounter_id", "location_id", "patient_id"),
    "medication_administration": ("request_id",),
    "medication_dispense": ("request_id",),
    "medication_request": ("encounter_id", "patient_id", "replaces_id"),
    "medication_stop": ("request_id",),
    "patient_name": ("patient_id",),
    "practitioner_role": ("practitioner_id",),
    "stock_movement": ("medication_id",),
    "substance_group": ("code",),
}
"""By what commands and rules look for rows."""
for _name, _columns in _INDEXED.items():
    for _column in _columns:
        Index(f"ix_{_name}_{_column}", DOMAIN[BY_TABLE[_name]].c[_column])


def _key(name: str, kind: Any) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _needed(name: str, kind: Any, *marks: Any) -> Column[Any]:
    return Column(name, kind, *marks, nullable=False)


SYNC_CLOCK = Table(
    "sync_clock",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    _needed("epoch", Uuid),
    _needed("last_seq", BigInteger),
    _needed("last_hlc", BigInteger),
    postgresql_with={"fillfactor": 10},
)
COMMIT_MARK = Table(
    "commit_mark",
    METADATA,
    Column("seq_hi", BigInteger, primary_key=True, autoincrement=False),
    _needed("mark", LargeBinary, CheckConstraint("octet_length(mark) = 8")),
)
ENROLMENT = Table(
    "enrolment",
    METADATA,
    _key("device_id", Uuid),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    _needed("public_key", LargeBinary),
    _needed("profile", Text),
    Column("series", Text, unique=True),
    _needed("status", Text),
    _needed("next_dseq", BigInteger),
    _needed("chain", LargeBinary),
)
ENROL_CODE = Table(
    "enrol_code",
    METADATA,
    _key("code_hash", LargeBinary),
    _needed("profile", Text),
    _needed("name", Text),
    _needed("place", Text),
    _needed("expires_at", DateTime(timezone=True)),
    Column("used_at", DateTime(timezone=True)),
)
CHANGE_SET = Table(
    "change_set",
    METADATA,
    _key("id", Uuid),
    _needed("content", LargeBinary),
    _needed("content_hash", LargeBinary),
    _needed("device_id", Uuid),
    _needed("incarnation", Integer),
    _needed("dseq", BigInteger),
    _needed("user_id", Uuid),
    _needed("hlc", BigInteger),
    _needed("gen", Integer),
    Column("on_behalf_of", Uuid),
    _needed("received_at", DateTime(timezone=True)),
    _needed("status", Text),
    _needed("decided_seq", BigInteger),
    _needed("late", Boolean),
    _needed("receipt", JSON),
    Column("waits_on", ARRAY(Uuid)),
    Column("carried_by", Uuid),
    # What still waits is found by what it waits for; the rest costs this index nothing.
    Index(
        "ix_change_set_waits_on",
        "waits_on",
        postgresql_using="gin",
        postgresql_where=text("status = 'parked'"),
    ),
    Index("ix_change_set_decided_seq", "decided_seq"),
)
CHAIN_LINK = Table(
    "chain_link",
    METADATA,
    _key("device_id", Uuid),
    Column("incarnation", Integer, primary_key=True, autoincrement=False),
    Column("dseq", BigInteger, primary_key=True, autoincrement=False),
    _needed("change_set_id", Uuid, ForeignKey("change_set.id")),
    _needed("prev", LargeBinary),
    _needed("sig", LargeBinary),
)
CHANGE_LOG = Table(
    "change_log",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    _needed("change_set_id", Uuid),
    _needed("entity", SmallInteger),
    _needed("row_id", Uuid),
    Column("root_id", Uuid),
    _needed("class", SmallInteger),
    _needed("body", LargeBinary),
)
ROW_STATE = Table(
    "row_state",
    METADATA,
    Column("entity", SmallInteger, primary_key=True, autoincrement=False),
    _key("row_id", Uuid),
    _needed("seq", BigInteger),
    _needed("class", SmallInteger),
    _needed("h", BigInteger),
    Column("field_meta", JSON),
)
COMMAND = Table(
    "command",
    METADATA,
    _key("id", Uuid),
    _needed("name", Text),
    _needed("args_hash", LargeBinary),
    _needed("device_id", Uuid),
    _needed("user_id", Uuid),
    _needed("reply", JSON),
    Column("change_set_id", Uuid, ForeignKey("change_set.id")),
    Index("ix_command_change_set_id", "change_set_id"),
)
RESOURCE_LOCK = Table(
    "resource_lock",
    METADATA,
    _key("resource", Text),
    _needed("holder_device", Uuid),
    _needed("holder_user", Uuid),
    _needed("token", BigInteger),
    _needed("expires_at", DateTime(timezone=True)),
)
FENCE = Sequence("fence", metadata=METADATA)
NUMBER_LEASE = Table(
    "number_lease",
    METADATA,
    _key("lease_id", Uuid),
    _needed("lo", BigInteger),
    _needed("hi", BigInteger),
    _needed("device_id", Uuid),
    _needed("incarnation", Integer),
    ExcludeConstraint(
        (text("int8range(lo, hi, '[]')"), "&&"), using="gist", name="number_lease_disjoint"
    ),
)
QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _needed("device_id", Uuid),
    _needed("incarnation", Integer),
    _needed("dseq", BigInteger),
    _needed("received_at", DateTime(timezone=True)),
    _needed("raw", LargeBinary),
    _needed("why", Text),
)
