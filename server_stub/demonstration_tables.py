"""The demonstration's formulary, allergies and tariff, taken in as a hospital's own would be."""

from datetime import timedelta

from models.billing import ChargeItemDefinition
from models.ids import Clock
from models.medication import Medication, RuleTable
from server_stub.demonstration_formulary import (
    FORMULARY,
    TABLE_NAME,
    TABLE_VERSION,
    allergy_table,
)
from server_stub.demonstration_tariff import tariff
from server_stub.formulary import Issue, import_allergy_table, import_formulary
from server_stub.operator_line import Operator
from server_stub.table_import import standing_rows
from server_stub.tariff import import_tariff

ISSUED_DAYS_AGO = 30
GOOD_FOR = timedelta(days=365)


def make_tables(operator: Operator, clock: Clock) -> None:
    """Take in each table of which there is nothing; what the operator changed stays changed."""
    if not standing_rows(operator, Medication):
        import_formulary(operator, FORMULARY)
    if not standing_rows(operator, RuleTable):
        issued = (clock.now() - timedelta(days=ISSUED_DAYS_AGO)).date()
        issue = Issue(
            name=TABLE_NAME,
            version=TABLE_VERSION,
            issued_on=issued,
            good_until=issued + GOOD_FOR,
        )
        import_allergy_table(operator, allergy_table(), issue)
    if not standing_rows(operator, ChargeItemDefinition):
        import_tariff(operator, tariff())
