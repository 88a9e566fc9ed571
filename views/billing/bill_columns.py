"""The columns of charges, of documents and of accounts."""

from app.billing.rows import AccountRow, ChargeRow, DocumentRow
from models.vocabulary import N_
from resources.icons import Icon
from views.tables.rows_model import Column
from views.words import said

CHARGES = (
    Column[ChargeRow](
        N_("Charge"),
        lambda row: row.title if row.quantity == "1" else f"{row.quantity} × {row.title}",
        sort=lambda row: row.title.casefold(),
        mark=lambda row: (Icon.ATTENTION, "danger") if row.is_twice else None,
        meaning=lambda row: said(N_("Stands on two bills")) if row.is_twice else "",
        wraps=True,
    ),
    Column[ChargeRow](N_("From"), lambda row: said(row.what_for), weight=0),
    Column[ChargeRow](
        N_("When"), lambda row: row.when, sort=lambda row: row.occurred_at, weight=0, figures=True
    ),
    Column[ChargeRow](
        N_("Amount"),
        lambda row: row.amount,
        sort=lambda row: row.amount_minor,
        weight=0,
        figures=True,
        ends=True,
    ),
    Column[ChargeRow](N_("Bill"), lambda row: said(row.bill), weight=0),
)
DOCUMENTS = (
    Column[DocumentRow](
        N_("Document"),
        lambda row: row.what,
        weight=0,
        mark=lambda row: (Icon.CLOCK, "muted") if row.waits else None,
        meaning=lambda row: said(N_("Waits to be sent")) if row.waits else "",
    ),
    Column[DocumentRow](N_("Number"), lambda row: row.number, weight=0),
    Column[DocumentRow](
        N_("When"), lambda row: row.when, sort=lambda row: row.at, weight=0, figures=True
    ),
    Column[DocumentRow](
        N_("Amount"),
        lambda row: row.amount,
        sort=lambda row: row.amount_minor,
        weight=0,
        figures=True,
        ends=True,
    ),
    Column[DocumentRow](N_("Open"), lambda row: row.open, weight=0, figures=True, ends=True),
    Column[DocumentRow](N_("About"), lambda row: row.about, wraps=True),
)
ACCOUNTS = (
    Column[AccountRow](
        N_("Patient"),
        lambda row: row.patient,
        wraps=True,
        mark=lambda row: (Icon.ATTENTION, "attention") if row.is_leaving else None,
        meaning=lambda row: said(N_("The visit is over and not paid")) if row.is_leaving else "",
    ),
    Column[AccountRow](
        N_("Visit"), lambda row: said(row.visit), sort=lambda row: str(row.since or ""), wraps=True
    ),
    Column[AccountRow](
        N_("Due"),
        lambda row: row.due,
        sort=lambda row: row.due_minor,
        weight=0,
        figures=True,
        ends=True,
    ),
)
