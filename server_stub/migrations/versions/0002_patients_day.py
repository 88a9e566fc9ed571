"""A patient's day: visits, observations, orders, medicines, bills; locks for signatures.

Revision ID: 0002
Revises: 0001
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = Path(__file__).with_suffix(".sql")

GUARDED = (
    "device_key",
    "medication",
    "rule_table",
    "substance_group",
    "charge_item_definition",
    "patient_distinction",
    "encounter",
    "queue_token",
    "encounter_location",
    "bed_cleaning",
    "observation",
    "allergy_intolerance",
    "condition",
    "clinical_note",
    "discharge_summary",
    "medication_request",
    "medication_stop",
    "medication_administration",
    "medication_dispense",
    "stock_movement",
    "charge_item",
    "invoice",
    "invoice_line",
    "payment",
    "attention_item",
    "provenance",
)


def upgrade() -> None:
    for statement in TABLES.read_text("utf-8").split(";\n")[:-1]:
        op.execute(statement)
    for table in GUARDED:
        op.execute(
            f"create trigger almoner_guard before insert or update or delete or truncate "
            f"on {table} for each statement execute function almoner_guard()"
        )
