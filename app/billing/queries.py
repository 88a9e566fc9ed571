"""What a cashier asks."""

from app.billing.bill import bill, usual_bill
from app.billing.worklist import open_accounts
from app.query import OUTBOX, REPLICA, Query
from models.vocabulary import N_

BILLING_TABLES = frozenset(
    {"charge_item", "charge_item_definition", "invoice", "invoice_line", "payment"}
)
_ACCOUNT = BILLING_TABLES | {"encounter", "patient", "patient_name", "patient_identifier", OUTBOX}

ACCOUNTS = Query("billing.accounts", N_("Accounts"), open_accounts, _ACCOUNT)
BILL = Query("billing.bill", N_("Bill"), bill, _ACCOUNT | {"practitioner", REPLICA})
USUAL_BILL = Query("billing.usual", N_("Bill"), usual_bill, _ACCOUNT | {"practitioner", REPLICA})
