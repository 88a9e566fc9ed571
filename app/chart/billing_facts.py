"""What the records of money say happened; only a desk that holds them has any."""

from collections.abc import Iterator

from app.chart.fact import Fact, Names, one_line
from app.chart.rows import Kind
from app.code_words import code_words
from models.billing import Invoice, Payment
from models.money import money_words
from models.vocabulary import N_

BILLED = N_("{kind} {number}")
PAID = N_("{kind} {number}")
ISSUED_OFFLINE = N_("Issued offline")
TAKEN_OFFLINE = N_("Taken offline")


def invoice_facts(row: Invoice, _names: Names) -> Iterator[Fact]:
    """A numbered bill."""
    yield Fact(
        kind=Kind.BILLING,
        at=row.issued_at,
        what=BILLED.format(kind=code_words(row.kind), number=row.number),
        detail=one_line(money_words(row.total_minor, row.currency), row.reason),
        offline=ISSUED_OFFLINE if row.offline else "",
    )


def payment_facts(row: Payment, _names: Names) -> Iterator[Fact]:
    """Money that went one way or the other."""
    amount = money_words(row.amount_minor, row.currency)
    yield Fact(
        kind=Kind.BILLING,
        at=row.taken_at,
        what=PAID.format(kind=code_words(row.kind), number=row.receipt_number),
        detail=one_line(amount, code_words(row.method), row.reason),
        offline=TAKEN_OFFLINE if row.offline else "",
    )
