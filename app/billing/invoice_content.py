"""What an invoice or credit note says on paper, from what this desk holds."""

from collections import defaultdict
from datetime import datetime, tzinfo

from app.billing.accounts import Account
from app.code_words import code_words
from app.command import Paper
from app.desk_card import hospital_name
from app.registration.people import Known, people
from app.registration.wording import banner_name
from app.staff_words import desk_words, person_words
from app.times import day_words, stamp_words
from models.billing import Invoice, InvoiceLine
from models.money import figures, money_words
from models.vocabulary import N_, InvoiceKind
from printing.documents.invoice import InvoiceData, InvoiceLinePaper

KNOWN_AT = N_("Charges known as at {time} from this hospital's desks.")
KNOWN_NOT = N_("Charges known to this desk alone: it has never compared them with the service.")
OFFLINE = N_("Issued offline. Charges that arrive later are billed on a supplementary invoice.")
VOID = N_("Struck out: this document does not count.")
NO_TAX_NOTE = N_("No tax noted")


def invoice_content(paper: Paper, account: Account, invoice: Invoice, *, copy: bool) -> InvoiceData:
    """The document as it was issued, and what has been credited and paid since."""
    look = paper.look
    zone = look.now.tzinfo
    lines = account.ledger.lines_of(invoice.id)
    who = people(look.read, [invoice.patient_id]).get(invoice.patient_id)
    return InvoiceData(
        kind=code_words(invoice.kind),
        number=invoice.number,
        currency=invoice.currency,
        hospital=hospital_name(look),
        facts=_facts(paper, account, invoice, zone),
        customer=_customer(who),
        lines=tuple(_line(line, invoice.currency, zone) for line in lines),
        taxes=_taxes(lines, invoice.currency),
        totals=_totals(account, invoice),
        notes=_notes(invoice, zone),
        printed=f"Printed {stamp_words(look.now)}",
        copy=copy,
    )


def _facts(
    paper: Paper, account: Account, invoice: Invoice, zone: tzinfo | None
) -> tuple[tuple[str, str], ...]:
    read = paper.look.read
    lines = account.ledger.lines_of(invoice.id)
    days = sorted(day.astimezone(zone) for line in lines if (day := line.occurred_at))
    facts = [("Date of issue", stamp_words(invoice.issued_at.astimezone(zone)))]
    if days:
        ends = (day_words(days[0]), day_words(days[-1]))
        facts.append(("Supplied", ends[0] if ends[0] == ends[1] else " to ".join(ends)))
    amends = account.invoice(invoice.amends_id) if invoice.amends_id else None
    if amends is not None:
        named = f"{amends.number} of {day_words(amends.issued_at.astimezone(zone))}"
        facts.append(("Amends invoice", named))
    if invoice.reason:
        facts.append(("Reason", invoice.reason))
    facts.append(("Issued by", person_words(read, invoice.recorded_by_id)))
    if invoice.recorded_on_id is not None:
        facts.append(("At", desk_words(read, invoice.recorded_on_id)))
    return tuple(facts)


def _customer(who: Known | None) -> tuple[str, ...]:
    if who is None:
        return ()
    lines = [banner_name(who.name)]
    if who.number_words:
        lines.append(f"MRN {who.number_words}")
    for home in who.addresses[:1]:
        town = " ".join(part for part in (home.postal_code, home.city) if part)
        lines += [line for line in (*(home.lines or "").split("\n"), town) if line]
    return tuple(lines)


def _line(line: InvoiceLine, currency: str, zone: tzinfo | None) -> InvoiceLinePaper:
    at: datetime | None = line.occurred_at.astimezone(zone) if line.occurred_at else None
    return InvoiceLinePaper(
        position=str(line.position),
        title=line.title,
        when=day_words(at) if at else "",
        quantity=f"{line.quantity.normalize():f}",
        unit_price=figures(line.unit_price_minor, currency),
        amount=figures(line.amount_minor, currency),
        tax_note=line.tax_note or "",
    )


def _taxes(lines: tuple[InvoiceLine, ...], currency: str) -> tuple[tuple[str, str], ...]:
    by_note: dict[str, int] = defaultdict(int)
    for line in lines:
        by_note[line.tax_note or NO_TAX_NOTE] += line.amount_minor
    return tuple((note, money_words(total, currency)) for note, total in by_note.items())


def _totals(account: Account, invoice: Invoice) -> tuple[tuple[str, str], ...]:
    """The total as issued, and for a bill what is left of it: the figures of the ledger."""
    currency, ledger = invoice.currency, account.ledger
    total = money_words(invoice.total_minor, currency)
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        return (("Credited", total),)
    credited, left = ledger.credited(invoice.id), ledger.open_amounts.get(invoice.id, 0)
    rows = [("Total", total)]
    if credited:
        rows.append(("Credited", money_words(-credited, currency)))
    paid = invoice.total_minor - credited - left
    if paid > 0:
        rows.append(("Paid", money_words(-paid, currency)))
    return (*rows, ("To be paid", money_words(left, currency)))


def _notes(invoice: Invoice, zone: tzinfo | None) -> tuple[str, ...]:
    notes = []
    if invoice.kind is not InvoiceKind.CREDIT_NOTE:
        known = invoice.known_at.astimezone(zone) if invoice.known_at else None
        notes.append(KNOWN_AT.format(time=stamp_words(known)) if known else KNOWN_NOT)
        notes += [OFFLINE] if invoice.offline else []
    notes += [VOID] if invoice.voided_at is not None else []
    return tuple(notes)
