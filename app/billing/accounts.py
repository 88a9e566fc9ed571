"""The account of a visit: what was charged in it, billed for it and paid, as this desk knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from local_store.reading import Read
from models.billing import ChargeItem, ChargeItemDefinition, Invoice, InvoiceLine, Payment
from models.encounter import Encounter
from models.ledger import Ledger
from models.visits import current_visit
from models.vocabulary import EncounterId, PatientId


@dataclass(frozen=True, slots=True)
class Account:
    """One visit of one patient; `visit` is None for what belongs to none."""

    patient_id: PatientId
    visit: Encounter | None
    currency: str
    ledger: Ledger

    @property
    def encounter_id(self) -> EncounterId | None:
        """The visit, or None."""
        return EncounterId(self.visit.id) if self.visit else None

    @property
    def due(self) -> int:
        """What the patient would pay now if everything charged were billed."""
        return self.ledger.balance + self.ledger.unbilled_total

    def invoice(self, invoice_id: UUID) -> Invoice | None:
        """One of its bills or credit notes."""
        return next((i for i in self.ledger.invoices if i.id == invoice_id), None)


def account_of(read: Read, patient_id: PatientId, encounter_id: EncounterId | None) -> Account:
    """Everything this desk holds of one account."""
    mine = {"patient_id": patient_id, "encounter_id": encounter_id}
    ledger = Ledger(
        charges=tuple(read.all(ChargeItem, **mine)),
        invoices=tuple(read.all(Invoice, **mine)),
        lines=tuple(read.all(InvoiceLine, **mine)),
        payments=tuple(read.all(Payment, **mine)),
    )
    visit = read.get(Encounter, encounter_id) if encounter_id else None
    return Account(patient_id, visit, _currency(read, ledger), ledger)


def accounts_of(read: Read, patient_id: PatientId) -> list[Account]:
    """The accounts of a patient: that of no visit where it holds something, then by visit."""
    visits = sorted(read.all(Encounter, patient_id=patient_id), key=lambda v: (v.started_at, v.id))
    every = [account_of(read, patient_id, EncounterId(visit.id)) for visit in visits]
    loose = account_of(read, patient_id, None)
    used = [each for each in every if not _is_struck_out(each)]
    return [*([loose] if _is_used(loose) else []), *used]


def account_in_context(read: Read, context: Mapping[str, object]) -> Account:
    """The account that a form is about: the one named, else the patient's that wants a cashier.

    That is the newest one with something due, else the visit in progress, else the newest.

    Raises:
        TypeError: the context names no patient; that is a fault of the program.
    """
    patient = context.get("patient")
    if not isinstance(patient, UUID):
        raise TypeError("a form about money needs a patient")
    patient_id = PatientId(patient)
    if "encounter" in context:
        named = context["encounter"]
        visit = EncounterId(named) if isinstance(named, UUID) else None
        return account_of(read, patient_id, visit)
    return usual_account(read, patient_id)


def usual_account(read: Read, patient_id: PatientId) -> Account:
    """The account of a patient that most likely wants a cashier."""
    every = accounts_of(read, patient_id)
    due = [each for each in every if each.due > 0]
    if due:
        return due[-1]
    now = current_visit(each.visit for each in every if each.visit)
    going_on = [each for each in every if now is not None and each.visit == now]
    return next(iter([*going_on, *every[-1:]]), account_of(read, patient_id, None))


def site_currency(read: Read) -> str:
    """The currency of the tariff, or "" where this desk holds none."""
    return min((each.currency for each in read.all(ChargeItemDefinition)), default="")


def _currency(read: Read, ledger: Ledger) -> str:
    written: list[Invoice | Payment | ChargeItem] = []
    written += (*ledger.invoices, *ledger.payments, *ledger.charges)
    return next((each.currency for each in written), "") or site_currency(read)


def _is_used(account: Account) -> bool:
    ledger = account.ledger
    return bool(ledger.charges or ledger.invoices or ledger.payments)


def _is_struck_out(account: Account) -> bool:
    return account.visit is not None and bool(account.visit.voided_at) and not _is_used(account)
