"""Orders, allergies and doses as the screens read them, with the longest words they may have."""

from datetime import timedelta
from typing import Any

from app.allergies.rows import AllergyCard, AllergyRow
from app.allergy_state import AllergyState
from app.doses.rows import STATE_WORDS, DoseRow, DoseScan, DoseState
from app.marks import SyncMark
from app.orders.rows import FindingRow, OrderPreview, OrderRow
from app.orders.standing import OrderState
from models.vocabulary import MedicationId
from tests.views.canned import NOW, an_id

_STOP = (
    "Stop: amoxicillin + clavulanic acid belongs to Penicillins, like flucloxacillin, to which an "
    "allergy is recorded (widespread rash, facial swelling). Demonstration allergy table, version "
    "1 of 2026-10-01."
)
_NOT_CHECKED = (
    "NOT CHECKED against “the pink tablets” (swelling): it was written as free text, without a "
    "code. Compare it yourself."
)


def _order(number: int, medicine: str, directions: str, state: OrderState, **more: Any) -> OrderRow:
    given: dict[str, Any] = {
        "order_id": an_id(f"order {number}"),
        "prescription_id": an_id("prescription"),
        "instructions": "With a full glass of water, sitting up",
        "quantity": "15 capsules",
        "state_words": "Active",
        "why": "",
        "check": "Nothing found in Demonstration allergy table, version 1 of 2026-10-01.",
        "override": "",
        "signed": "Signed 10:42 by Ben Musa",
        "was_offline": False,
        "mark": SyncMark.SENT,
    }
    return OrderRow(medicine=medicine, directions=directions, state=state, **(given | more))


ORDERS = (
    _order(
        1,
        "amoxicillin and clavulanic acid 500 mg and 125 mg tablet",
        "Take ONE tablet (500 mg) THREE times a day for FIVE days",
        OrderState.DRAFT,
        state_words="Draft, not signed",
        check=_STOP,
        override="Ordered all the same: tolerated amoxicillin in 2024",
        quantity="15 tablets",
        signed="Drafted 10:40 by Ben Musa",
    ),
    _order(
        2,
        "insulin glargine 100 units in 1 mL pre-filled pen, 3 mL",
        "Give 150 units under the skin ONCE a day, at night for 28 days",
        OrderState.ACTIVE,
        state_words="Active · SIGNED OFFLINE",
        was_offline=True,
        mark=SyncMark.WAITING,
    ),
    _order(
        3,
        "doxycycline 100 mg capsule",
        "Take ONE capsule (100 mg) TWICE a day for SEVEN days",
        OrderState.STOPPED,
        state_words="Stopped",
        why="Stopped: rash over both arms after the second dose",
    ),
)


def _allergy(number: int, substance: str, reaction: str, **more: Any) -> AllergyRow:
    given: dict[str, Any] = {
        "kind": "Allergy",
        "risk": "High risk",
        "checked": "Checked against every order",
        "state": "Active",
        "recorded": "10:40 by Ben Musa",
        "stands": True,
        "can_be_checked": True,
        "is_voided": False,
        "mark": SyncMark.SENT,
    }
    return AllergyRow(
        allergy_id=an_id(f"allergy {number}"),
        substance=substance,
        reaction=reaction,
        **(given | more),
    )


ALLERGIES = AllergyCard(
    AllergyState.KNOWN,
    (
        _allergy(1, "flucloxacillin", "widespread rash, facial swelling, short of breath"),
        _allergy(
            2, "the pink tablets", "swelling", can_be_checked=False, checked="CANNOT be checked"
        ),
        _allergy(3, "ibuprofen", "wheeze", stands=False, state="Inactive"),
    ),
)


def _dose(number: int, medicine: str, state: DoseState, hours: int, **more: Any) -> DoseRow:
    due_at = NOW + timedelta(hours=hours)
    given: dict[str, Any] = {
        "due_at": due_at,
        "due": f"{due_at:%H:%M}",
        "amount": "ONE capsule (500 mg), by mouth",
        "state_words": STATE_WORDS[state],
        "what": "",
        "remark": "With a full glass of water, sitting up",
        "mark": SyncMark.SENT,
    }
    return DoseRow(
        order_id=an_id(f"order {number}"),
        medication_id=MedicationId(an_id(medicine)),
        medicine=medicine,
        state=state,
        **(given | more),
    )


DOSES = (
    _dose(1, "doxycycline 100 mg capsule", DoseState.LATE, -2),
    _dose(2, "amoxicillin and clavulanic acid 500 mg and 125 mg tablet", DoseState.DUE, 0),
    _dose(4, "paracetamol 500 mg tablet", DoseState.WHEN_NEEDED, 0, due_at=None, due=""),
    _dose(5, "omeprazole 20 mg gastro-resistant capsule", DoseState.LATER, 5),
    _dose(
        6,
        "furosemide 40 mg tablet",
        DoseState.NOT_GIVEN,
        -3,
        what="Not given: Nil by mouth, 08:05 by Ada Obi",
        mark=SyncMark.WAITING,
    ),
    _dose(7, "ramipril 5 mg capsule", DoseState.GIVEN, -3, what="Given 08:02 by Ada Obi"),
)
PREVIEW = OrderPreview(
    medicine="amoxicillin",
    directions="Take ONE tablet (500 mg) THREE times a day for FIVE days",
    quantity="15 tablets",
    unit="mg",
    findings=(FindingRow("danger", _STOP), FindingRow("attention", _NOT_CHECKED)),
    needs_reason=True,
)
BUSY_MEDICINES: dict[str, Any] = {
    "orders.patient": ORDERS,
    "orders.preview": PREVIEW,
    "allergies.card": ALLERGIES,
    "doses.today": DOSES,
    "doses.scan": DoseScan("band", "The wristband is this patient's."),
}
