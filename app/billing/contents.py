"""What a cashier does."""

from app.action import Action, in_workspace
from app.billing.credit_invoice import CREDIT_INVOICE
from app.billing.issue_invoice import ISSUE_INVOICE
from app.billing.print_invoice import PRINT_INVOICE
from app.billing.print_receipt import PRINT_RECEIPT
from app.billing.queries import ACCOUNTS, BILL, USUAL_BILL
from app.billing.refund_payment import REFUND_PAYMENT
from app.billing.take_payment import TAKE_PAYMENT
from app.contents import Contents
from app.desk import Workspace
from app.menus import BILLING_MENU
from models.vocabulary import N_
from printing.documents.invoice import InvoiceDocument
from printing.documents.receipt import ReceiptDocument

_AT_THE_TILL = in_workspace(Workspace.BILLING)

BILLING = Contents(
    use_cases=(ISSUE_INVOICE, CREDIT_INVOICE, TAKE_PAYMENT, REFUND_PAYMENT),
    print_tasks=(PRINT_INVOICE, PRINT_RECEIPT),
    queries=(ACCOUNTS, BILL, USUAL_BILL),
    documents=(InvoiceDocument(), ReceiptDocument()),
    actions=(
        Action(TAKE_PAYMENT, N_("Take a payment"), BILLING_MENU, "Ctrl+Y", "receipt", _AT_THE_TILL),
        Action(
            ISSUE_INVOICE,
            N_("Issue invoice"),
            BILLING_MENU,
            "Ctrl+Shift+Y",
            "file-text",
            _AT_THE_TILL,
        ),
        Action(
            CREDIT_INVOICE, N_("Credit an invoice"), BILLING_MENU, "", "file-text", _AT_THE_TILL
        ),
        Action(REFUND_PAYMENT, N_("Give money back"), BILLING_MENU, "", "receipt", _AT_THE_TILL),
        Action(PRINT_INVOICE, N_("Print invoice"), BILLING_MENU, "", "printer", _AT_THE_TILL),
        Action(PRINT_RECEIPT, N_("Print receipt"), BILLING_MENU, "", "printer", _AT_THE_TILL),
    ),
)
