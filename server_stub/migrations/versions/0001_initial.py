"""The hospital's first tables.

Revision ID: 0001
Revises:
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

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

TABLES = Path(__file__).with_suffix(".sql")

GUARDED = (
    "practitioner",
    "device",
    "location",
    "practitioner_role",
    "practitioner_credential",
    "patient",
    "patient_name",
    "patient_identifier",
    "patient_demographics",
    "patient_contact",
    "patient_address",
    "bed_booking",
    "conflict",
)


def upgrade() -> None:
    op.execute(GUARD)
    for statement in TABLES.read_text("utf-8").split(";\n")[:-1]:
        op.execute(statement)
    for table in GUARDED:
        op.execute(
            f"create trigger almoner_guard before insert or update or delete or truncate "
            f"on {table} for each statement execute function almoner_guard()"
        )
