"""One patient of the service with one telephone number, which desks edit."""

from uuid import UUID

from local_store.store import Store
from models.patient import PatientContact
from models.vocabulary import SetStatus
from models.wire import Receipt
from tests.local_store.desk import USER

PATIENT = UUID(int=100)
CONTACT = UUID(int=101)


def patient_rows() -> list[tuple[str, UUID, UUID | None, dict[str, object]]]:
    facts: dict[str, object] = {"registered_at": 1, "registered_by_id": None}
    phone: dict[str, object] = {
        "patient_id": PATIENT,
        "system": "phone",
        "value": "0700",
        "use": None,
    }
    return [
        ("patient", PATIENT, PATIENT, facts),
        ("patient_contact", CONTACT, PATIENT, phone),
    ]


def phone_of(store: Store, contact: UUID = CONTACT) -> str:
    with store.read() as read:
        found = read.get(PatientContact, contact)
    assert found is not None
    return found.value


def receipt(store: Store, status: SetStatus, seq: int | None) -> Receipt:
    (sealed,) = store.replica.pending(1, 10**6)
    change_set = store.replica.summary().waiting_sets[0].change_set_id
    return Receipt(
        id=change_set, dseq=sealed.link.dseq, status=status, seq_hi=seq, reason="rule:no"
    )


def edited(store: Store, value: str) -> None:
    with store.act("patient.change_contact", USER) as tx:
        tx.change(PatientContact, CONTACT, value=value)
