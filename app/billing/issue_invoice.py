"""Billing what was charged in a visit and is on no bill yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from app.billing.accounts import account_in_context, account_of
from app.billing.bill_writing import bill_unbilled
from app.command import Act, Opening, Refuse, UseCase
from app.fields import Context
from app.query import Look
from models.billing import Invoice
from models.money import money_words
from models.vocabulary import N_, EncounterId, InvoiceId, PatientId


class IssueRefusal(StrEnum):
    """Why no invoice is issued."""

    NOTHING = "nothing"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueInvoice:
    """The account; `known_at` is when this desk last proved to hold what the service holds."""

    patient_id: Annotated[PatientId, Context("patient")]
    encounter_id: Annotated[EncounterId | None, Context("encounter")]
    known_at: Annotated[datetime | None, Context("known")]


def open_invoice(look: Look, context: Mapping[str, object]) -> Opening:
    """The account that wants a bill."""
    account = account_in_context(look.read, context)
    known = look.store.replica.summary().last_agreed_at
    return Opening({}, {**context, "encounter": account.encounter_id, "known": known})


def issue_invoice(act: Act, command: IssueInvoice) -> InvoiceId:
    """Issue the invoice, whose id is that of the opened form."""
    invoice_id = InvoiceId(act.id)
    if act.tx.get(Invoice, invoice_id) is not None:
        return invoice_id
    account = account_of(act.tx, command.patient_id, command.encounter_id)
    if not account.ledger.unbilled:
        raise Refuse(IssueRefusal.NOTHING)
    if account.ledger.unbilled_total < 0:
        amount = money_words(-account.ledger.unbilled_total, account.currency)
        raise Refuse(IssueRefusal.TAKEN_BACK, amount=amount)
    bill_unbilled(act, account, invoice_id, command.known_at)
    return invoice_id


ISSUE_INVOICE = UseCase(
    key="invoice.issue",
    title=N_("Issue invoice"),
    input=IssueInvoice,
    function=issue_invoice,
    opening=open_invoice,
    refusals={
        IssueRefusal.NOTHING: N_(
            "Nothing is left to bill: every charge that this desk knows of is on a bill. "
            "Charges that arrive later can be billed then."
        ),
        IssueRefusal.TAKEN_BACK: N_(
            "Charges of {amount} that were billed have been taken back. Credit them on their "
            "invoice first; then nothing is left over."
        ),
    },
)
